import Foundation
import Testing

extension Integration {
    /// Machines that use addresses of a pool without a lease.
    @Suite struct ConflictTests {
        /// A printer with the first address of the pool, by the bridge of the server.
        private func printer(at address: String = "10.77.0.100", in laboratory: Laboratory) async throws -> Host {
            let printer = try laboratory.clients[1]
            try await printer.namespace.run("ip", "address", "add", "\(address)/24", "dev", "eth0")
            try await laboratory.waitForCarrier(of: "br0")
            return printer
        }

        private func configuration(_ more: String = "") -> String {
            more + ServerConfiguration.standard(interface: "br0")
        }

        @Test("an address that a printer uses is passed over, and the log names the printer")
        func printer() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let printer = try await printer(in: laboratory)
                let server = try await Server.start(in: laboratory, configuration: configuration())
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire() == "10.77.0.101")
                let line = try await server.process.waitForLine(/somebody uses an address without a lease/)
                for word in ["10.77.0.100", printer.hardwareAddress, "br0", "86400 s"] {
                    #expect(line.contains(word), "\(line)")
                }
            }
        }

        @Test("several in a row are passed over, and the client waits no longer")
        func several() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let printer = try await printer(in: laboratory)
                for last in 101...105 {
                    try await printer.namespace.run("ip", "address", "add", "10.77.0.\(last)/24", "dev", "eth0")
                }
                _ = try await Server.start(in: laboratory, configuration: configuration())
                // The client asks only once, and for ten seconds.
                let client = try Udhcpc(on: laboratory.client, in: laboratory, options: Udhcpc.patient)
                #expect(try await client.acquire() == "10.77.0.106")
            }
        }

        @Test("a client that has its address already when the server knows nothing keeps it")
        func own() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let client = try laboratory.client
                try await client.namespace.run("ip", "address", "add", "10.77.0.100/24", "dev", "eth0")
                try await laboratory.waitForCarrier(of: "br0")
                let server = try await Server.start(in: laboratory, configuration: configuration())
                let dhcpcd = try Dhcpcd(on: client, in: laboratory)
                #expect(try await dhcpcd.acquire() == "10.77.0.100")
                #expect(server.lines(about: /somebody uses an address/).isEmpty)
            }
        }

        @Test("a DECLINE of an address that nobody uses does not take it away for a day")
        func unconfirmed() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                let printer = try await printer(in: laboratory)
                // To the client it answers, to the server it does not.
                try await printer.namespace.run("nft", "add", "table", "arp", "quiet")
                try await printer.namespace.run(
                    "nft", "add", "chain", "arp", "quiet", "input", "{ type filter hook input priority 0; }")
                try await printer.namespace.run(
                    "nft", "add", "rule", "arp", "quiet", "input", "arp", "saddr", "ether", "!=",
                    laboratory.client.hardwareAddress, "drop")
                let server = try await Server.start(in: laboratory, configuration: configuration())
                let client = try Udhcpc(on: laboratory.client, in: laboratory, options: ["-a"])
                #expect(try await client.acquire() == "10.77.0.101")
                let line = try await server.process.waitForLine(/nobody uses an address that a client declined/)
                #expect(line.contains("10.77.0.100") && line.contains("300 s"), "\(line)")
                #expect(line.contains(try laboratory.client.hardwareAddress), "\(line)")
            }
        }

        @Test("behind a relay an echo asks, when that is wanted")
        func relayed() async throws {
            try await Laboratory.open(.relayed) { laboratory in
                try await laboratory.relay.run("ip", "address", "add", "10.88.0.100/24", "dev", "down0")
                let server = try await Server.start(
                    in: laboratory,
                    configuration: "conflict-check: { ping: true }\n" + ServerConfiguration.withRelayedSubnet)
                try await Dhcrelay.start(in: laboratory)
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire() == "10.88.0.101")
                let line = try await server.process.waitForLine(/somebody uses an address without a lease/)
                #expect(line.contains("10.88.0.100") && line.contains("unknown"), "\(line)")
            }
        }

        @Test("without raw packets, and where nobody wants it, addresses are given unprobed")
        func unprobed() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                _ = try await printer(in: laboratory)
                let server = try await Server.start(
                    in: laboratory, configuration: configuration(), wrapper: Privilege.without("net_raw"))
                let line = try await server.process.waitForLine(/addresses are not probed/)
                #expect(line.contains("CAP_NET_RAW") && line.contains("conflict-check"), "\(line)")
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire() == "10.77.0.100")
            }
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                _ = try await printer(in: laboratory)
                let server = try await Server.start(
                    in: laboratory, configuration: configuration("conflict-check: { arp: false }\n"))
                #expect(try await Udhcpc(on: laboratory.client, in: laboratory).acquire() == "10.77.0.100")
                #expect(server.lines(about: /not probed/).isEmpty)
            }
        }
    }
}
