import Foundation
import Testing

extension Integration {
    /// Interfaces that come and go while the server runs.
    @Suite struct ChangingInterfacesTests {
        /// Shorter than the ten seconds after which the server looks without having been told.
        private static let promptly = Duration.seconds(9)

        @Test("an interface that appears after the start is served, and only then is the server ready")
        func appears() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let configuration = ServerConfiguration.withSecondSubnet(interfaces: "eth1")
                let server = try Server.begin(in: laboratory, configuration: configuration)
                _ = try await server.process.waitForLine(/eth1: does not exist/)
                #expect(server.lines(about: ServerWords.ready).isEmpty)

                let client = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")

                _ = try await server.process.waitForLine(ServerWords.ready, upTo: Self.promptly)
                #expect(try await Udhcpc(on: client, in: laboratory).acquire().hasPrefix("10.78.0."))
            }
        }

        @Test("an interface that gets its address later is served, and addresses of this host are not leased")
        func getsAddress() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try await laboratory.addClient(2, at: "eth1", nil)
                let configuration = ServerConfiguration.withSecondSubnet(
                    interfaces: "eth0, eth1", pool: "10.78.0.1-10.78.0.3")
                let server = try await Server.start(in: laboratory, configuration: configuration)
                _ = try await server.process.waitForLine(/eth1: waits for an address in 10.77.0.0\/24, 10.78.0.0\/24/)

                let host = try laboratory.server.namespace
                try await host.run("ip", "address", "add", "10.78.0.2/32", "dev", "lo")
                try await host.run("ip", "address", "add", "10.78.0.1/24", "dev", "eth1")

                _ = try await server.process.waitForLine(/eth1: is served/, upTo: Self.promptly)
                #expect(try await Udhcpc(on: client, in: laboratory).acquire() == "10.78.0.3")
            }
        }

        @Test("an interface that goes away and comes back is served again, and others meanwhile")
        func comesBack() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                let configuration = ServerConfiguration.withSecondSubnet(interfaces: "eth0, eth1")
                let server = try await Server.start(in: laboratory, configuration: configuration)

                try await laboratory.server.namespace.run("ip", "link", "delete", "eth1")
                _ = try await server.process.waitForLine(/eth1: does not exist/, upTo: Self.promptly)
                let other = try Udhcpc(on: laboratory.client, in: laboratory)
                #expect(ServerConfiguration.poolContains(try await other.acquire()))

                try await laboratory.plug(client, into: "eth1", "10.78.0.1/24")
                #expect(try await Udhcpc(on: client, in: laboratory).acquire().hasPrefix("10.78.0."))
                _ = try await wait(for: "eth1 to be served again", evidence: { server.process.transcript }) {
                    server.lines(about: /eth1: is served/).count == 2 ? true : nil
                }
            }
        }

        @Test("an interface that is switched off and on is served again")
        func switchedOff() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())

                try await laboratory.server.namespace.run("ip", "link", "set", "eth0", "down")
                _ = try await server.process.waitForLine(/eth0: is down/, upTo: Self.promptly)
                try await laboratory.server.namespace.run("ip", "link", "set", "eth0", "up")

                let client = try Udhcpc(on: laboratory.client, in: laboratory)
                #expect(ServerConfiguration.poolContains(try await client.acquire()))
            }
        }

        @Test("a server whose only cable is not plugged in at the other end is not ready before it is")
        func unplugged() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try laboratory.client
                try await client.namespace.run("ip", "link", "set", client.interface, "down")
                // The kernel may say so up to a second late.
                let host = try laboratory.server.namespace
                _ = try await wait(for: "eth0 to have no carrier") {
                    try await host.run("ip", "link", "show", "dev", "eth0").contains("state UP") ? nil : true
                }
                let server = try Server.begin(in: laboratory, configuration: ServerConfiguration.standard())
                _ = try await server.process.waitForLine(/eth0: waits for a carrier/)
                #expect(server.lines(about: ServerWords.ready).isEmpty)

                try await client.namespace.run("ip", "link", "set", client.interface, "up")
                _ = try await server.process.waitForLine(ServerWords.ready, upTo: Self.promptly)
                let address = try await Udhcpc(on: client, in: laboratory).acquire()
                #expect(ServerConfiguration.poolContains(address))
            }
        }

        @Test("a cable that is pulled and plugged in again is told of, and its socket stays")
        func flaps() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let (host, client) = (try laboratory.server.namespace, try laboratory.client)
                let before = try await Self.sockets(of: host)
                #expect(!before.isEmpty)

                try await client.namespace.run("ip", "link", "set", client.interface, "down")
                _ = try await server.process.waitForLine(/eth0: waits for a carrier/, upTo: Self.promptly)
                try await client.namespace.run("ip", "link", "set", client.interface, "up")
                _ = try await wait(for: "eth0 to be served again", evidence: { server.process.transcript }) {
                    server.lines(about: /eth0: is served/).count == 2 ? true : nil
                }

                #expect(try await Self.sockets(of: host) == before)
                let address = try await Udhcpc(on: client, in: laboratory).acquire()
                #expect(ServerConfiguration.poolContains(address))
            }
        }

        /// The UDP sockets of a namespace, each with the kernel's number for it.
        private static func sockets(of namespace: NetworkNamespace) async throws -> Set<String> {
            let lines = try await namespace.run("cat", "/proc/net/udp").split(whereSeparator: \.isNewline).dropFirst()
            return Set(lines.compactMap { $0.split(separator: " ").dropFirst(9).first.map(String.init) })
        }

        @Test("without named interfaces, one that gets an address in a subnet is served")
        func unnamed() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let configuration = ServerConfiguration.withSecondSubnet(interfaces: "eth0")
                    .replacing("interfaces: [eth0], ", with: "")
                let server = try await Server.start(in: laboratory, configuration: configuration)

                let client = try await laboratory.addClient(2, at: "eth7", "10.78.0.1/24")

                _ = try await server.process.waitForLine(/eth7: is served/, upTo: Self.promptly)
                #expect(try await Udhcpc(on: client, in: laboratory).acquire().hasPrefix("10.78.0."))
            }
        }
    }
}
