import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Testing

/// Servers that share a store, and the clients between them.
@Suite struct ClusterServiceTests {
    private let cluster = ClusterFixture()

    private func late(_ message: DHCPMessage) -> DHCPMessage {
        var message = message
        message.secs = 4
        return message
    }

    @Test func theOwnerAnswersAndTheOthersKeepStill() async throws {
        let members = try await cluster.start(.init(1), .init(2), .init(3))
        for (place, owner) in members.enumerated() {
            let client = try cluster.client(of: owner, besides: place)
            #expect(try await owner.exchange(.discover(client)).options[.serverIdentifier] == owner.address)
            for other in members where other !== owner {
                #expect(try await other.silence(.discover(client)) == .otherMember)
            }
        }
        let status = try await members[0].status
        #expect(status.hasQuorum && status.members.map(\.name) == ["kr1", "kr2", "kr3"])
        #expect(status.members.allSatisfy { $0.isAlive && $0.version == "0.1.0" && $0.revisionLag < 20 })
        #expect(status.members.map(\.identifiers) == members.map { [$0.address] })
        #expect(status.members.reduce(0) { $0 + $1.buckets } == 256)
    }

    @Test func anotherMemberStepsInForWhoWaitedOrAsksAgain() async throws {
        let members = try await cluster.start(.init(1), .init(2))
        let client = try cluster.client(of: members[0])
        #expect(try await members[1].exchange(late(.discover(client))).messageType == .offer)
        let again = DHCPMessage.discover(try cluster.client(of: members[0], besides: 1), xid: 9)
        #expect(try await members[1].silence(again) == .otherMember)
        try await cluster.pass(seconds: 3)
        #expect(try await members[1].exchange(again).messageType == .offer)
    }

    @Test func theOfferOfAMemberThatIsGoneIsTakenUpInItsName() async throws {
        let members = try await cluster.start(.init(1), .init(2))
        let client = try cluster.client(of: members[0])
        let offer = try await members[0].exchange(.discover(client))
        #expect(try await members[1].silence(.selecting(offer)) == .otherMember)
        await members[0].kill()
        try await cluster.pass(seconds: 6)
        let ack = try await members[1].exchange(.selecting(offer))
        #expect(ack.messageType == .ack && ack.yiaddr == offer.yiaddr)
        #expect(ack.options[.serverIdentifier] == members[0].address)
        #expect(try await members[1].exchange(.discover(try cluster.client(of: members[0], besides: 1))).yiaddr != .any)
        #expect(members[1].lines("warning").contains { $0.contains("says nothing any more") && $0.contains("kr1") })
    }

    @Test func aMemberThatLeavesAnswersUntilTheOthersHaveItsClients() async throws {
        let members = try await cluster.start(.init(1), .init(2))
        let client = try cluster.client(of: members[0])
        await members[0].leave()
        try await cluster.waitUntil {
            try await cluster.store.records(.member).contains { MemberRecord($0)?.hasLeft ?? false }
        }
        #expect(try await members[0].exchange(.discover(client)).messageType == .offer)
        var waited = Duration.zero
        try await cluster.waitUntil {
            if !members[0].isRunning { return true }
            cluster.advance(by: .milliseconds(50))
            waited += .milliseconds(50)
            return false
        }
        #expect(waited < .seconds(3))
        #expect(try await members[1].status.members.first { $0.name == "kr1" }?.hasLeft == true)
        let other = try cluster.client(of: members[0], besides: 1)
        #expect(try await members[1].exchange(.discover(other)).messageType == .offer)
        #expect(members[1].lines("notice").contains { $0.contains("has left") })
    }

    /// As when the power comes back: all begin at once, and all clients with them.
    @Test(arguments: [false, true])
    func membersThatBeginAtTheSameMomentKnowEachOtherBeforeTheyAnswer(_ wereThereBefore: Bool) async throws {
        if wereThereBefore {
            for member in try await cluster.start(.init(1), .init(2)) { await member.kill() }
        }
        for member in try await cluster.startTogether(.init(1), .init(2)) {
            #expect(try await member.status.members.filter(\.isAlive).map(\.name) == ["kr1", "kr2"])
        }
    }

    @Test func aMemberThatBeginsTakesTheTimeOfTheOthersOver() async throws {
        let members = try await cluster.start(.init(1), .init(2, ahead: .seconds(7200)))
        try await cluster.pass(seconds: 2)
        for member in members { #expect(try await member.status.skew <= 2) }
        #expect(members[1].lines("warning").contains { $0.contains("the clock is not that") })
        let lease = try await members[1].acquire(try cluster.client(of: members[1]))
        let stored = try #require(try await cluster.store.leases().first { $0.address == lease.yiaddr })
        #expect(Int64(stored.start) - members[0].clock.now.seconds <= 2)
    }

    @Test func twoServersOfOneNameAreSaidOnceAMinute() async throws {
        let members = try await cluster.start(.init(1), .init(2, name: "kr1"))
        try await cluster.pass(seconds: 30)
        for member in members {
            #expect(member.lines("error").count == 1, "\(member.lines("error"))")
            #expect(member.lines("error").first?.contains("cluster.name") == true)
        }
    }

    @Test func aRefusalIsProvedFirst() async throws {
        let members = try await cluster.start(.init(1), .init(2))
        let ack = try await members[0].acquire(try cluster.client(of: members[0]))
        try await cluster.pass(seconds: 1)
        let stranger = try cluster.client(of: members[1])
        members[1].way.cutReads()
        members[1].send(.initReboot(stranger, address: ack.yiaddr))
        try await cluster.pass(seconds: 1)
        #expect(try await members[1].outcomes(.addressTaken) == 0)
        members[1].way.mend()
        #expect(await members[1].transport.nextReply()?.message.messageType == .nak)
        #expect(try await members[1].outcomes(.addressTaken) == 1)
    }

    @Test func anAnswerThatWaitedLongerThanItsClientIsDroppedAndTheLeaseStays() async throws {
        let members = try await cluster.start(.init(1))
        let offer = try await members[0].exchange(.discover(try cluster.client(of: members[0])))
        members[0].way.cutCommits()
        members[0].send(.selecting(offer))
        try await cluster.waitUntil { try await !cluster.store.leases().isEmpty }
        for _ in 0..<9 { cluster.advance(by: .milliseconds(500)) }
        members[0].way.mend()
        try await cluster.waitUntil { try await members[0].outcomes(.tooLate) == 1 }
        #expect(try await members[0].outcomes(.leased) == 0)
        #expect(try await cluster.store.leases().first?.state == .bound)
        // Asked again, it answers.
        #expect(try await members[0].exchange(.selecting(offer)).messageType == .ack)
    }

    @Test func whoServesAnOldConfigurationExtendsLeasesAndGivesNoAddress() async throws {
        let members = try await cluster.start(.init(1, digest: "a"))
        let client = try cluster.client(of: members[0])
        let ack = try await members[0].acquire(client)
        try await cluster.start(.init(2, digest: "b"))
        let (old, new) = (cluster.members[0], cluster.members[1])
        #expect(try await old.silence(late(.discover(HardwareAddress(2, 9, 0, 0, 0, 1)))) == .oldConfiguration)
        #expect(try await old.exchange(.renewing(client, address: ack.yiaddr), unicast: true).messageType == .ack)
        for number in UInt8(1)...5 {
            #expect(try await new.exchange(.discover(HardwareAddress(2, 9, 0, 0, 1, number))).messageType == .offer)
        }
        let status = try await new.status
        #expect(status.configuration == "b" && status.members.map(\.isConfigurationCurrent) == [false, true])
        #expect(status.members.map(\.buckets) == [0, 256])
        for member in cluster.members {
            let lines = member.lines("warning").filter { $0.contains("old configuration") }
            #expect(lines.count == 1 && lines[0].contains("members=kr1"), "\(lines)")
        }
        // Taken over on purpose it is the one that all are to serve.
        try await old.service.call { $0.servedConfiguration = ("a", true) }
        try await cluster.pass(seconds: 2)
        #expect(try await new.status.members.map(\.isConfigurationCurrent) == [true, false])
        #expect(try await old.exchange(.discover(HardwareAddress(2, 9, 0, 0, 2, 1))).messageType == .offer)
    }

    @Test func whoBeginsLaterTellsOfThoseWhoLiveAlready() async throws {
        try await cluster.start(.init(1))
        let later = try await cluster.start(.init(2))[1]
        let lines = later.lines("notice").filter { $0.contains("a member of the cluster lives") }
        #expect(lines.count == 1 && lines[0].contains("member=kr1"), "\(lines)")
    }

    @Test func whatHappensToTheClusterIsTold() async throws {
        let members = try await cluster.start(.init(1))
        let events = try await members[0].service.read { $0.events.listen() }
        try await cluster.start(.init(2), .init(3))
        await cluster.members[1].kill()
        try await cluster.pass(seconds: 6)
        await cluster.members[2].leave()
        try await cluster.waitUntil {
            if !cluster.members[2].isRunning { return true }
            cluster.advance(by: .milliseconds(50))
            return false
        }
        try await cluster.pass(seconds: 1)
        members[0].end()
        var told: [String] = []
        for await event in events {
            switch event {
            case .memberCame(let name): told.append("came \(name)")
            case .memberGone(let name): told.append("gone \(name)")
            case .memberLeft(let name): told.append("left \(name)")
            default: continue
            }
        }
        #expect(told == ["came kr2", "came kr3", "gone kr2", "left kr3"])
    }
}
