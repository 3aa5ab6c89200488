// The complete server, which tells a web service who got which address: after the lease is stored, and without any
// client waiting for the web service.
//
// Run it as `WebHook 0.0.0.0:67`; it writes what it would send. `WebHook 0.0.0.0:67 hang` has a web service that never
// answers.

import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging
import Synchronization

/// Tells of leases by a queue that a task of its own empties.
///
/// The queue has an end: while the web service is slower than clients come, changes are left out and counted.
final class WebHook: LeasePolicy {
    /// Sends the body of one request; with AsyncHTTPClient, `client.execute` with a timeout.
    typealias Send = @Sendable (_ json: String) async throws -> Void

    private let changes: AsyncStream<LeaseChange>
    private let queue: AsyncStream<LeaseChange>.Continuation
    private let leftOut = Atomic(0)
    private let logger: Logger
    private let send: Send

    /// A change takes a few hundred octets, so `capacity` also says how much memory a web service that is away costs.
    init(capacity: Int, logger: Logger, send: @escaping Send) {
        (changes, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
        self.logger = logger
        self.send = send
    }

    /// Puts the change into the queue, and never waits.
    func committed(_ change: LeaseChange) {
        // A lease that is renewed is no news.
        if change.before?.state == change.after?.state, change.before?.client == change.after?.client { return }
        guard case .dropped = queue.yield(change) else { return }
        let count = leftOut.add(1, ordering: .relaxed).newValue
        // With the first, second, fourth, eighth …, so that the log is not filled either.
        if count.nonzeroBitCount == 1 {
            logger.warning("the web service is too slow", metadata: ["left-out": "\(count)"])
        }
    }

    /// Sends what comes into the queue, one change after another.
    func run() async {
        for await change in changes {
            do {
                try await send(Self.json(change))
            } catch {
                logger.warning("the web service was not told", metadata: ["error": "\(error)"])
            }
        }
    }

    private static func json(_ change: LeaseChange) -> String {
        let address = change.address.map { "\($0)" } ?? ""
        let client = (change.after ?? change.before).map { "\($0.hardwareAddress)" } ?? ""
        let state = change.after.map { "\($0.state)" } ?? "forgotten"
        return #"{"address": "\#(address)", "client": "\#(client)", "state": "\#(state)"}"#
    }
}

let arguments = CommandLine.arguments.dropFirst()
let listen = arguments.first.flatMap { DHCPEndpoint($0) } ?? DHCPEndpoint(.any, port: 67)
let hangs = arguments.contains("hang")
let logger = Logger(label: "dhcp")
let hook = WebHook(capacity: 100, logger: logger) { json in
    if hangs { try await Task.sleep(for: .seconds(86_400)) }
    logger.info("POST \(json)")
}
let settings = try ServerConfiguration.parse(
    """
    server: { identifier: 10.77.0.1 }
    subnets:
      - { subnet: 10.77.0.0/16, relays: [127.0.0.1], pools: [10.77.1.0-10.77.9.255] }
    """, file: "built in"
).configuration
let engine = try LeaseEngine(configuration: settings.leases, policy: hook)
let responder = LeaseResponder(engine: engine, store: InMemoryLeaseStore(), logger: logger)
let sender = Task { await hook.run() }
await DHCPService(responder, listen: listen, logger: logger).runAsProgram()
