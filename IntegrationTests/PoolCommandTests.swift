import Foundation
import Testing

extension Integration {
    /// How full pools are, and leases in order, from a lease file.
    @Suite struct PoolCommandTests {
        private let dhcp = Environment.binary(named: "dhcp").path

        /// A configuration and three leases: two of a pool of four, one of a pool of one that nobody else can get.
        private func files(in directory: URL) async throws -> String {
            let configuration = directory.appending(path: "dhcp.yaml")
            try """
            store: { path: leases.sqlite }
            options: { routers: 10.0.0.1 }
            subnets:
              - subnet: 10.0.0.0/24
                shared-network: lab
                pools: [10.0.0.10-10.0.0.13, 10.0.0.20]
            """.write(to: configuration, atomically: true, encoding: .utf8)
            let end = Int(Date().timeIntervalSince1970) + 9000
            let leases = directory.appending(path: "kea-leases4.csv")
            let rows = [
                "10.0.0.10,02:00:00:00:00:01,,43200,\(end),1,0,0,zebra,0,,0",
                "10.0.0.11,02:00:00:00:00:02,,43200,\(end - 900),1,0,0,ape,0,,0",
                "10.0.0.20,02:00:00:00:00:03,,43200,\(end - 1800),1,0,0,,0,,0",
            ]
            let header =
                "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,"
                + "pool_id"
            try ([header] + rows).joined(separator: "\n").appending("\n")
                .write(to: leases, atomically: true, encoding: .utf8)
            try await Command.run(dhcp, "leases", "import", "--config", configuration.path, leases.path)
            return configuration.path
        }

        @Test("a table with bars, and an object a pool")
        func pools() async throws {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            let configuration = try await files(in: directory.url)
            let lines = try await Command.run(dhcp, "pools", "--config", configuration).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines[0].hasPrefix("SUBNET") && lines[0].hasSuffix("USED"))
            #expect(lines[1].contains(/10\.0\.0\.10-10\.0\.0\.13 +4 +2 +0 +2 +50%  \[#+\.+\]/))
            #expect(lines[2].contains(/10\.0\.0\.20-10\.0\.0\.20 +1 +1 +0 +0 +100%  \[#+\]/))
            let json = try await Command.run(dhcp, "pools", "--config", configuration, "--json").split(separator: "\n")
            let first = try JSONSerialization.jsonObject(with: Data(json[0].utf8)) as? [String: Any]
            #expect(first?["pool"] as? String == "10.0.0.10-10.0.0.13" && first?["free"] as? Int == 2)
            #expect(first?["shared-network"] as? String == "lab" && first?["capacity"] as? Int == 4)
        }

        @Test("leases of a pool, in an order, and as typed JSON")
        func leases() async throws {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            let configuration = try await files(in: directory.url)
            func hosts(_ arguments: String...) async throws -> [String] {
                let text = try await Command.run(
                    [dhcp, "leases", "list", "--config", configuration, "--json"] + arguments)
                return try text.split(separator: "\n").map { line in
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    #expect(object?["hardware-type"] as? Int == 1)
                    return object?["host-name"] as? String ?? "-"
                }
            }
            #expect(try await hosts() == ["zebra", "ape", "-"])
            #expect(try await hosts("--sort", "host") == ["ape", "zebra", "-"])
            #expect(try await hosts("--sort", "ends") == ["-", "ape", "zebra"])
            #expect(try await hosts("--pool", "10.0.0.12", "--sort", "host") == ["ape", "zebra"])
            let outcome = try await Command.outcome(
                of: [dhcp, "leases", "list", "--config", configuration, "--pool", "10.0.0.99"])
            #expect(outcome.status == 69)
            #expect(
                outcome.errors.contains("no pool of the configuration has 10.0.0.99; there are 10.0.0.10-10.0.0.13"))
        }
    }
}
