import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Memory that decisions share: that of answers, and the array of a batch's changes.
@Suite struct ReusedMemoryTests {
    @Test func anAnswerThatIsKeptStaysWhatItWasWhenItsMemoryIsGivenBack() throws {
        var fixture = try EngineFixture()
        let first = try #require(fixture.send(.discover(EngineFixture.client(1))).reply)
        fixture.engine.reuse(first)
        let octets = first.message.encode()
        let second = try #require(fixture.send(.discover(EngineFixture.client(2))).reply)
        #expect(first.message.encode() == octets)
        #expect(second.message.yiaddr != first.message.yiaddr)
        #expect(second.message.options[.messageType] == .offer)
    }

    @Test func changesAreAddedToThoseOfMessagesBefore() throws {
        var fixture = try EngineFixture()
        var replica = fixture
        var changes: [LeaseChange] = []
        var apart: [LeaseChange] = []
        for number in 1...3 {
            let offer = try #require(fixture.send(.discover(EngineFixture.client(number))).reply?.message)
            _ = replica.send(.discover(EngineFixture.client(number)))
            let request = DHCPRequest(message: .selecting(offer), origin: fixture.origin)
            let decision = fixture.engine.decide(request, at: fixture.now, changes: &changes)
            #expect(decision.changes.isEmpty && decision.reason == .leased)
            apart += replica.engine.decide(request, at: replica.now).changes
        }
        #expect(changes.count == 3 && changes == apart)
    }
}
