#if Etcd
    import Foundation
    import Testing

    extension Integration {
        /// One server that becomes a cluster, and is one again: the procedure of Documentation/Cluster.md.
        @Suite(.withEtcd) struct GrowingClusterTests {
            private static let choices = ClusterLaboratory.Choices(
                times: "{ lease-time: 600s, min-lease-time: 600s, renewal-time: 3s, rebinding-time: 8s }", serves: false
            )

            /// Takes leases from one store into another, between which `stop` ends whoever serves them, and returns whose they
            /// were.
            private func move(
                from old: String, to new: String, in cluster: ClusterLaboratory, after stop: () async throws -> Void
            ) async throws -> Set<String> {
                try await stop()
                let export = try await cluster.dhcp(["leases", "export", "--format", "json"], configuration: old)
                #expect(export.status == 0, "\(export.errors)")
                let file = cluster.machines[0].directory.appending(path: "leases.json")
                _ = try TextFile.holding(export.output, at: file)
                let owners = try await owners(old, in: cluster)
                let outcome = try await cluster.dhcp(["leases", "import", file.path], configuration: new)
                #expect(outcome.output.contains("\(owners.count) leases taken"), "\(outcome.output)\(outcome.errors)")
                #expect(outcome.status == 0)
                #expect(try await self.owners(new, in: cluster) == owners)
                return owners
            }

            /// Each address that is bound, with its client.
            private func owners(_ configuration: String, in cluster: ClusterLaboratory) async throws -> Set<String> {
                let outcome = try await cluster.dhcp(["leases", "export"], configuration: configuration)
                let lines = outcome.output.split(separator: "\n").filter { $0.contains(",bound,") }
                return Set(lines.map { $0.split(separator: ",").prefix(4).joined(separator: " ") })
            }

            @Test("one server's leases go into a cluster and back while clients renew, and each keeps its address")
            func thereAndBack() async throws {
                try await ClusterLaboratory.open(Self.choices) { cluster in
                    for name in ["old", "new"] {
                        let file = cluster.machines[0].directory.appending(path: "\(name).sqlite").path
                        try cluster.write("store: { path: \"\(file)\" }", Self.choices.times, to: "\(name).yaml", at: 1)
                    }
                    try await cluster.restartServer(1, "old.yaml")
                    let clients = try cluster.laboratory.clients
                    let udhcpc = try Udhcpc(on: clients[0], in: cluster.laboratory)
                    let dhclient = try Dhclient(on: clients[1], in: cluster.laboratory)
                    let addresses = [try await udhcpc.acquire(), try await dhclient.acquire()]
                    let load = try cluster.load(["--rate", "200", "--clients", "500", "--timeout", "2"])
                    #expect(try await cluster.result(load).completed == 500)

                    let before = try await move(from: "old.yaml", to: ClusterLaboratory.ownFile, in: cluster) {
                        try await cluster.server(1).end()
                    }
                    #expect(before.count == 502)
                    try await cluster.startServers()
                    #expect(try await udhcpc.renew() == addresses[0], "in the cluster")
                    #expect(try await dhclient.extended() == addresses[1], "in the cluster")

                    let after = try await move(from: ClusterLaboratory.ownFile, to: "new.yaml", in: cluster) {
                        for number in 1...3 { try await cluster.server(number).end() }
                    }
                    #expect(after == before)
                    try await cluster.restartServer(1, "new.yaml")
                    #expect(try await udhcpc.renew() == addresses[0], "with one server again")
                    #expect(try await dhclient.extended() == addresses[1], "with one server again")
                    #expect(try await owners("new.yaml", in: cluster) == before)
                }
            }
        }
    }
#endif
