import ArgumentParser
import DHCP
import DHCPLoad
import DHCPServer
import Foundation

/// `dhcp bench` loads a server and tells how it does.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load a server with many clients, and measure how fast it answers.",
        discussion: """
            Asks as a relay with many clients behind it: the server must have a subnet for the relay's address and \
            free addresses for all clients. Addresses stay leased until their time is over. Where port 67 is not to be \
            had, the server must know relay source ports (RFC 8357), as this one does.

            --in-flight keeps so many exchanges under way and shows how many the server can do; --rate starts so many \
            a second, whatever the server does, and shows how long it takes at that load. Every ACK must be what was \
            offered, and no address may go to a second client before its lease is over.

            --server may stand several times: then each message goes to all of them, as by a relay with several helper
            addresses, and a client takes the first offer.

            Examples:
              dhcp bench --server 127.0.0.1:6767 --clients 200
              dhcp bench --server 127.0.0.1:6767 --rate 500 --scenario discover --json

            Only this host is loaded, unless --yes-load-this-server is given. Ends with 1 when nobody answers, or \
            answers wrongly.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("A server; the port is 67 when not given. May be repeated.", valueName: "address[:port]"))
    var server: [String]

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The address of this host that is the relay's (default: one near the server).", valueName: "address"))
    var relay: String?

    @Option(name: .long, help: "dora: new clients get addresses; discover: offers alone; renew: leases are extended.")
    var scenario = LoadScenario.dora

    @Option(name: .long, help: ArgumentHelp("How many clients there are.", valueName: "number"))
    var clients = 10_000

    @Option(name: .long, help: ArgumentHelp("Start so many exchanges a second.", valueName: "number"))
    var rate: Double?

    @Option(
        name: .long, help: ArgumentHelp("Keep so many exchanges under way (default: 16).", valueName: "number"))
    var inFlight: Int?

    @Option(name: .long, help: ArgumentHelp("End after this time, if not with the last client.", valueName: "seconds"))
    var duration: Double = 10

    @Option(
        name: .long,
        help: ArgumentHelp("When a message counts as lost and is sent again.", valueName: "seconds"))
    var timeout: Double = 1

    @Option(
        name: .long,
        help: ArgumentHelp("Before the load, wait so long for a server that is starting.", valueName: "seconds"))
    var wait: Double = 0

    @Flag(
        name: .long,
        help: "Let the kernel divide what leaves together; not for servers that read raw frames at a virtual cable.")
    var segmentationOffload = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "Load a server that is not this host.")
    var yesLoadThisServer = false

    func validate() throws {
        let endpoints = try server.map { text in
            guard let endpoint = ServerArgument.endpoint(text), endpoint.port > 0 else {
                throw ValidationError("--server takes an address such as 127.0.0.1 or 127.0.0.1:6767, not \(text)")
            }
            return endpoint
        }
        if Set(endpoints).count < endpoints.count { throw ValidationError("a --server stands twice") }
        guard endpoints.count <= LoadRun.serverLimit else {
            throw ValidationError("--server may stand \(LoadRun.serverLimit) times at most")
        }
        if let relay, IPv4Address(relay) == nil {
            throw ValidationError("--relay takes an address such as 127.0.0.1, not \(relay)")
        }
        if rate != nil, inFlight != nil { throw ValidationError("give either --rate or --in-flight") }
        if let rate, !(rate > 0 && rate <= 10_000_000) { throw ValidationError("--rate takes 0 to 10000000 a second") }
        if let inFlight, !(1...LoadSettings.largestWindow).contains(inFlight) {
            throw ValidationError("--in-flight takes 1 to \(LoadSettings.largestWindow)")
        }
        guard (1...LoadClients.limit).contains(clients) else {
            throw ValidationError("--clients takes 1 to \(LoadClients.limit)")
        }
        guard duration > 0, duration <= 86_400 else { throw ValidationError("--duration takes 0 to 86400 seconds") }
        guard timeout >= 0.001, timeout <= 60 else { throw ValidationError("--timeout takes 0.001 to 60 seconds") }
        guard wait >= 0, wait <= 3600 else { throw ValidationError("--wait takes 0 to 3600 seconds") }
        if yesLoadThisServer { return }
        let own = try NetworkInterface.all().flatMap(\.addresses).map(\.address)
        for endpoint in endpoints {
            if let objection = LoadPermission.objection(to: endpoint.address, ownAddresses: own) {
                throw ValidationError(objection)
            }
        }
    }

    func run() async throws {
        let endpoints = server.compactMap { ServerArgument.endpoint($0) }
        let address =
            try relay.flatMap { IPv4Address($0) }
            ?? ServerArgument.localAddress(
                towards: endpoints.first?.address ?? .loopback, of: NetworkInterface.all())
        let load = try LoadRun(settings, servers: endpoints, relay: address)
        var waited: UInt64?
        if wait > 0 {
            waited = try load.waitForServer(upTo: Self.nanoseconds(wait))
            if waited == nil { throw noAnswer(load, endpoints) }
        }
        let progress = BenchProgress()
        let report = try load.run { progress.show($0) }
        progress.clear()
        let text = BenchReport(
            scenario: scenario, servers: endpoints, relay: load.relay, waited: waited, report: report)
        if json { StandardOutput.writeJSON(try text.json()) } else { StandardOutput.write(text.text) }
        if report.latency.count == 0 && report.refused == 0 { throw noAnswer(load, endpoints) }
        if report.showsFault { throw ExitCode(.negative) }
    }

    private var settings: LoadSettings {
        LoadSettings(
            scenario: scenario, pace: rate.map { .rate($0) } ?? .inFlight(inFlight ?? 16), clients: clients,
            duration: Self.nanoseconds(duration), timeout: Self.nanoseconds(timeout),
            usesSegmentationOffload: segmentationOffload)
    }

    private static func nanoseconds(_ seconds: Double) -> UInt64 { UInt64(seconds * 1e9) }

    /// Says what may be the reason, and ends with 1.
    private func noAnswer(_ load: LoadRun, _ servers: [DHCPEndpoint]) -> ExitCode {
        let cause =
            load.wasRefused
            ? "nothing listens there"
            : "see whether it has a subnet for the relay \(load.relay.address) and free addresses"
                + (load.relay.port == DHCPEndpoint.serverPort
                    ? "" : ", and knows relay source ports (else run this as root, for port 67)")
        StandardError.write("dhcp: no answer from \(BenchReport.text(of: servers)): \(cause)")
        return ExitCode(.negative)
    }
}

extension LoadScenario: ExpressibleByArgument {}
