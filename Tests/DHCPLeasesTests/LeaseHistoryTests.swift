import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Random histories of many clients: whatever they send, the rules that matter hold.
@Suite struct LeaseHistoryTests {
    @Test(arguments: [UInt64(1), 2, 3, 4]) func noHistoryBreaksARule(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.119")])
        fixture.origin.destination = .ten(1)
        var stored: [IPv4Address: Lease] = [:]
        for step in 0..<5000 {
            let place: Comment = "seed \(seed), step \(step)"
            let before = snapshot(fixture.engine)
            let decision = fixture.send(message(&random))
            if Int.random(in: 0..<5, using: &random) == 0 {
                for change in decision.changes.reversed() { fixture.engine.revert(change) }
                #expect(snapshot(fixture.engine) == before, place)
            } else {
                for change in decision.changes { store(change, in: &stored, place) }
            }
            if Int.random(in: 0..<10, using: &random) == 0 {
                let pause = [1, 30, 61, 3000, 50_000].randomElement(using: &random) ?? 1
                for change in fixture.wait(pause) { store(change, in: &stored, place) }
            }
            #expect(snapshot(fixture.engine) == stored, place)
            let bound = stored.values.filter { $0.state == .bound }
            #expect(Set(bound.map(\.client)).count == bound.count, "a client has two addresses: \(place)")
            if let reply = decision.reply?.message, reply.messageType != .nak, !reply.yiaddr.isAny {
                #expect((100...119).contains(reply.yiaddr.octets.3), place)
            }
        }
        // Whoever is gone for long leaves a pool that serves as many new clients as it has addresses, and not one more.
        _ = fixture.wait(10_000_000)
        let served = (1000..<1021).compactMap { try? fixture.acquire(EngineFixture.client($0)).yiaddr }
        #expect(served.count == 20)
        #expect(Set(served).count == 20)
    }

    @Test func anEngineFilledFromAStoreDecidesLikeTheOneThatFilledIt() throws {
        var fixture = try EngineFixture()
        for number in 1...8 { _ = try fixture.acquire(EngineFixture.client(number)) }
        _ = fixture.send(.release(EngineFixture.client(3), address: .ten(102), server: .ten(1)))
        _ = fixture.send(.decline(EngineFixture.client(4), address: .ten(103), server: .ten(1)))
        var restarted = try EngineFixture()
        for lease in fixture.engine.leases { restarted.engine.apply(LeaseChange(before: nil, after: lease)) }
        #expect(snapshot(restarted.engine) == snapshot(fixture.engine))
        for number in [3, 1, 4, 20, 21, 22] {
            let client = EngineFixture.client(number)
            #expect(fixture.send(.discover(client)).reply == restarted.send(.discover(client)).reply)
        }
    }

    private func snapshot(_ engine: LeaseEngine) -> [IPv4Address: Lease] {
        Dictionary(engine.leases.map { ($0.address, $0) }, uniquingKeysWith: { $1 })
    }

    private func store(_ change: LeaseChange, in stored: inout [IPv4Address: Lease], _ place: Comment) {
        guard let address = change.address else { return }
        #expect(stored[address] == change.before, place)
        stored[address] = change.after
    }

    /// Any message; a third of the clients send an identifier in every other message only.
    private func message(_ random: inout SeededGenerator) -> DHCPMessage {
        var message = plainMessage(&random)
        let number = message.hardwareAddress.octets.last ?? 0
        if number < 10, Bool.random(using: &random) { message.options[raw: .clientIdentifier] = [255, number] }
        return message
    }

    private func plainMessage(_ random: inout SeededGenerator) -> DHCPMessage {
        let client = EngineFixture.client(Int.random(in: 0..<30, using: &random))
        let address = IPv4Address.ten(UInt8.random(in: 98..<122, using: &random))
        let server = IPv4Address.ten(Int.random(in: 0..<8, using: &random) == 0 ? 2 : 1)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: return .discover(client) { if Bool.random(using: &random) { $0[.requestedAddress] = address } }
        case 2, 3:
            return .client(.request, client) { options in
                options[.requestedAddress] = address
                options[.serverIdentifier] = server
            }
        case 4: return .initReboot(client, address: address)
        case 5: return .renewing(client, address: address)
        case 6: return .release(client, address: address, server: server)
        default: return .decline(client, address: address, server: server)
        }
    }
}
