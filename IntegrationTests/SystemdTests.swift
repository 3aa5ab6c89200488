import DHCPTesting
import Foundation
import Synchronization
import Testing

extension Integration {
    /// What systemd hears of the server.
    @Suite struct SystemdTests {
        @Test("systemd hears of a server that it waits, is ready, reloads, lives and stops, in this order")
        func order() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let systemd = try Systemd(in: laboratory)
                let server = try Server.begin(
                    in: laboratory, configuration: ServerConfiguration.withSecondSubnet(interfaces: "eth1"),
                    wrapper: systemd.wrapper)
                try await systemd.hear(/STATUS=eth1: does not exist/)

                _ = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                try await systemd.hear(
                    /READY=1\nSTATUS=serving eth1/,
                    past: /STATUS=eth1: (is down|waits for (a carrier|an address in .*))/)

                _ = try await server.reload("nonsense")
                try await systemd.hear(/RELOADING=1\nMONOTONIC_USEC=\d+/)
                try await systemd.hear(
                    /READY=1\nSTATUS=the new configuration is wrong, see the log; serving eth1/)

                _ = try await server.reload(
                    ServerConfiguration.withSecondSubnet(interfaces: "eth1", pool: "10.78.0.9-10.78.0.20"))
                try await systemd.hear(/RELOADING=1\nMONOTONIC_USEC=\d+/)
                try await systemd.hear(/READY=1\nSTATUS=serving eth1/)

                server.process.signal(SIGTERM)
                try await systemd.hear(/STOPPING=1/)
                #expect(try await server.process.waitForExit() == 0)
                #expect(systemd.heardOfLife())
            }
        }
    }
}

/// What a service manager does for a unit of type `notify`, as far as the tests need it.
///
/// It always listens, as few messages fit into its socket and then the server waits.
private final class Systemd: Sendable {
    private struct Heard {
        var messages: [String] = []
        var signsOfLife = 0
    }

    private let socket: NotifySocket
    private let heard = Mutex(Heard())

    init(in laboratory: Laboratory) throws {
        socket = try NotifySocket(laboratory.newDirectory("systemd").appending(path: "notify").path)
        Task { [weak self] in
            // Until nobody is left who wants to hear.
            while self?.listen() != nil { try? await Task.sleep(for: .milliseconds(10)) }
        }
    }

    private func listen() {
        while let message = socket.receive() {
            heard.withLock { heard in
                if message == "WATCHDOG=1" { heard.signsOfLife += 1 } else { heard.messages.append(message) }
            }
        }
    }

    /// The command that runs a server under this manager, with a watchdog of 0.2 seconds.
    var wrapper: [String] { ["env", "NOTIFY_SOCKET=\(socket.name)", "WATCHDOG_USEC=200000"] }

    /// Whether the server said in time, and more than once, that it lives.
    func heardOfLife() -> Bool { heard.withLock { $0.signsOfLife > 1 } }

    /// Waits for a message that is no sign of life, and expects it to be like `expected`; some may come before it.
    func hear(_ expected: Regex<some Any>, past others: Regex<some Any> = /-/) async throws {
        var message = try await next()
        while try others.wholeMatch(in: message) != nil { message = try await next() }
        #expect(try expected.wholeMatch(in: message) != nil, "\(message)")
    }

    private func next() async throws -> String {
        try await wait(for: "a message to systemd") {
            heard.withLock { $0.messages.isEmpty ? nil : $0.messages.removeFirst() }
        }
    }
}
