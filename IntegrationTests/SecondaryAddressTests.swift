import Foundation
import Testing

extension Integration {
    /// An interface of the server with addresses in several subnets.
    @Suite struct SecondaryAddressTests {
        private static let second = "10.66.0.1"

        private func configuration(_ lines: String, interfaces: String = "interfaces: [eth0], ") -> String {
            "server: { \(interfaces)listen: 0.0.0.0:67 }\nstore: { memory: true }\nsubnets:\n\(lines)"
        }

        private static let secondary = "  - { subnet: 10.66.0.0/24, pools: [10.66.0.100-10.66.0.110] }\n"
        private static let primary = "  - { subnet: 10.77.0.0/24, pools: [10.77.0.100-10.77.0.110] }\n"

        private func add(_ address: String, in laboratory: Laboratory) async throws {
            let server = try laboratory.server
            _ = try await server.namespace.run("ip", "address", "add", address, "dev", server.interface)
        }

        @Test(
            "a subnet on a secondary address is served by it",
            arguments: ["10.66.0.1/24", "10.66.0.1/32"], ["interfaces: [eth0], ", ""])
        func secondary(address: String, interfaces: String) async throws {
            try await Laboratory.open(.direct) { laboratory in
                try await add(address, in: laboratory)
                let server = try await Server.start(
                    in: laboratory, configuration: configuration(Self.secondary, interfaces: interfaces))
                let capture = try await Capture.start(in: laboratory, at: laboratory.server)
                let client = try Udhcpc(on: laboratory.client, in: laboratory)

                #expect(try await client.acquire().hasPrefix("10.66.0."))

                #expect(server.process.errors.text.contains("eth0: is served\n"))
                let answers = try await capture.packets(until: { $0.type == .ack }, "an ACK")
                    .filter { $0.type == .offer || $0.type == .ack }
                #expect(answers.count >= 2)
                for answer in answers { #expect(answer.source == Self.second) }
                #expect(server.process.errors.lines.allSatisfy { !$0.contains("no-subnet") })
            }
        }

        @Test("an address that is added while the server runs counts at once")
        func added() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try await Server.start(in: laboratory, configuration: configuration(Self.secondary))
                try await add("10.66.0.1/24", in: laboratory)
                _ = try await server.process.waitForLine(/eth0: is served$/)
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire().hasPrefix("10.66.0."))
            }
        }

        @Test("of two subnets on one link, check and serve name the one that is not reached")
        func unreached() async throws {
            try await Laboratory.open(.direct) { laboratory in
                try await add("10.66.0.1/24", in: laboratory)
                let both = configuration(Self.secondary + Self.primary)
                let server = try await Server.start(in: laboratory, configuration: both)
                let words = /10\.66\.0\.0\/24.* is reached through relays only: eth0 serves 10\.77\.0\.0\/24/
                _ = try await server.process.waitForLine(words)
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire().hasPrefix("10.77.0."))

                let file = try TextFile.holding(both, at: laboratory.newDirectory("check").appending(path: "dhcp.yaml"))
                let check = try Server.launch(in: laboratory, at: laboratory.server.namespace, ["check", file.path])
                #expect(try await check.waitForExit() == 0)
                #expect(
                    check.output.lines.contains { $0.contains(words) && $0.contains("dhcp.yaml:4:") },
                    "\(check.output.text)")
            }
        }
    }
}
