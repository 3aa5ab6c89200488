import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What a member of a cluster answers, and what it leaves to others.
@Suite("A server among others")
struct ClusterTests {
    private static let names = ["one", "two", "three"]

    /// What `name` knows of the three.
    private func view(of name: String, without gone: Set<String> = [], skew: UInt32 = 2) -> ClusterView {
        let members = Self.names.enumerated().map { number, name in
            ClusterView.Member(
                name: name, identifiers: [.ten(UInt8(number + 1))], isAlive: !gone.contains(name))
        }
        return ClusterView(name: name, members: members, hasQuorum: true, skew: skew)
    }

    private func members(without gone: Set<String> = []) throws -> [EngineFixture] {
        try Self.names.enumerated().map { number, name in
            var fixture = try EngineFixture()
            fixture.origin.localAddress = .ten(UInt8(number + 1))
            fixture.engine.cluster = view(of: name, without: gone)
            return fixture
        }
    }

    /// A client of a member, by its place among the three.
    private func client(of place: Int, behind number: Int = 0) throws -> HardwareAddress {
        let found = (number + 1...1000).map(EngineFixture.client).first { client in
            view(of: "one").owner(of: ClientIdentity(client).bucket)?.name == Self.names[place]
        }
        return try #require(found)
    }

    // MARK: Whose a client is

    @Test func `clients are shared out by the hash of RFC 3074`() {
        #expect(ClientIdentity(HardwareAddress(2, 0, 0, 0, 0, 1)).bucket == 133)
        #expect(ClientIdentity(HardwareAddress(2, 0, 0, 0, 0, 2)).bucket == 45)
        #expect(ClientIdentity(clientIdentifier: [0xAA])?.bucket == 117)
        #expect(ClientIdentity(clientIdentifier: [1, 2, 0, 0, 0, 0, 1])?.bucket == 14)
    }

    @Test func `every bucket has one owner, and only those of a member that goes move`() {
        let (all, fewer) = (view(of: "one"), view(of: "one", without: ["two"]))
        var counts: [String: Int] = [:]
        for bucket in UInt8.min...UInt8.max {
            let owner = all.owner(of: bucket)?.name ?? ""
            counts[owner, default: 0] += 1
            if owner != "two" { #expect(fewer.owner(of: bucket)?.name == owner) }
        }
        #expect(counts.keys.sorted() == Self.names.sorted() && counts.values.allSatisfy { $0 > 50 }, "\(counts)")
    }

    @Test func `one of three answers a DISCOVER, and the others keep still and say why`() throws {
        var members = try members()
        for number in 1...50 {
            let reasons = members.indices.map { members[$0].send(.discover(EngineFixture.client(number))).reason }
            #expect(reasons.count { $0 == .otherMember } == 2)
        }
    }

    @Test func `all answer a client that has asked for four seconds, or asks again`() throws {
        var members = try members()
        let client = try client(of: 1)
        var late = DHCPMessage.discover(client)
        late.secs = 4
        #expect(members[0].send(late).reason == .offered)
        let message = DHCPMessage.discover(client, xid: 77)
        #expect(members[2].send(message).reason == .otherMember)
        #expect(members[2].send(message).reason == .otherMember, "the same datagram by another way")
        _ = members[2].wait(3)
        #expect(members[2].send(message).reason == .offered)
        #expect(members[2].send(.discover(client, xid: 78)).reason == .otherMember)
    }

    @Test func `an exchange says whose turn it was`() throws {
        var members = try members()
        let client = try client(of: 1)
        var trace = DecisionTrace()
        _ = members[0].engine.decide(
            DHCPRequest(message: .discover(client), origin: members[0].origin), at: members[0].now, tracing: &trace)
        #expect(trace.steps.contains(.turn(bucket: ClientIdentity(client).bucket, owner: "two", .others)))
        #expect(trace.description.contains("is that of two: left to it"))
    }

    // MARK: Members that are gone

    @Test func `the offer of a living member is left to it`() throws {
        var members = try members()
        let offer = try #require(members[1].send(.discover(try client(of: 1))).reply?.message)
        #expect(members[0].send(.selecting(offer)).reason == .otherMember)
    }

    @Test func `the offer of a member that is gone is acknowledged in its name by one other`() throws {
        var members = try members()
        let offer = try #require(members[1].send(.discover(try client(of: 1))).reply?.message)
        var acknowledged: [DHCPMessage] = []
        for index in [0, 2] {
            members[index].engine.cluster = view(of: Self.names[index], without: ["two"])
            let decision = members[index].send(.selecting(offer))
            if let reply = decision.reply { acknowledged.append(reply.message) }
            #expect(decision.reply != nil || decision.reason == .otherMember)
        }
        let ack = try #require(acknowledged.first)
        #expect(acknowledged.count == 1 && ack.messageType == .ack && ack.yiaddr == offer.yiaddr)
        #expect(ack.options[.serverIdentifier] == .ten(2))
    }

    @Test func `a server that is none of the members is a stranger`() throws {
        var members = try members()
        let stranger = DHCPMessage.client(.request, EngineFixture.client(1)) {
            $0[.serverIdentifier] = .ten(66); $0[.requestedAddress] = .ten(100)
        }
        #expect(members[0].send(stranger).reason == .otherServer)
    }

    // MARK: Promises

    @Test func `a lease is promised for longer than its client is told`() throws {
        var member = try members()[0]
        let ack = try member.acquire(try client(of: 0))
        let lease = try #require(member.engine.lease(at: ack.yiaddr))
        let time = try #require(ack.options[.leaseTime])
        #expect(lease.end == UInt32(member.now.seconds) + time)
        #expect(lease.lead == time / 4 + 2, "a quarter, and what the clocks differ")
    }

    @Test func `without a quorum a lease is extended within its promise, and nothing else is given or refused`() throws
    {
        var member = try members()[0]
        let (client, other) = (try client(of: 0), try client(of: 0, behind: 500))
        let ack = try member.acquire(client)
        let lease = try #require(member.engine.lease(at: ack.yiaddr))
        member.engine.cluster?.hasQuorum = false
        _ = member.wait(Int(lease.end - lease.start) - 100)
        let renewed = member.send(.renewing(client, address: ack.yiaddr))
        #expect(renewed.kind == .ack && renewed.changes.isEmpty && renewed.addressTold == ack.yiaddr)
        let told = try #require(renewed.reply?.message.options[.leaseTime])
        #expect(UInt32(member.now.seconds) + told == lease.promised - 4, "twice what the clocks differ less")
        #expect(member.send(.renewing(other, address: ack.yiaddr)).reason == .noQuorum)
        #expect(member.send(.discover(other)).reason == .noQuorum)
        #expect(member.send(.initReboot(client, address: ack.yiaddr)).reason == .noQuorum)
        _ = member.wait(Int(lease.lead) + 100)
        #expect(member.send(.renewing(client, address: ack.yiaddr)).reason == .noQuorum, "the promise is over")
        #expect(member.send(.inform(client, address: .ten(77))).kind == .ack)
    }

    @Test func `a lease ends when its promise has, and only who has its client ends it`() throws {
        var members = try members()
        let ack = try members[0].acquire(try client(of: 0))
        let lease = try #require(members[0].engine.lease(at: ack.yiaddr))
        members[1].engine.apply(LeaseChange(before: nil, after: lease))
        let wait = Int(lease.promised - lease.start)
        #expect(members[0].wait(wait + 29).isEmpty && members[1].wait(wait + 29).isEmpty)
        #expect(members[0].wait(1).map(\.after?.state) == [.expired])
        #expect(members[1].wait(300).isEmpty)
        members[1].engine.cluster = view(of: "two", without: ["one", "three"])
        #expect(members[1].wait(31).map(\.after?.state) == [.expired])
    }

    @Test func `a server whose clock is off ends no lease and takes none over`() throws {
        var member = try members(without: ["two", "three"])[0]
        for number in 1...10 { _ = try member.acquire(EngineFixture.client(number)) }
        member.engine.cluster?.skew = 16
        #expect(member.wait(200_000).isEmpty)
        #expect(member.send(.discover(EngineFixture.client(11))).reason == .poolExhausted)
        member.engine.cluster?.skew = 15
        #expect(member.wait(31).count == 10)
        member.engine.cluster?.skew = 16
        let refused = member.send(.discover(EngineFixture.client(11)))
        #expect(refused.reason == .clockSkew)
        #expect(member.send(.discover(EngineFixture.client(3))).reason == .offered, "its own of before")
        member.engine.cluster?.skew = 2
        #expect(member.send(.discover(EngineFixture.client(11))).reason == .offered)
    }

    @Test func `an address that its client left for another rests until its promise is over`() throws {
        var member = try EngineFixture(subnets: [try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")])
        member.origin.localAddress = .ten(1)
        member.engine.cluster = view(of: "one", without: ["two", "three"])
        let client = EngineFixture.client(1)
        let first = try member.acquire(client)
        let old = try #require(member.engine.lease(at: first.yiaddr))
        let second = first.yiaddr == .ten(100) ? IPv4Address.ten(101) : .ten(100)
        let moved = member.send(
            .client(.request, client) {
                $0[.serverIdentifier] = .ten(1); $0[.requestedAddress] = second
            })
        #expect(moved.kind == .ack && moved.movedFrom == first.yiaddr)
        let rest = try #require(member.engine.lease(at: first.yiaddr))
        #expect(rest.state == .released && rest.end == old.promised + 30)
        #expect(member.send(.discover(EngineFixture.client(2))).reason == .poolExhausted)
        #expect(member.send(.renewing(client, address: first.yiaddr)).kind == .nak, "it has another one")
    }

    @Test func `members begin to give out a pool at different places`() throws {
        var members = try members()
        let addresses = try (0...2).map { try members[$0].acquire(try client(of: $0)).yiaddr }
        #expect(Set(addresses).count == 3)
    }
}
