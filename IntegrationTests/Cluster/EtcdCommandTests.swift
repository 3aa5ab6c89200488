#if Etcd
    import Foundation
    import Testing

    extension Integration {
        /// Commands on leases in etcd.
        @Suite(.withEtcd) struct EtcdCommandTests {
            private let dhcp = Environment.binary(named: "dhcp").path

            /// A configuration of a member, beside a CSV with `count` leases.
            private func files(_ endpoint: String, in directory: URL, _ count: Int) throws -> (
                yaml: String, csv: String
            ) {
                let (yaml, csv) = (directory.appending(path: "kr1.yaml").path, directory.appending(path: "in.csv").path)
                try """
                store: { etcd: { endpoints: ["\(endpoint)"] } }
                cluster: { name: kr1 }
                subnets: [{ subnet: 10.0.0.0/16, relays: [10.9.9.9], pools: [10.0.0.10-10.0.99.250] }]
                """.write(toFile: yaml, atomically: true, encoding: .utf8)
                let rows = (0..<count).map { number in
                    let (high, low) = (number / 200, number % 200 + 10)
                    let hardware = String(format: "02:00:00:00:%02x:%02x", high, low)
                    return
                        "10.0.\(high).\(low),bound,hw-address,01:\(hardware),1,\(hardware),2026-01-01T00:00:00Z,never,,,900"
                }
                let header =
                    "address,state,client-kind,client,hardware-type,hardware,starts,ends,host-name,options,lead"
                try ([header] + rows).joined(separator: "\n").write(toFile: csv, atomically: true, encoding: .utf8)
                return (yaml, csv)
            }

            @Test("one server's leases go into etcd and back, twice as well as once, and none is lost")
            func thereAndBack() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                try await EtcdNodes.use { nodes in
                    let (yaml, csv) = try files(nodes.endpoints[0], in: directory.url, 2500)
                    let (one, two) = ("\(directory.url.path)/one.sqlite", "\(directory.url.path)/two.sqlite")
                    try await Command.run(dhcp, "leases", "import", "--store", one, csv)
                    let before = try await Command.run(dhcp, "leases", "export", "--store", one)
                    let into = try await Command.run(dhcp, "leases", "import", "--config", yaml, one)
                    #expect(into.contains("(sqlite): 2500 leases taken, 0 there already, 0 not taken"))
                    let again = try await Command.run(dhcp, "leases", "import", "--config", yaml, one)
                    #expect(again.contains("0 leases taken, 2500 there already, 0 not taken"))
                    #expect(try await Command.run(dhcp, "leases", "export", "--config", yaml) == before)
                    let back = try await Command.run(dhcp, "leases", "import", "--store", two, yaml)
                    #expect(back.contains("(store): 2500 leases taken, 0 not taken"))
                    #expect(try await Command.run(dhcp, "leases", "export", "--store", two) == before)
                }
            }

            @Test("leases are listed, shown, counted and freed; an address that another has is not taken over")
            func looks() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                try await EtcdNodes.use { nodes in
                    let (yaml, csv) = try files(nodes.endpoints[0], in: directory.url, 3)
                    try await Command.run(dhcp, "leases", "import", "--config", yaml, csv)
                    let list = try await Command.run(dhcp, "leases", "list", "--config", yaml, "--address", "10.0.0.11")
                    #expect(list.split(separator: "\n").count == 2 && list.contains("02:00:00:00:00:0b"))
                    let show = try await Command.run(dhcp, "leases", "show", "--config", yaml, "10.0.0.12")
                    #expect(show.contains("lead: 900"))
                    let pools = try await Command.run(dhcp, "pools", "--config", yaml, "--json")
                    #expect(pools.contains("\"bound\":3"))
                    let freed = try await Command.run(dhcp, "leases", "release", "--config", yaml, "10.0.0.10")
                    #expect(
                        freed.hasPrefix("10.0.0.10 is free in etcd at \(nodes.endpoints[0]), /dhcp4; it was bound to"))
                    #expect(
                        try await Command.outcome(of: [dhcp, "leases", "release", "--config", yaml, "10.0.0.10"]).status
                            == 1)
                    let other = try String(contentsOfFile: csv, encoding: .utf8).replacing(
                        "02:00:00:00:00:0b", with: "02:00:00:00:00:ff")
                    try other.write(toFile: csv, atomically: true, encoding: .utf8)
                    let outcome = try await Command.outcome(of: [dhcp, "leases", "import", "--config", yaml, csv])
                    #expect(outcome.status == 1)
                    #expect(
                        outcome.errors.contains(
                            "10.0.0.11 is not taken for hw 1/02:00:00:00:00:ff: hw 1/02:00:00:00:00:0b has it"))
                }
            }

            @Test("an etcd that is not there has no quorum; a password that is wrong is one clear line")
            func failures() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let (yaml, _) = try files("127.0.0.1:1", in: directory.url, 1)
                let status = try await Command.outcome(of: [dhcp, "cluster", "status", "--config", yaml])
                #expect(status.status == 1 && status.output.contains("no quorum"))
                let list = try await Command.outcome(of: [dhcp, "leases", "list", "--config", yaml])
                #expect(list.status == 69 && list.errorLines.count == 1)
                let text = try String(contentsOfFile: yaml, encoding: .utf8).replacing(
                    "] } }", with: "], ca: none.pem } }")
                try text.write(toFile: yaml, atomically: true, encoding: .utf8)
                let missing = try await Command.outcome(of: [dhcp, "leases", "list", "--config", yaml])
                #expect(missing.status == 69)
                #expect(
                    missing.errors.contains(
                        "store.etcd.ca: \(directory.url.path)/none.pem can not be read: No such file or directory"))
            }

            @Test("a member is seen while it lives, leaves when it is ended, and is forgotten on request")
            func members() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                try await EtcdNodes.use { nodes in
                    let (yaml, _) = try files(nodes.endpoints[0], in: directory.url, 1)
                    let text =
                        try String(contentsOfFile: yaml, encoding: .utf8)
                        + "\nserver: { listen: 127.0.0.1:0, identifier: 10.0.0.1 }\n"
                    try text.write(toFile: yaml, atomically: true, encoding: .utf8)
                    let server = try RunningProcess(
                        [dhcp, "serve", "--config", yaml], name: "serve", directory: directory.url)
                    _ = try await server.waitForLine(/DHCP server ready/)
                    let status = try await Command.outcome(of: [dhcp, "cluster", "status", "--config", yaml])
                    #expect(status.status == 0, "\(status.output)\(status.errors)")
                    #expect(status.output.contains(#/kr1 +alive +256 +0 /#))
                    let refused = try await Command.outcome(of: [dhcp, "cluster", "leave", "kr1", "--config", yaml])
                    #expect(refused.status == 69 && refused.errors.contains("kr1 lives"))
                    server.signal(SIGTERM)
                    #expect(try await server.waitForExit() == 0)
                    let left = try await Command.outcome(of: [dhcp, "cluster", "status", "--config", yaml])
                    #expect(left.status == 1 && left.output.contains(#/kr1 +left +0 /#))
                    let forgotten = try await Command.run(dhcp, "cluster", "leave", "kr1", "--config", yaml)
                    #expect(forgotten.contains("kr1 is forgotten"))
                    #expect(
                        try await Command.outcome(of: [dhcp, "cluster", "leave", "kr1", "--config", yaml]).status == 1)
                }
            }
        }
    }
#endif
