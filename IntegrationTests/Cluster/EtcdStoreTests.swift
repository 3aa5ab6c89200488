#if Etcd
    import DHCP
    import DHCPEtcd
    import DHCPLeases
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// The store in etcd, against etcd itself.
        @Suite(.withEtcd) struct EtcdStoreTests {
            @Test func itKeepsWhatASharedStorePromises() async throws {
                try await EtcdNodes.use { nodes in
                    for check in LeaseStoreSuite.Check.cases(isShared: true) {
                        do {
                            try await LeaseStoreSuite { try nodes.store("/\(check.rawValue)") }.run(check)
                        } catch {
                            Issue.record(error, "\(check)")
                        }
                    }
                }
            }

            @Test func withoutAMajorityNothingIsStoredAndItGoesOnAfterwards() async throws {
                try await EtcdNodes.use(3) { nodes in
                    let store = try nodes.store()
                    let suite = LeaseStoreSuite(
                        interrupt: { isInterrupted in
                            if isInterrupted {
                                for number in 0..<3 { try await nodes.kill(number) }
                                // A connection that ends may still take a request, of which nobody knows then.
                                _ = try? await store.latestRevision()
                            } else {
                                try await nodes.restart([0, 1, 2])
                            }
                        }, { store })
                    try await suite.run(.tellsOfLostQuorum)
                }
            }

            @Test func whoMissedWhatEtcdForgotIsToldToStartAgain() async throws {
                try await EtcdNodes.use { nodes in
                    let store = try nodes.store()
                    let start = try await store.load { _ in }
                    for number in 1...5 {
                        _ = try await store.commit(LeaseBatch(separately: [.begin(number)]))
                    }
                    let latest = try await store.latestRevision()
                    try await nodes.control(["compact", "\(latest.rawValue)"])
                    var changes = store.changes(since: start).makeAsyncIterator()
                    #expect(await changes.next() == .startAgain)
                }
            }

            @Test func aLeaderThatDiesLosesNothingAndNothingIsMadeTwice() async throws {
                try await EtcdNodes.use(3) { nodes in
                    let store = try nodes.store()
                    let leader = try await nodes.leader()
                    async let reached = store.commit(LeaseBatch(separately: (20_000..<24_000).map { .begin($0) }))
                    // While that is under way.
                    try await nodes.kill(leader)
                    var acknowledged = Set(
                        zip(20_000..<24_000, (try? await reached) ?? []).compactMap { number, outcome in
                            if case .committed = outcome { LeaseChange.begin(number).address } else { nil }
                        })
                    var number = 0
                    // With the other machines, of which one leads.
                    while number < 2_000 {
                        let changes = (number..<number + 20).map { LeaseChange.begin($0) }
                        number += 20
                        let outcomes = (try? await store.commit(LeaseBatch(separately: changes))) ?? []
                        for (change, outcome) in zip(changes, outcomes) {
                            if case .committed = outcome, let address = change.address { acknowledged.insert(address) }
                            if case .conflict(let there) = outcome {
                                // Sent again after it had been made: then it holds just that.
                                #expect(there.first?.lease == change.after)
                            }
                        }
                    }
                    let stored = Set(try await store.leases().map(\.address))
                    #expect(acknowledged.isSubset(of: stored))
                    #expect(acknowledged.count > 100)
                }
            }

            /// Requests are full of transactions that stand or fall together, until one can not be made.
            @Test func oneThatIsForestalledKeepsNoOtherFromBeingMade() async throws {
                try await EtcdNodes.use { nodes in
                    let store = try nodes.store()
                    let network = IPv4Address(10, 0, 0, 0)
                    let condition = StoreRecord(.cluster, key: [1], value: [1])
                    var first = LeaseBatch()
                    first.append([LeaseChange.begin(60)], records: [condition])
                    _ = try await store.commit(first)
                    // Another version of this program stored it.
                    let strange = try #require(LeaseChange.begin(90).address)
                    try await nodes.put([2, 0xFF], at: "/dhcp4/1/a/" + String(format: "%08x", strange.bitPattern))
                    var batch = LeaseBatch((1...300).map { [LeaseChange.begin($0)] })
                    batch.nameNetworks { _ in network }
                    batch.condition = condition
                    let outcomes = try await store.commit(batch)
                    let refused = outcomes.indices.filter {
                        if case .committed = outcomes[$0] { false } else { true }
                    }
                    #expect(refused == [59, 89])
                    if case .conflict(let there) = outcomes[59] {
                        #expect(there.map(\.lease) == [LeaseChange.begin(60).after])
                    }
                    #expect(outcomes[89] == .conflict([]), "what it met can not be read")
                    var old = LeaseBatch((301...303).map { [LeaseChange.begin($0)] })
                    old.condition = StoreRecord(.cluster, key: [1], value: [2])
                    #expect(try await store.commit(old) == Array(repeating: .conflict([]), count: 3))
                }
            }

            @Test func whatALaterVersionAddedToALeaseIsKept() async throws {
                try await EtcdNodes.use { nodes in
                    let store = try nodes.store()
                    let lease = LeaseChange.begin(1)
                    _ = try await store.commit(LeaseBatch(separately: [lease]))
                    let address = try #require(lease.address)
                    // As a later version would, with something behind it that this one does not know.
                    let key = "/dhcp4/1/a/" + String(format: "%08x", address.bitPattern)
                    let value = try await nodes.value(of: key) + [0xF0, 0x01]
                    try await nodes.put(value, at: key)
                    let found = try await store.leases()
                    #expect(found == [lease.after])
                    var renewed = try #require(lease.after)
                    renewed.end += 60
                    let change = LeaseChange(before: lease.after, after: renewed)
                    let outcomes = try await store.commit(LeaseBatch(separately: [change]))
                    #expect(outcomes.allSatisfy { if case .committed = $0 { true } else { false } })
                    #expect(try await nodes.value(of: key).suffix(2) == [0xF0, 0x01])
                }
            }

            @Test func aClientThatSomethingElseSaysHasAnAddressGetsOne() async throws {
                try await EtcdNodes.use { nodes in
                    let store = try nodes.store()
                    var batch = LeaseBatch([[LeaseChange.begin(1)]])
                    batch.nameNetworks { _ in IPv4Address(10, 0, 0, 0) }
                    _ = try await store.commit(batch)
                    // What is no address is passed over.
                    try await nodes.control(["put", "/dhcp4/1/a/0a00zz", "somebody else's"])
                    // The lease goes, and what is said of its client stays.
                    let lease = try #require(LeaseChange.begin(1).after)
                    try await nodes.control(["del", "/dhcp4/1/a/" + String(format: "%08x", lease.address.bitPattern)])
                    var other = lease
                    other.address = IPv4Address(10, 0, 0, 77)
                    var next = LeaseBatch([[LeaseChange(before: nil, after: other)]])
                    next.nameNetworks { _ in IPv4Address(10, 0, 0, 0) }
                    let outcomes = try await store.commit(next)
                    #expect(outcomes.allSatisfy { if case .committed = $0 { true } else { false } })
                    #expect(try await store.leases() == [other])
                }
            }
        }
    }

    extension EtcdNodes {
        /// A store of these machines.
        nonisolated func store(_ prefix: String = EtcdConfiguration.defaultPrefix) throws -> EtcdLeaseStore {
            try EtcdLeaseStore(EtcdConfiguration(endpoints: endpoints, prefix: prefix))
        }

        /// The octets of a key.
        func value(of key: String) async throws -> [UInt8] {
            let text = try await control(["get", key, "--print-value-only", "--hex"])
            return text.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: "\\x").compactMap {
                UInt8($0, radix: 16)
            }
        }
    }

    extension LeaseChange {
        /// A lease that begins.
        fileprivate static func begin(_ number: Int) -> LeaseChange {
            let hardware = HardwareAddress(2, 0, 0, 0, UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
            return LeaseChange(
                before: nil,
                after: Lease(
                    address: IPv4Address(bitPattern: 0x0A00_0000 + UInt32(number)), client: ClientIdentity(hardware),
                    hardwareAddress: hardware, state: .bound, start: 1_800_000_000, end: 1_800_003_600, lead: 900))
        }
    }
#endif
