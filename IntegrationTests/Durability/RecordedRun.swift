import DHCP
import DHCPTesting
import Foundation
import Testing

/// A server that served clients under strace until it was asked to end.
struct RecordedRun {
    /// A client got its address.
    struct Acknowledgement {
        var message: DHCPMessage
        /// The line of the log with which it began to leave.
        var begin: Int
    }

    let events: [SystemCallLog.Event]
    let acknowledgements: [Acknowledgement]
    /// The lease file as the server knew it.
    let path: String

    /// Lets clients get and renew addresses for a while.
    static func record(in directory: TemporaryDirectory, seed: UInt64) async throws -> RecordedRun {
        let log = directory.url.appending(path: "strace.log").path
        let server = try await StoredServer.start(
            in: directory, wrapper: SystemCallLog.command(recordingInto: log))
        var generator = SeededGenerator(seed: seed)
        var clients = try RelayedClients(count: 60, areFaithful: true)
        try await server.use { server in
            _ = try await wait(for: "enough leases", evidence: { server.process.transcript }) {
                try await clients.load(
                    port: server.port, until: .now + .milliseconds(1500), limit: 8, using: &generator)
                return clients.acknowledged > 100 ? true : nil
            }
            clients.settle()
            // strace would not see the server's last calls if it were ended itself.
            let owner = TextFile(url: URL(filePath: directory.leaseFile + "-lock"))
            kill(try #require(pid_t(owner.lines.first ?? "")), SIGTERM)
            try await server.process.waitForExit()
        }
        #expect(clients.faults == [])
        return RecordedRun(SystemCallLog(try String(contentsOfFile: log, encoding: .utf8)), path: directory.leaseFile)
    }

    private init(_ log: SystemCallLog, path: String) {
        self.path = path
        events = log.events
        acknowledgements = log.events.flatMap { event -> [Acknowledgement] in
            guard case .send(let datagrams) = event.call else { return [] }
            return datagrams.compactMap { try? DHCPMessage(decoding: $0) }.filter { $0.messageType == .ack }
                .map { Acknowledgement(message: $0, begin: event.begin) }
        }
    }
}
