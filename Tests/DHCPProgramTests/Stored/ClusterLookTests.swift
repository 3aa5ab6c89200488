import DHCP
import DHCPLeases
import DHCPProgram
import DHCPTesting
import Testing

/// A look from outside at the servers that share a store.
@Suite struct ClusterLookTests {
    private let store = InMemoryLeaseStore(isShared: true)
    private let clock = ManualClock()

    private func member(_ name: String, configuration: String = "a") -> MemberRecord {
        MemberRecord(
            name: name, life: 7, identifiers: [IPv4Address(10, 0, 0, UInt8(name.utf8.last ?? 0))],
            leaseTime: clock.now.nanoseconds / 1_000_000, configuration: configuration, version: "0.1.0")
    }

    private func say(_ records: [StoreRecord]) async {
        var batch = LeaseBatch()
        for record in records { batch.append([], records: [record]) }
        _ = await store.commit(batch)
    }

    /// Looks while `living` say each half second that they live, but hear nothing when they are late.
    private func look(_ living: [MemberRecord], late: Set<String> = []) async throws -> ClusterLook {
        var beat: UInt64 = 0
        return try await ClusterLook(into: store, clock: clock) { duration in
            clock.advance(by: duration)
            beat += 1
            let revision = await store.latestRevision().rawValue
            await say(
                living.map { member in
                    var member = member
                    (member.beat, member.leaseTime) = (beat, clock.now.nanoseconds / 1_000_000)
                    member.revision = late.contains(member.name) ? 1 : revision
                    return member.record
                })
        }
    }

    @Test("those that live share all clients; one that is gone and one that has left have none")
    func states() async throws {
        var left = member("c")
        left.hasLeft = true
        await say([member("a").record, member("b").record, left.record, member("d").record])
        await say([ServedConfiguration(generation: 1, digest: "a").record])
        let look = try await look([member("a"), member("b")])
        let members = look.status.members
        #expect(members.map(\.name) == ["a", "b", "c", "d"])
        #expect(members.map(\.isAlive) == [true, true, false, false])
        #expect(members.map(\.hasLeft) == [false, false, true, false])
        #expect(members.map(\.buckets).reduce(0, +) == 256 && members[2].buckets == 0 && members[3].buckets == 0)
        #expect(members[0].buckets > 64 && members[1].buckets > 64)
        #expect(look.isAlive("a") && !look.isAlive("c") && !look.isAlive("d"))
        let report = ClusterReport(look.status)
        #expect(report.isWell)
        #expect(report.summary == "4 members, 2 alive; clocks differ by 1 s at most; configuration a")
        #expect(report.lines.count == 5)
        #expect(report.lines[0].hasPrefix("MEMBER  STATE  BUCKETS"))
        #expect(report.lines[3].contains(/^c +left +0 +- +- +current +10\.0\.0\.99 +0\.1\.0$/))
        #expect(report.lines[4].hasPrefix("d       gone"))
    }

    @Test("a member that does not hear of changes is behind")
    func lag() async throws {
        await say([member("a").record, member("b").record])
        let look = try await look([member("a"), member("b")], late: ["b"])
        #expect(look.status.members.map(\.isBehind) == [false, true])
        #expect(look.status.members[1].revisionLag == 1)
        #expect(!ClusterReport(look.status).isWell)
    }

    @Test("a member that serves what is not served any more is behind, and has no clients")
    func oldConfiguration() async throws {
        await say([member("a", configuration: "new").record, member("b", configuration: "old").record])
        await say([ServedConfiguration(generation: 2, digest: "new", former: ["old"]).record])
        let look = try await look([member("a", configuration: "new"), member("b", configuration: "old")])
        #expect(look.status.members.map(\.isBehind) == [false, true])
        #expect(look.status.members.map(\.buckets) == [256, 0])
        #expect(ClusterReport(look.status).lines[2].contains(" old "))
        #expect(!ClusterReport(look.status).isWell)
    }

    @Test("where nobody is, or all have left, nobody is waited for")
    func nobody() async throws {
        let start = clock.now
        let empty = try await look([])
        #expect(empty.status.members.isEmpty && !ClusterReport(empty.status).isWell)
        #expect(ClusterReport(empty.status).lines.isEmpty)
        var left = member("a")
        left.hasLeft = true
        await say([left.record])
        #expect(try await look([]).status.members.map(\.isAlive) == [false])
        #expect(clock.now == start)
    }

    @Test("what a member said is forgotten, and nothing else")
    func forgetting() async throws {
        await say([member("a").record, member("b").record])
        try await ClusterLook.forget("a", in: store)
        #expect(try await store.records(.member, startingWith: []).count == 1)
        #expect(try await look([member("b")]).records.map(\.name) == ["b"])
    }

    @Test("programs are told the same")
    func json() async throws {
        await say([member("a").record])
        let look = try await look([member("a")])
        #expect(
            ClusterReport(look.status).json == """
                {"members":[{"alive":true,"behind":false,"buckets":256,"configuration-current":true,\
                "identifiers":["10.0.0.97"],"left":false,"name":"a","revision-lag":0,"skew-milliseconds":0,\
                "version":"0.1.0"}],"quorum":true,"skew":1}
                """)
        let none = ClusterReport(withoutQuorum: LeaseStoreWithoutQuorum("two of three are gone"))
        #expect(none.json == "{\"members\":[],\"problem\":\"two of three are gone\",\"quorum\":false}")
        #expect(none.summary == "no quorum: two of three are gone" && !none.isWell)
    }

    @Test("leases' time is that of the members that live, whatever the clock of who looks shows")
    func time() async throws {
        await store.keep(LeaseTimeMark(leaseTime: clock.now, timeOfDay: clock.now))
        var ahead = member("a")
        ahead.leaseTime += 100_000
        await say([ahead.record])
        let alone = try await StoredTime(of: store, clock: clock) { clock.advance(by: $0) }
        #expect(!alone.isServed && alone.now == UInt32(clamping: clock.now.seconds))
        var beat: UInt64 = 0
        let served = try await StoredTime(of: store, clock: clock) { duration in
            clock.advance(by: duration)
            beat += 1
            (ahead.beat, ahead.leaseTime) = (beat, clock.now.nanoseconds / 1_000_000 + 100_000)
            await say([ahead.record])
        }
        #expect(served.isServed && served.now == UInt32(clamping: clock.now.seconds + 100))
    }
}
