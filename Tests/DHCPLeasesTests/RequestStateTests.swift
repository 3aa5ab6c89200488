import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What a client that this server does not know is told when it asks for an address that it remembers.
@Suite struct RequestStateTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test(arguments: [true, false]) func initRebootOfAnUnknownClientForAFreeAddressIsLeftToOthers(
        isAuthoritative: Bool
    ) throws {
        var fixture = try EngineFixture { $0.isAuthoritative = isAuthoritative }
        for address in [IPv4Address.ten(100), .ten(50)] {
            let decision = fixture.send(.initReboot(two, address: address))
            #expect(decision.reason == .unknownClient)
            #expect(decision.reply == nil)
        }
    }

    @Test(arguments: [true, false]) func initRebootOfAnUnknownClientForAnAddressOfSomebodyElseIsRefused(
        isAuthoritative: Bool
    ) throws {
        var fixture = try EngineFixture { $0.isAuthoritative = isAuthoritative }
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
        func isRefused(_ state: Comment) {
            let decision = fixture.send(.initReboot(two, address: .ten(100)))
            #expect(decision.reason == .addressTaken, state)
            #expect(decision.reply?.message.messageType == .nak, state)
            #expect(decision.changes.isEmpty, state)
        }
        isRefused("offered")
        _ = try fixture.acquire(one)
        isRefused("bound")
        _ = fixture.send(.decline(one, address: .ten(100), server: .ten(1)))
        isRefused("resting")
        _ = fixture.wait(86_400)
        #expect(fixture.send(.initReboot(two, address: .ten(100))).reason == .unknownClient)
    }

    @Test func rebindingOfAnUnknownClientIsUpToAnAuthoritativeServer() throws {
        var fixture = try EngineFixture()
        let decision = fixture.send(.renewing(one, address: .ten(103)))
        #expect(decision.reason == .leased)
        #expect(decision.reply?.message.messageType == .ack)
        #expect(decision.reply?.message.yiaddr == .ten(103))
        #expect(decision.changes.map { $0.after?.state } == [.bound])
        #expect(fixture.send(.renewing(two, address: .ten(103))).reason == .addressTaken)
        #expect(fixture.send(.renewing(two, address: .ten(50))).reason == .addressTaken, "in no pool")
        #expect(fixture.send(.renewing(two, address: IPv4Address(192, 168, 1, 1))).reason == .wrongNetwork)
    }

    @Test func rebindingOfAnUnknownClientIsLeftToOthersByAServerThatIsNotAuthoritative() throws {
        var fixture = try EngineFixture { $0.isAuthoritative = false }
        for address in [IPv4Address.ten(103), .ten(50)] {
            let decision = fixture.send(.renewing(one, address: address))
            #expect(decision.reason == .unknownClient)
            #expect(decision.reply == nil)
        }
        _ = try fixture.acquire(two)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reply?.message.messageType == .nak)
    }
}
