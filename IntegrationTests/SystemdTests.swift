import DHCPTesting
import Foundation
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
                #expect(try await systemd.next() == "STATUS=eth1: does not exist")

                _ = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                while true {
                    let message = try await systemd.next()
                    if message == "READY=1\nSTATUS=serving eth1" { break }
                    #expect(message.contains(/^STATUS=eth1: (does not exist|is down|waits for an address in .*)$/))
                }

                _ = try await server.reload(
                    ServerConfiguration.withSecondSubnet(interfaces: "eth1", pool: "10.78.0.9-10.78.0.20"))
                #expect(try await systemd.next().hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
                while true {
                    let message = try await systemd.next()
                    if message == "READY=1\nSTATUS=serving eth1" { break }
                    #expect(message == "STATUS=serving eth1")
                }

                server.process.signal(SIGTERM)
                #expect(try await systemd.next() == "STOPPING=1")
                #expect(try await server.process.waitForExit() == 0)
                #expect(systemd.heardOfLife())
            }
        }
    }
}

/// What a service manager does for a unit of type `notify`, as far as the tests need it.
private final class Systemd {
    private let socket: NotifySocket
    private var signsOfLife = 0

    init(in laboratory: Laboratory) throws {
        socket = try NotifySocket(laboratory.newDirectory("systemd").appending(path: "notify").path)
    }

    /// The command that runs a server under this manager, with a watchdog of 0.2 seconds.
    var wrapper: [String] { ["env", "NOTIFY_SOCKET=\(socket.name)", "WATCHDOG_USEC=200000"] }

    /// Whether the server said in time, and more than once, that it lives.
    func heardOfLife() -> Bool { signsOfLife > 1 }

    /// The next message that is no sign of life.
    func next() async throws -> String {
        try await wait(for: "a message to systemd") {
            guard let message = socket.receive() else { return nil }
            if message != "WATCHDOG=1" { return message }
            signsOfLife += 1
            return nil
        }
    }
}
