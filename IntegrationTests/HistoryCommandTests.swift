#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Testing

    extension Integration {
        /// Who had an address when, from the command line.
        @Suite struct HistoryCommandTests {
            private let dhcp = Environment.binary(named: "dhcp").path

            /// A file in which a client has an address from a time on, and another one from a later time.
            private func file(in directory: TemporaryDirectory) async throws -> String {
                let path = directory.url.appending(path: "leases.sqlite").path
                let clients = [HardwareAddress(2, 0, 0, 0, 0, 1), HardwareAddress(2, 0, 0, 0, 0, 2)]
                var before: Lease?
                for (client, hour) in zip(clients, [8, 12]) {
                    let time = try #require(
                        ISO8601DateFormatter().date(from: "2026-11-24T\(hour < 10 ? "0" : "")\(hour):00:00Z"))
                    let seconds = Int64(time.timeIntervalSince1970)
                    let store = try SQLiteLeaseStore(
                        path: path, history: (HistorySettings(seconds: .max - 1), "kr1"), now: { seconds })
                    let lease = Lease(
                        address: try #require(IPv4Address("10.0.3.7")), client: ClientIdentity(client),
                        hardwareAddress: client, state: .bound, start: UInt32(seconds), end: UInt32(seconds + 7200),
                        sentOptions: [12, 2, 0x70, 0x30 + client.octets[5]])
                    _ = try await store.commit(LeaseBatch([[LeaseChange(before: before, after: lease)]]))
                    before = lease
                    await store.close()
                }
                return path
            }

            @Test("who had an address, and which one a client had")
            func holders() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let file = try await file(in: directory)
                func history(_ arguments: String...) async throws -> String {
                    try await Command.run([dhcp, "history", "--store", file] + arguments)
                }
                let first = try await history("10.0.3.7", "--at", "2026-11-24T10:00+01:00")
                #expect(first.contains("02:00:00:00:00:01  p1  from 2026-11-24T08:00:00Z"))
                #expect(first.contains("until 2026-11-24T12:00:00Z (taken-over)"))
                #expect(try await history("10.0.3.7", "--at", "2026-11-24T13:00Z").contains("has it still"))
                for client in [
                    "0200.0000.0002", "02-00-00-00-00-02", "2:0:0:0:0:2", "020000000002", "P2",
                    "hw 1/02:00:00:00:00:02",
                ] {
                    let lines = try await history(client).split(separator: "\n")
                    #expect(lines.count == 1 && lines[0].contains("taken-over  10.0.3.7"), "\(client)")
                }
                #expect(try await history("02:00:00").split(separator: "\n").count == 2)
                let json = try await history("10.0.3.7", "--json").split(separator: "\n")
                let last = try JSONSerialization.jsonObject(with: Data(json[1].utf8)) as? [String: Any]
                #expect(last?["event"] as? String == "taken-over" && last?["server"] as? String == "kr1")
                #expect(last?["host-name"] as? String == "p2" && last?["time"] as? String == "2026-11-24T12:00:00Z")
            }

            @Test("an import and a release without a server are recorded, and an import that changes nothing is not")
            func commands() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let file = directory.url.appending(path: "leases.sqlite").path
                let end = Int(Date().timeIntervalSince1970) + 86_400
                func leases(_ client: String) throws -> String {
                    let text = "\(end) 02:00:00:00:00:\(client) 10.0.3.7 p1 *\n\(end) 02:00:00:00:00:09 10.0.3.9 p9 *\n"
                    return try TextFile.holding(text, at: directory.url.appending(path: "dnsmasq.leases")).path
                }
                func history() async throws -> [String] {
                    let text = try await Command.run(dhcp, "history", "--store", file, "10.0.3.7")
                    return text.split(separator: "\n").map(String.init)
                }
                for client in ["01", "01", "02"] {
                    try await Command.run(dhcp, "leases", "import", "--store", file, leases(client))
                }
                try await Command.run(dhcp, "leases", "release", "--store", file, "10.0.3.7")
                let lines = try await history()
                #expect(lines.count == 3, "\(lines)")
                for (line, words) in zip(lines, ["begun", "taken-over", "released"]) {
                    #expect(line.contains("\(words)  10.0.3.7"), "\(line)")
                }
                #expect(lines[0].contains("imported by dhcp leases import"))
                #expect(lines[2].contains("freed by dhcp leases release"))
                #expect(try await Command.run(dhcp, "history", "verify", "--store", file).contains("4 records"))
                let changes = try await Command.run(dhcp, "history", "changes", "--store", file, "--from", "2026-01-01")
                #expect(changes.split(separator: "\n").count == 4 && changes.contains("freed by"), "\(changes)")
                let none = try await Command.outcome(
                    of: [dhcp, "history", "changes", "--store", file, "--to", "2026-01-01", "--json"])
                #expect(none.status == 1 && none.output.isEmpty)
            }

            @Test("who is forgotten is not found, and the chain can be checked still")
            func forgetting() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let file = try await file(in: directory)
                let before = try await Command.run(dhcp, "history", "verify", "--store", file)
                let head = try #require(before.split(separator: "\n").last?.dropFirst(5))
                let text = try await Command.run(dhcp, "history", "forget", "--store", file, "02:00:00:00:00:01")
                #expect(text.contains("1 records are empty now"))
                let after = try await Command.run(
                    dhcp, "history", "verify", "--store", file, "--head", String(head))
                #expect(after.contains("3 records, 1 of them emptied on request"))
                let rest = try await Command.run(dhcp, "history", "--store", file, "10.0.3.7")
                #expect(rest.contains("forgotten") && !rest.contains("02:00:00:00:00:01") && !rest.contains("p1"))
            }
        }
    }
#endif
