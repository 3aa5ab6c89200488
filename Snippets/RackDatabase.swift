// The complete server, with addresses from a rack database: a port of a rack's switch has its address, whoever is
// plugged in there, and some machines have theirs wherever they are. Nobody else gets any.
//
// Run it as `RackDatabase 0.0.0.0:67`.

import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging
import Synchronization

/// Where a machine is, or which machine it is.
enum Place: Hashable, Sendable {
    /// The relay's port, by the circuit identifier (option 82, sub-option 1).
    case port(String)
    case machine(HardwareAddress)

    /// Both places that a request tells, the port first.
    static func all(of request: DHCPRequest) -> [Place] {
        let circuit = request.message.options[.relayAgentInformation]?.circuitID
        return (circuit.map { [.port(String(decoding: $0, as: UTF8.self))] } ?? []) + [
            .machine(request.hardwareAddress)
        ]
    }
}

/// The client of a database; it ends with an error when the database takes too long.
protocol RackDatabase: Sendable {
    /// All addresses that are assigned.
    func assignments() async throws -> [Place: IPv4Address]
}

/// Gives addresses as the database says.
final class RackPolicy: LeasePolicy {
    private struct State {
        var assignments: [Place: IPv4Address] = [:]
        var nextReading = ContinuousClock.now
    }

    private let database: any RackDatabase
    private let logger: Logger
    private let state = Mutex(State())

    init(_ database: any RackDatabase, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    /// Reads the database again when ten seconds have passed.
    ///
    /// While it can not be read, what was read before counts: nobody loses an address because a database is away.
    func prepare(for batch: [DHCPRequest]) async {
        guard state.withLock({ $0.nextReading <= .now }) else { return }
        do {
            let assignments = try await database.assignments()
            state.withLock { $0.assignments = assignments }
        } catch {
            logger.warning("the rack database can not be read", metadata: ["error": "\(error)"])
        }
        state.withLock { $0.nextReading = .now + .seconds(10) }
    }

    /// The database may name any address of the subnet.
    var assignsAddressesOutsidePools: Bool { true }

    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        let assignments = state.withLock { $0.assignments }
        let assigned = Place.all(of: request).lazy.compactMap { assignments[$0] }.first
        if let assigned { return .use(assigned) }
        // A lease is renewed past the relay, so nothing tells the port. Whoever has an address keeps it.
        return request.kind == .renewing ? .accept : .refuse
    }
}

/// Stands in for a database.
struct ExampleRacks: RackDatabase {
    func assignments() async throws -> [Place: IPv4Address] {
        [
            .port("rack-1/7"): IPv4Address(10, 77, 0, 107),
            .machine(HardwareAddress(2, 0, 0, 0, 0, 1)): IPv4Address(10, 77, 0, 201),
        ]
    }
}

let listen = CommandLine.arguments.dropFirst().first.flatMap { DHCPEndpoint($0) } ?? DHCPEndpoint(.any, port: 67)
let logger = Logger(label: "dhcp")
let settings = try ServerConfiguration.parse(
    """
    server: { identifier: 10.77.0.1 }
    subnets:
      - { subnet: 10.77.0.0/24, relays: [127.0.0.1], pools: [10.77.0.100-10.77.0.250] }
    """, file: "built in"
).configuration
let engine = try LeaseEngine(configuration: settings.leases, policy: RackPolicy(ExampleRacks(), logger: logger))
let responder = LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: logger)
await DHCPService(responder, listen: listen, logger: logger).runAsProgram()
