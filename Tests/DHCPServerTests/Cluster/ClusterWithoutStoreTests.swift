import DHCP
import DHCPLeases
import DHCPServer
import DHCPSimulation
import DHCPTesting
import Testing

/// Members that do not reach their store.
@Suite struct ClusterWithoutStoreTests {
    private static let leaseTime = ClusterMember.leaseTime

    /// What every member does that is cut off.
    private func expectCutOff(_ member: ClusterMember, _ client: HardwareAddress) async throws {
        #expect(try await member.silence(.discover(HardwareAddress(2, 8, 0, 0, 0, 1))) == .noQuorum)
        #expect(try await member.silence(.initReboot(client, address: IPv4Address(10, 0, 0, 100))) == .noQuorum)
        #expect(
            try await member.exchange(.inform(client, address: IPv4Address(10, 0, 0, 50)), unicast: true).messageType
                == .ack)
    }

    @Test func renewalsGoOnWithinTheirPromiseAndNoLonger() async throws {
        let store = SimulatedLeaseStore()
        let cluster = ClusterFixture(store)
        let member = try await cluster.start(.init(1))[0]
        let client = try cluster.client(of: member)
        let ack = try await member.acquire(client)
        let renewal = DHCPMessage.renewing(client, address: ack.yiaddr)
        store.interrupt(true)
        cluster.advance(by: .seconds(6))
        try await expectCutOff(member, client)
        #expect(try await member.exchange(renewal, unicast: true).options[.leaseTime] == Self.leaseTime)
        cluster.advance(by: .seconds(54))
        let last = try await member.exchange(renewal, unicast: true)
        // A quarter of the lease time is promised beyond it, and what the clocks may differ by counts twice.
        let rest = try #require(last.options[.leaseTime])
        #expect(rest > 0 && rest <= 15)
        cluster.advance(by: .seconds(15))
        #expect(try await member.silence(renewal, unicast: true) == .noQuorum)

        store.interrupt(false)
        try await cluster.waitUntil {
            cluster.advance(by: .milliseconds(100))
            return try await member.status.hasQuorum
        }
        try await cluster.pass(seconds: 1)
        #expect(try await member.exchange(renewal, unicast: true).options[.leaseTime] == Self.leaseTime)
        #expect(try await member.exchange(.discover(HardwareAddress(2, 8, 0, 0, 0, 1))).messageType == .offer)
        #expect(member.lines("warning").count { $0.contains("can not be reached") } == 1)
        #expect(member.lines("notice").count { $0.contains("is reached again") } == 1)
        #expect(member.lines("error") == [])
    }

    @Test func aStoreThatHangsIsNoticedByTheClockAloneAndAskedAgain() async throws {
        let cluster = ClusterFixture()
        let members = try await cluster.start(.init(1), .init(2))
        let client = try cluster.client(of: members[0])
        let ack = try await members[0].acquire(client)
        let offer = try await members[0].exchange(.discover(try cluster.client(of: members[0], besides: 1)))
        members[0].way.cut()
        // A commit hangs too.
        members[0].send(.selecting(offer))
        try await cluster.pass(seconds: 6)
        try await expectCutOff(members[0], client)
        let renewal = DHCPMessage.renewing(client, address: ack.yiaddr)
        #expect(try await members[0].exchange(renewal, unicast: true).messageType == .ack)
        // The other one has all clients.
        #expect(try await members[1].exchange(.discover(HardwareAddress(2, 8, 0, 0, 0, 1))).messageType == .offer)
        #expect(try await members[1].status.members.map(\.isAlive) == [false, true])

        members[0].way.mend()
        try await cluster.waitUntil {
            cluster.advance(by: .milliseconds(100))
            return try await members[0].status.hasQuorum
        }
        try await cluster.pass(seconds: 2)
        #expect(try await members[0].status.members.map(\.isAlive) == [true, true])
        #expect(try await members[0].exchange(renewal, unicast: true).options[.leaseTime] == Self.leaseTime)
        #expect(members[0].lines("warning").count { $0.contains("can not be reached") } == 1)
    }

    @Test func aRenewalThatTheStoreRefusesIsAnsweredWithinItsPromise() async throws {
        let store = SimulatedLeaseStore()
        let cluster = ClusterFixture(store)
        let member = try await cluster.start(.init(1))[0]
        let client = try cluster.client(of: member)
        let ack = try await member.acquire(client)
        let before = try await store.leases()
        cluster.advance(by: .seconds(2))
        store.interrupt(true)
        let renewal = DHCPMessage.renewing(client, address: ack.yiaddr)
        #expect(try await member.exchange(renewal, unicast: true).options[.leaseTime] == Self.leaseTime)
        #expect(try await member.silence(.discover(HardwareAddress(2, 8, 0, 0, 0, 1))) == .noQuorum)
        store.interrupt(false)
        #expect(try await store.leases() == before)
    }

    @Test func aRenewalThatWaitsBehindAStoreThatHangsIsAnsweredWithinItsPromise() async throws {
        let cluster = ClusterFixture()
        let member = try await cluster.start(.init(1))[0]
        let client = try cluster.client(of: member)
        let ack = try await member.acquire(client)
        let offer = try await member.exchange(.discover(try cluster.client(of: member, besides: 1)))
        member.way.cut()
        member.send(.selecting(offer))
        cluster.advance(by: .seconds(3))
        member.send(.renewing(client, address: ack.yiaddr), unicast: true)
        #expect(try await member.outcomes(.renewed) == 0)
        cluster.advance(by: .seconds(3))
        let renewed = try #require(await member.transport.nextReply()).message
        #expect(renewed.messageType == .ack && renewed.yiaddr == ack.yiaddr)
    }

    @Test func aMachineThatSleptAnswersNothingFromAnOldTable() async throws {
        let cluster = ClusterFixture()
        let members = try await cluster.start(.init(1), .init(2))
        let client = try cluster.client(of: members[0])
        let ack = try await members[0].acquire(client)
        // It sleeps; meanwhile the lease ends and the address is another client's.
        members[0].way.cut()
        let sleeper = members[0].clock
        for _ in 0..<150 {
            members[1].clock.advance(by: .seconds(1))
            try await cluster.waitUntil { try await members[1].service.read { $0.lastRound } == members[1].clock.now }
        }
        try await cluster.waitUntil {
            try await members[1].service.read { $0.engine.lease(at: ack.yiaddr)?.state } == .expired
        }
        sleeper.advance(by: .seconds(150))
        let renewal = DHCPMessage.renewing(client, address: ack.yiaddr)
        #expect(try await members[0].silence(renewal, unicast: true) == .noQuorum)
        #expect(try await members[0].silence(.discover(client)) == .noQuorum)
    }

    @Test func whatClientsGiveBackWaitsForTheStore() async throws {
        let store = SimulatedLeaseStore()
        let cluster = ClusterFixture(store)
        let member = try await cluster.start(.init(1))[0]
        let client = try cluster.client(of: member)
        let ack = try await member.acquire(client)
        store.interrupt(true)
        cluster.advance(by: .seconds(6))
        #expect(try await member.silence(.discover(HardwareAddress(2, 8, 0, 0, 0, 1))) == .noQuorum)
        member.send(.release(client, address: ack.yiaddr, server: member.address), unicast: true)
        store.interrupt(false)
        try await cluster.waitUntil {
            cluster.advance(by: .milliseconds(100))
            return try await store.leases().first { $0.address == ack.yiaddr }?.state == .released
        }
    }
}
