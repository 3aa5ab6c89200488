import Foundation
import Testing

extension Integration {
    /// `dhcp doctor` where others on the links are in the way.
    @Suite(.enabled(if: ForeignServer.installed.contains(.dnsmasq))) struct DoctorNetworkTests {
        @Test("another server answers: it is named with its hardware address")
        func rogue() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Rogue.start(on: laboratory.client, in: laboratory)
                _ = try await Server.start(in: laboratory, configuration: laboratory.storedConfiguration())
                let checkup = try await Checkup.run(in: laboratory, wait: 4)
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("another DHCP server, 10.77.0.66 (02:77:00:00:00:01 at eth0)"),
                    "\(checkup.transcript)")
                #expect(checkup.cure.contains("02:77:00:00:00:01"), "\(checkup.transcript)")
            }
        }

        @Test("another server behind a port of a bridge is named with the port")
        func rogueBehindBridge() async throws {
            try await Laboratory.open(.bridge(clients: 2)) { laboratory in
                _ = try await Rogue.start(on: laboratory.clients[1], in: laboratory)
                let configuration = try laboratory.storedConfiguration().replacing("[eth0]", with: "[br0]")
                try await laboratory.waitForCarrier(of: "br0")
                let checkup = try await Checkup.run(in: laboratory, configuration, wait: 4)
                #expect(
                    checkup.cause.contains("02:77:00:00:00:02 at br0, behind its port port2"), "\(checkup.transcript)")
            }
        }

        @Test("a printer with a fixed address has one of the pool")
        func printer() async throws {
            try await Laboratory.open(.direct) { laboratory in
                try await laboratory.client.namespace.run("ip", "address", "add", "10.77.0.100/24", "dev", "eth0")
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration())
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("10.77.0.100 of a pool is in use by 02:77:00:00:00:01"),
                    "\(checkup.transcript)")
                #expect(checkup.cure.contains("address: 10.77.0.100"), "\(checkup.transcript)")
            }
        }

        @Test("a client with a lease is in nobody's way")
        func client() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: laboratory.storedConfiguration())
                let address = try await Udhcpc(on: laboratory.client, in: laboratory).acquire()
                #expect(ServerConfiguration.poolContains(address))
                let checkup = try await Checkup.run(in: laboratory)
                #expect(checkup.has("ok", "conflicts"), "\(checkup.transcript)")
            }
        }

        @Test("clients ask on another link than the one that is served")
        func link() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await laboratory.addClient(2, at: "eth1", "10.78.0.1/24")
                try Udhcpc(on: second, in: laboratory).start()
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration(), wait: 5)
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(checkup.cause.contains("wrong VLAN or link: clients ask at eth1"), "\(checkup.transcript)")
            }
        }

        /// Whether the kernel knows VLANs.
        private static let knowsVLANs = FileManager.default.fileExists(atPath: "/proc/net/vlan")

        @Test(
            "clients ask in another VLAN than the one that is served", .enabled(if: knowsVLANs), arguments: [30, nil])
        func vlan(number: Int?) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let server = try laboratory.server.namespace
                var client = try laboratory.client
                try await server.run("ip", "address", "flush", "dev", "eth0")
                try await server.run("ip", "link", "add", "link", "eth0", "name", "eth0.20", "type", "vlan", "id", "20")
                try await server.run("ip", "address", "add", "10.77.0.1/24", "dev", "eth0.20")
                try await server.run("ip", "link", "set", "eth0.20", "up")
                if let number {
                    let name = "eth0.\(number)"
                    try await client.namespace.run(
                        "ip", "link", "add", "link", "eth0", "name", name, "type", "vlan", "id", "\(number)")
                    try await client.namespace.run("ip", "link", "set", name, "up")
                    client = Host(namespace: client.namespace, interface: name, hardwareAddress: client.hardwareAddress)
                }
                let configuration = try laboratory.storedConfiguration().replacing("[eth0]", with: "[eth0.20]")
                try Udhcpc(on: client, in: laboratory).start()
                let checkup = try await Checkup.run(in: laboratory, configuration, wait: 5)
                #expect(checkup.status == 1, "\(checkup.transcript)")
                let words = number.map { "clients ask in VLAN \($0) of eth0" } ?? "clients ask without a tag at eth0"
                #expect(checkup.cause.contains("wrong VLAN or link: \(words)"), "\(checkup.transcript)")
                #expect(checkup.cure.contains("eth0.20 (VLAN 20)"), "\(checkup.transcript)")
            }
        }

        @Test("a relay speaks for clients of no configured subnet")
        func unknownRelay() async throws {
            try await Laboratory.open(.relayed) { laboratory in
                try await Dhcrelay.start(in: laboratory)
                try Udhcpc(on: laboratory.client, in: laboratory).start()
                let checkup = try await Checkup.run(in: laboratory, laboratory.storedConfiguration(), wait: 5)
                #expect(checkup.status == 1, "\(checkup.transcript)")
                #expect(
                    checkup.cause.contains("relay 10.88.0.1 speaks for clients of no configured subnet"),
                    "\(checkup.transcript)")
            }
        }

        @Test("two interfaces are on one link")
        func twice() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let second = try await laboratory.addClient(2, at: "eth1", nil)
                // The other ends of both cables become one link.
                try await second.namespace.run("ip", "link", "set", second.interface, "name", "second")
                try await second.namespace.run(
                    "ip", "link", "set", "second", "netns", laboratory.client.namespace.name)
                let client = try laboratory.client.namespace
                try await Link.bridge(
                    Port(namespace: client, interface: "br0"), members: ["eth0", "second"])
                try await client.run("ip", "link", "set", "second", "up")
                let configuration = try laboratory.storedConfiguration()
                _ = try await wait(for: "the link to pass frames", evidence: { "" }) {
                    let checkup = try await Checkup.run(in: laboratory, configuration)
                    return checkup.has("warning", "listening") ? checkup : nil
                }
            }
        }
    }
}
