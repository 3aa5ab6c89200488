#if Etcd
    import Foundation
    import Testing

    extension Integration {
        /// Three machines with etcd and a server each, and clients of the system on their link.
        @Suite(.withEtcd) struct ClusterTests {
            @Test("clients keep their addresses while servers and machines of etcd die, stand still and are cut off")
            func trouble() async throws {
                try await ClusterLaboratory.open { cluster in
                    let clients = try cluster.laboratory.clients
                    let udhcpc = try Udhcpc(on: clients[0], in: cluster.laboratory)
                    let dhclient = try Dhclient(on: clients[1], in: cluster.laboratory)
                    let addresses = [try await udhcpc.acquire(), try await dhclient.acquire()]
                    let load = try cluster.load([
                        "--rate", "100", "--clients", "8000", "--duration", "45", "--timeout", "2",
                    ])
                    func expectRenewals(_ circumstance: String) async throws {
                        #expect(try await udhcpc.renew() == addresses[0], "\(circumstance)")
                        #expect(try await dhclient.renew() == addresses[1], "\(circumstance)")
                    }
                    try await expectRenewals("nothing is wrong")
                    try await cluster.killServer(2)
                    try await expectRenewals("a server is dead")
                    try await cluster.restartServer(2)
                    let leader = try await cluster.leader()
                    try await cluster.killEtcd(leader)
                    try await expectRenewals("the leader of etcd is dead")
                    try await cluster.restartEtcd(leader)
                    try await cluster.server(1).pause()
                    try await expectRenewals("a server stands still")
                    try cluster.server(1).signal(SIGCONT)
                    let next = try await cluster.leader()
                    try await cluster.machines[next - 1].etcd.pause()
                    try await expectRenewals("the leader of etcd stands still")
                    cluster.machines[next - 1].etcd.signal(SIGCONT)
                    try await cluster.cutOff(3)
                    try await expectRenewals("a machine is cut off from the others")
                    try await cluster.cutOff(3, false)
                    try await cluster.expectTruth(of: load)
                    try await expectRenewals("all is well again")
                }
            }

            @Test("who had an address is asked of all members, and who can not answer is named")
            func history() async throws {
                try await ClusterLaboratory.open { cluster in
                    let clients = try cluster.laboratory.clients
                    let udhcpc = try Udhcpc(on: clients[0], in: cluster.laboratory)
                    let dhclient = try Dhclient(on: clients[1], in: cluster.laboratory)
                    let addresses = [try await udhcpc.acquire(), try await dhclient.acquire()]
                    let load = try cluster.load(["--rate", "100", "--clients", "200", "--duration", "10"])
                    #expect(try await cluster.result(load).completed >= 200)
                    for number in 1...3 {
                        for address in addresses {
                            let history = try await cluster.dhcp(["history", "\(address)"], at: number)
                            #expect(history.output.contains("  begun  \(address)  "), "kr\(number): \(history.errors)")
                            #expect(history.errors.isEmpty)
                        }
                        let verified = try await cluster.dhcp(["history", "verify"], at: number)
                        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
                        #expect(!verified.output.hasPrefix("0 records"), "each has given addresses")
                    }
                    try await cluster.killServer(2)
                    let partly = try await cluster.dhcp(["history", "\(addresses[0])"], at: 1)
                    #expect(partly.errors.contains("these members did not answer: kr2"), "\(partly.errors)")
                    try await cluster.restartServer(2)
                    let wholly = try await cluster.dhcp(["history", "\(addresses[0])"], at: 3)
                    #expect(wholly.errors.isEmpty && wholly.output.contains("begun"))
                    #expect(try await cluster.keys("r/history").isEmpty, "nothing stays of questions")
                }
            }

            @Test("a server that is ended in order hands its clients over at once")
            func leaving() async throws {
                try await ClusterLaboratory.open(machines: 2, clients: 1) { cluster in
                    let load = try cluster.load(["--rate", "100", "--clients", "8000", "--duration", "8"])
                    // Both give addresses by then.
                    _ = try await wait(for: "leases of many clients") {
                        try await cluster.keys("a/").count >= 100 ? true : nil
                    }
                    try await cluster.server(1).end()
                    let result = try await cluster.result(load)
                    #expect(result.duplicates == 0)
                    // The other may have offered to somebody what was offered here; who is refused asks again at once.
                    #expect(result.abandoned == result.refused)
                    #expect(result.refused * 20 < result.completed)
                    let status = try await cluster.dhcp(["cluster", "status"], at: 2)
                    #expect(status.output.contains("kr1"), "\(status.output)\(status.errors)")
                }
            }
        }
    }
#endif
