import Foundation
import Testing

extension Integration {
    /// Leases that move from one store of this server to another.
    @Suite struct StoreImportTests {
        private let dhcp = Environment.binary(named: "dhcp").path

        private func exported(_ arguments: String...) async throws -> String {
            try await Command.run([dhcp, "leases", "export"] + arguments)
        }

        @Test("a lease file, and a configuration that has one, are read as they are")
        func files() async throws {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            func path(_ name: String) -> String { directory.url.appending(path: name).path }
            let lines = [
                "address,state,client-kind,client,hardware-type,hardware,starts,ends,host-name,options,lead",
                "10.0.0.10,bound,hw-address,01:02:00:00:00:00:01,1,02:00:00:00:00:01,2026-01-01T00:00:00Z,never,,0c0161,900",
                "10.0.0.11,bound,client-id,0a0b,1,02:00:00:00:00:02,2026-01-01T00:00:00Z,never,,,",
            ]
            try lines.joined(separator: "\n").write(toFile: path("in.csv"), atomically: true, encoding: .utf8)
            try
                "store: { path: one.sqlite }\nsubnets: [{ subnet: 10.0.0.0/24, relays: [10.9.9.9], pools: [10.0.0.10] }]"
                .write(toFile: path("one.yaml"), atomically: true, encoding: .utf8)
            try await Command.run(dhcp, "leases", "import", "--config", path("one.yaml"), path("in.csv"))
            let before = try await exported("--store", path("one.sqlite"))
            #expect(before.contains(",a,0c0161,900\n"))

            let said = try await Command.run(
                dhcp, "leases", "import", "--store", path("two.sqlite"), path("one.sqlite"))
            #expect(
                said
                    == "\(path("one.sqlite")) (sqlite): 2 leases taken, 0 not taken, of 2 records, into \(path("two.sqlite"))\n"
            )
            #expect(try await exported("--store", path("two.sqlite")) == before)

            let again = try await Command.run(
                dhcp, "leases", "import", "--store", path("three.sqlite"), path("one.yaml"))
            #expect(again.hasPrefix("\(path("one.yaml")) (store): 2 leases taken"))
            #expect(try await exported("--store", path("three.sqlite")) == before)
        }

        @Test("what a server alone has is no cluster, and a wrong configuration is said")
        func alone() async throws {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            let file = directory.url.appending(path: "dhcp.yaml").path
            try "store: { path: a.sqlite }\nsubnets: [{ subnet: 10.0.0.0/24, relays: [10.9.9.9], pools: [10.0.0.10] }]"
                .write(toFile: file, atomically: true, encoding: .utf8)
            for arguments in [["status"], ["leave", "kr2"]] {
                let outcome = try await Command.outcome(of: [dhcp, "cluster"] + arguments + ["--config", file])
                #expect(outcome.status == 69)
                #expect(
                    outcome.errorLines == [
                        "dhcp: error: \(file) is of a server alone, which keeps its leases in "
                            + "\(directory.url.path)/a.sqlite; several share them with store: { etcd: … }"
                    ])
            }
            try "subnets: 5".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await Command.outcome(of: [dhcp, "cluster", "status", "-c", file]).status == 1)
            #expect(try await Command.outcome(of: [dhcp, "cluster", "status"]).status == 2)
        }
    }
}
