#if Etcd
    import Foundation
    import Testing

    extension Integration {
        /// What goes wrong beside crashes: disks, memory of the past, clocks, and the ways between single parts.
        @Suite(.withEtcd) struct TroubledClusterTests {
            /// Runs `body` while many clients get addresses, and looks afterwards at what they were told.
            ///
            /// `renew` has two clients of the system renew, which must keep their addresses.
            private func underLoad(
                _ choices: ClusterLaboratory.Choices = .init(), seconds: Int = 30,
                _ body: (ClusterLaboratory, _ renew: (_ circumstance: String) async throws -> Void) async throws -> Void
            ) async throws {
                try await ClusterLaboratory.open(choices) { cluster in
                    let clients = try cluster.laboratory.clients
                    let udhcpc = try Udhcpc(on: clients[0], in: cluster.laboratory)
                    let dhclient = try Dhclient(on: clients[1], in: cluster.laboratory)
                    let addresses = [try await udhcpc.acquire(), try await dhclient.acquire()]
                    let load = try cluster.load([
                        "--rate", "100", "--clients", "8000", "--duration", "\(seconds)", "--timeout", "2",
                    ])
                    func expectRenewals(_ circumstance: String) async throws {
                        #expect(try await udhcpc.renew() == addresses[0], "\(circumstance)")
                        #expect(try await dhclient.renew() == addresses[1], "\(circumstance)")
                    }
                    try await body(cluster, expectRenewals)
                    try await cluster.expectTruth(of: load)
                    try await expectRenewals("all is well again")
                }
            }

            @Test(
                "a machine of etcd with a full disk ends; clients keep their addresses, and with room it catches up")
            func fullDisk() async throws {
                // etcd reserves 64 MB twice for its log.
                try await underLoad(.init(smallDisk: (machine: 3, megabytes: 160))) { cluster, renew in
                    try await renew("nothing is wrong")
                    try await cluster.fillDisk(3)
                    try await cluster.machines[2].etcd.waitForExit()
                    #expect(cluster.machines[2].etcd.transcript.contains("no space left on device"))
                    try await renew("a machine of etcd has ended")
                    try await cluster.emptyDisk(3)
                    try await cluster.restartEtcd(3)
                    // With it alone beside one other there is a majority.
                    try await cluster.killEtcd(1)
                    try await renew("the one that was full is needed")
                    try await cluster.restartEtcd(1)
                }
            }

            @Test("a server that heard nothing while etcd forgot what it missed loads all leases again")
            func compaction() async throws {
                try await underLoad { cluster, renew in
                    let slow = try cluster.server(2)
                    // Not by its pause alone: what etcd sends meanwhile would wait in buffers, of its own machine's etcd too.
                    try await cluster.cutOff(2)
                    try await slow.pause()
                    let before = try await cluster.keys("a/").count
                    _ = try await wait(for: "many changes that it misses") {
                        try await cluster.keys("a/").count >= before + 500 ? true : nil
                    }
                    try await cluster.compact()
                    try await renew("a server is late, and etcd has forgotten")
                    // What they wanted to send to it is lost with them.
                    for number in [1, 3] {
                        try await cluster.killEtcd(number)
                        try await cluster.restartEtcd(number)
                    }
                    try await cluster.killEtcd(2)
                    try await cluster.cutOff(2, false)
                    try await cluster.restartEtcd(2)
                    slow.signal(SIGCONT)
                    _ = try await slow.waitForLine(/all leases are loaded again/)
                    for _ in 0..<5 {
                        try await cluster.compact()
                        try await renew("etcd forgets again and again")
                    }
                    let status = try await wait(for: "all to know the same") {
                        let status = try await cluster.dhcp(["cluster", "status"], at: 2)
                        return status.status == 0 ? status.output : nil
                    }
                    #expect(status.contains("3 alive"))
                }
            }

            @Test("a member that starts with a clock an hour off goes by the time of the others")
            func clock() async throws {
                try await underLoad { cluster, renew in
                    try await cluster.killServer(2)
                    let clock = ["env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-f", "+3600s"]
                    try await cluster.restartServer(2, wrapper: clock)
                    _ = try await cluster.server(2).waitForLine(/leases go by theirs/)
                    try await renew("a clock is an hour ahead")
                    // Now it serves all clients, those of the others too.
                    try await cluster.killServer(1)
                    try await cluster.killServer(3)
                    try await renew("only the member whose clock is off is left")
                    try await cluster.restartServer(1)
                    try await cluster.restartServer(3)
                }
            }

            @Test("machines of etcd, and a server and its clients, that do not reach each other")
            func ways() async throws {
                try await underLoad { cluster, renew in
                    let leader = try await cluster.leader()
                    try await cluster.cutOff(leader, ports: [ClusterLaboratory.peerPort])
                    try await renew("the leader of etcd does not reach the others, but servers reach it")
                    try await cluster.cutOff(leader, false)
                    for number in 1...3 {
                        try await cluster.cutOffClients(of: number)
                        try await renew("clients do not reach server \(number)")
                        try await cluster.cutOffClients(of: number, false)
                    }
                }
            }

            @Test("behind a relay that asks two servers a client keeps its address whichever of them is dead")
            func relayed() async throws {
                let times = "{ lease-time: 60s, min-lease-time: 60s, renewal-time: 5%, rebinding-time: 10% }"
                try await underLoad(.init(times: times)) { cluster, renew in
                    let client = try Dhclient(
                        on: try await cluster.addRelayedClient(of: [1, 2]), in: cluster.laboratory)
                    let address = try await client.acquire()
                    #expect(address.hasPrefix("10.88.0."))
                    for number in [1, 2] {
                        try await cluster.killServer(number)
                        #expect(try await client.extended() == address, "server \(number) is dead")
                        try await renew("server \(number) is dead")
                        try await cluster.restartServer(number)
                    }
                }
            }
        }
    }
#endif
