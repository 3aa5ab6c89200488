import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Testing

@Suite("What is remembered of clients' messages")
struct DecisionStoryTests {
    private static func client(_ number: Int) -> HardwareAddress {
        HardwareAddress(
            2, UInt8(truncatingIfNeeded: number >> 32), UInt8(truncatingIfNeeded: number >> 24),
            UInt8(truncatingIfNeeded: number >> 16), UInt8(truncatingIfNeeded: number >> 8),
            UInt8(truncatingIfNeeded: number))
    }

    private func note(
        _ stories: inout DecisionStories, _ client: HardwareAddress, _ reason: ReasonCode = .noSubnet,
        isKnown: Bool = false, at second: Int64 = 100, relay: IPv4Address = .any
    ) {
        let time = DHCPInstant(seconds: second)
        let request = DHCPRequest(
            message: .discover(client, giaddr: relay), origin: DHCPOrigin(interface: "eth0", receivedAt: time))
        stories.note(
            Decision(reason: reason), DecisionTrace([.decided(.silence, reason)]), request, isKnown: isKnown, at: time)
    }

    private func name(_ client: HardwareAddress) -> ClientIdentity { ClientIdentity(client) }

    @Test func `who invents clients pushes out nobody with a lease, and takes no more memory than there is`() {
        var stories = DecisionStories(limit: 1 << 20)
        let known = (0..<100).map { Self.client($0) }
        for client in known { note(&stories, client, .leased, isKnown: true) }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<50_000 { note(&stories, Self.client(Int.random(in: 1000...(1 << 39), using: &random))) }
        #expect(stories.cost <= 1 << 20)
        #expect(known.allSatisfy { stories.decisions(of: name($0)).count == 1 })
        #expect(stories.clientCount > 200, "strangers have room too")
    }

    @Test func `whoever was silent for longest is forgotten first`() {
        var stories = DecisionStories(limit: 40_000)
        for number in 0..<100 { note(&stories, Self.client(number), isKnown: true) }
        #expect(stories.decisions(of: name(Self.client(0))).isEmpty)
        #expect(stories.decisions(of: name(Self.client(99))).count == 1)
        #expect(stories.forgottenCount > 0)
    }

    @Test func `messages that come to the same are counted, and the last is kept`() throws {
        var stories = DecisionStories(limit: 1 << 20)
        for second in Int64(100)..<114 { note(&stories, Self.client(1), .noPoolForClient, at: second) }
        let decisions = stories.decisions(of: name(Self.client(1)))
        #expect(decisions.count == 1)
        let decision = try #require(decisions.first)
        #expect(decision.count == 14 && decision.first.seconds == 100 && decision.last.seconds == 113)
    }

    @Test func `of one client the last sixteen that differ are kept`() {
        var stories = DecisionStories(limit: 1 << 20)
        for number in 0..<40 { note(&stories, Self.client(1), number % 2 == 0 ? .noSubnet : .ignored) }
        #expect(stories.decisions(of: name(Self.client(1))).count == 16)
    }

    @Test func `a stranger that gets a lease takes its story along`() {
        var stories = DecisionStories(limit: 1 << 20)
        note(&stories, Self.client(1), .poolExhausted)
        note(&stories, Self.client(1), .leased, isKnown: true)
        #expect(stories.decisions(of: name(Self.client(1))).map(\.reason) == [.poolExhausted, .leased])
        #expect(stories.clientCount == 1)
    }

    @Test func `from where messages came is remembered, in a bound`() {
        var stories = DecisionStories(limit: 1 << 20)
        note(&stories, Self.client(1), at: 100)
        for number in UInt32(1)...10_000 {
            note(&stories, Self.client(2), relay: IPv4Address(bitPattern: 0x0A00_0000 + number))
        }
        #expect(stories.last(from: .interface("eth0"))?.seconds == 100)
        #expect(stories.allPlaces.count <= 4096)
    }

    @Test(arguments: [1, 7, 1000])
    func `among all who are remembered the one heard last is found, a few at a time`(_ limit: Int) {
        var stories = DecisionStories(limit: 1 << 20)
        for number in 0..<40 {
            // The clock was set back meanwhile.
            note(&stories, Self.client(number * 7 % 40), .ignored, isKnown: number % 3 == 0, at: Int64(500 - number))
        }
        note(&stories, Self.client(99), .noSubnet)
        var search = DecisionStories.Search { $0.reason == .ignored }
        while !search.isDone { search.advance(in: stories, limit: limit) }
        #expect(search.client == name(Self.client(39 * 7 % 40)), "the last with a lease, before strangers")
    }

    @Test func `a stranger that gets a lease while all are looked at is found once`() {
        var stories = DecisionStories(limit: 1 << 20)
        for number in 0..<4 { note(&stories, Self.client(number), .ignored) }
        var search = DecisionStories.Search { $0.request.hardwareAddress == Self.client(3) }
        search.advance(in: stories, limit: 2)
        note(&stories, Self.client(3), .leased, isKnown: true)
        while !search.isDone { search.advance(in: stories, limit: 2) }
        #expect(search.client == name(Self.client(3)) && search.decision?.reason == .leased)
    }

    @Test func `whoever has a lease is found before a stranger of the same name who was heard later`() {
        var stories = DecisionStories(limit: 1 << 20)
        note(&stories, Self.client(1), .leased, isKnown: true, at: 100)
        note(&stories, Self.client(2), .ignored, at: 200)
        var search = DecisionStories.Search { _ in true }
        while !search.isDone { search.advance(in: stories, limit: 512) }
        #expect(search.client == name(Self.client(1)))
    }

    @Test func `without memory nothing is remembered`() {
        let stories = DecisionStories(limit: 0)
        #expect(!stories.isOn)
    }
}

@Suite("How many decisions are written down in a second")
struct TraceBudgetTests {
    @Test func `half of them may be strangers', the rest is for clients with a lease`() {
        var budget = TraceBudget(perSecond: 4)
        let now = DHCPInstant(seconds: 10)
        var rooms: [TraceBudget.Room] = []
        for _ in 0..<5 {
            let room = budget.room(at: now)
            rooms.append(room)
            if room != .none { budget.take() }
        }
        #expect(rooms == [.forAll, .forAll, .forKnown, .forKnown, .none])
        #expect(budget.missedCount == 1)
        #expect(budget.room(at: DHCPInstant(seconds: 11)) == .forAll, "a new second, a new budget")
    }

    @Test func `a budget of none writes nothing down and counts nothing`() {
        var budget = TraceBudget(perSecond: 0)
        #expect(budget.room(at: DHCPInstant(seconds: 1)) == .none && budget.missedCount == 0)
    }
}
