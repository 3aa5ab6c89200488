import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Machines that send a client identifier (option 61) in some messages, or at some stages of their boot, only.
@Suite struct OneMachineTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    /// A client's options with this identifier; none for `nil`.
    private func identified(_ octets: [UInt8]?) -> (inout DHCPOptions) -> Void {
        { $0[raw: .clientIdentifier] = octets }
    }

    private func owners(_ fixture: EngineFixture) -> [IPv4Address: ClientIdentity] {
        let bound = fixture.engine.leases.filter { $0.state == .bound }
        return Dictionary(uniqueKeysWithValues: bound.map { ($0.address, $0.client) })
    }

    @Test func aClientThatLeavesOutItsIdentifierIsStillTheHolderOfItsAddress() throws {
        let identifier: (inout DHCPOptions) -> Void = { $0[raw: .clientIdentifier] = [0, 1, 2, 3] }
        var fixture = try EngineFixture()
        var offer = try #require(fixture.send(.discover(one, options: identifier)).reply?.message)
        offer.options[.clientIdentifier] = nil
        #expect(fixture.send(.selecting(offer)).reason == .leased)
        var renewal = DHCPMessage.renewing(one, address: .ten(100))
        identifier(&renewal.options)
        #expect(fixture.send(renewal).reason == .renewed)
        #expect(fixture.send(.initReboot(one, address: .ten(100))).reason == .renewed)
        #expect(fixture.send(.renewing(two, address: .ten(100))).reason == .addressTaken)
        identifier(&renewal.options)
        #expect(fixture.send(renewal).reason == .renewed)
        #expect(fixture.send(.release(one, address: .ten(100), server: .ten(1))).reason == .released)
        #expect(fixture.engine.count(of: .bound) == 0)
    }

    @Test func twoIdentifiersAtOneHardwareAddressAreTwoClients() throws {
        var fixture = try EngineFixture()
        let first = try #require(
            fixture.send(.discover(one) { $0[raw: .clientIdentifier] = [0, 1] }).reply?.message)
        #expect(fixture.send(.selecting(first)).reason == .leased)
        var second = DHCPMessage.renewing(one, address: .ten(100))
        second.options[raw: .clientIdentifier] = [0, 2]
        #expect(fixture.send(second).reason == .addressTaken)
        let offer = fixture.send(.discover(one) { $0[raw: .clientIdentifier] = [0, 2] })
        #expect(offer.reply?.message.yiaddr == .ten(101))
    }

    // MARK: Stages of a boot

    @Test(arguments: [true, false]) func allStagesOfABootHaveOneAddress(isReleased: Bool) throws {
        var fixture = try EngineFixture()
        let system = try #require(ClientIdentity(clientIdentifier: [255, 9, 9]))
        for _ in 0..<3 {
            // Firmware, installer without an identifier of its own, system; and over again.
            #expect(try fixture.acquire(one).yiaddr == .ten(100))
            #expect(owners(fixture) == [.ten(100): ClientIdentity(one)])
            #expect(try fixture.acquire(one, options: identified([255, 9, 9])).yiaddr == .ten(100))
            #expect(owners(fixture) == [.ten(100): system])
            #expect(fixture.engine.pools.map(\.free) == [9])
            if isReleased {
                var release = DHCPMessage.release(one, address: .ten(100), server: .ten(1))
                release.options[raw: .clientIdentifier] = [255, 9, 9]
                #expect(fixture.send(release).reason == .released)
                #expect(fixture.engine.pools.map(\.free) == [10])
            }
        }
        #expect(try fixture.acquire(two).yiaddr == .ten(101))
    }

    @Test func anOfferGoesOverToTheOtherNameToo() throws {
        var fixture = try EngineFixture()
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
        #expect(try fixture.acquire(one, options: identified([255, 9])).yiaddr == .ten(100))
        #expect(fixture.engine.offerCount == 0)
        #expect(fixture.engine.pools.map(\.free) == [9])
    }

    @Test func theTimeOfTheLeaseGoesOverWithIt() throws {
        var fixture = try EngineFixture()
        _ = try fixture.acquire(one) { $0[.leaseTime] = 600 }
        var request = DHCPMessage.selecting(try #require(fixture.send(.discover(one)).reply?.message))
        request.options[.leaseTime] = 600
        _ = fixture.send(request)
        let offer = try #require(fixture.send(.discover(one, options: identified([255, 9]))).reply?.message)
        #expect(offer.options[.leaseTime] == 600)
        #expect(fixture.send(.selecting(offer)).reply?.message.options[.leaseTime] == 600)
    }

    @Test(arguments: [nil, [255, 9]] as [[UInt8]?]) func whatIsTakenOverIsTakenBackWhenItIsNotStored(
        first: [UInt8]?
    ) throws {
        var fixture = try EngineFixture()
        let second: [UInt8]? = first == nil ? [255, 9] : nil
        _ = try fixture.acquire(one, options: identified(first))
        let before = Set(fixture.engine.leases)
        let offer = try #require(fixture.send(.discover(one, options: identified(second))).reply?.message)
        #expect(offer.yiaddr == .ten(100))
        #expect(Set(fixture.engine.leases) == before, "an offer changes nothing")
        let decision = fixture.send(.selecting(offer))
        #expect(decision.changes.count == 1)
        #expect(Set(decision.changes.compactMap(\.before)) == before)
        for change in decision.changes.reversed() { fixture.engine.revert(change) }
        #expect(Set(fixture.engine.leases) == before)
        #expect(fixture.send(.discover(one, options: identified(first))).reply?.message.yiaddr == .ten(100))
        #expect(fixture.send(.discover(one, options: identified(second))).reply?.message.yiaddr == .ten(100))
    }

    @Test func aKnownClientKeepsItsOwnAddress() throws {
        var fixture = try EngineFixture()
        #expect(try fixture.acquire(one, options: identified([255, 1])).yiaddr == .ten(100))
        #expect(try fixture.acquire(one, options: identified([255, 2])).yiaddr == .ten(101))
        // The firmware takes one of them, and its owner takes it back.
        let taken = try fixture.acquire(one).yiaddr
        #expect([.ten(100), .ten(101)].contains(taken))
        for last: UInt8 in 1...2 {
            #expect(try fixture.acquire(one, options: identified([255, last])).yiaddr == .ten(99 + last))
        }
        #expect(fixture.engine.count(of: .bound) == 2)
    }

    @Test func anotherMachineAndAnotherNetworkAreNotConcerned() throws {
        var fixture = try EngineFixture(subnets: [
            EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109"),
            EngineFixture.subnet("10.9.0.0/24", "10.9.0.100-10.9.0.109"),
        ])
        _ = try fixture.acquire(one)
        #expect(try fixture.acquire(two, options: identified([255, 9])).yiaddr == .ten(101))
        let elsewhere = fixture.send(
            .discover(one, giaddr: IPv4Address(10, 9, 0, 1), options: identified([255, 9])))
        #expect(elsewhere.reply?.message.yiaddr == IPv4Address(10, 9, 0, 100))
        // No hardware address is nobody's.
        let none = HardwareAddress(0, 0, 0, 0, 0, 0)
        #expect(try fixture.acquire(none, options: identified([255, 3])).yiaddr == .ten(102))
        #expect(try fixture.acquire(none, options: identified([255, 4])).yiaddr == .ten(103))
    }

    @Test func theAddressOfAReservationIsNotTakenOver() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.reservations = [Reservation(.clientIdentifier([255, 9]), address: .ten(50))]
        var fixture = try EngineFixture(subnets: [subnet])
        #expect(try fixture.acquire(one, options: identified([255, 9])).yiaddr == .ten(50))
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        #expect(try fixture.acquire(one, options: identified([255, 9])).yiaddr == .ten(50))
    }

    @Test func aLeaseBehindTheOfferThatIsTakenOverIsGivenBack() throws {
        var fixture = try EngineFixture()
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        var configuration = fixture.engine.configuration
        configuration.subnets[0].pools = [Pool(try EngineFixture.range("10.0.0.105-10.0.0.109"))]
        try fixture.engine.reconfigure(configuration)
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(105))
        let offer = try #require(fixture.send(.discover(one, options: identified([255, 9]))).reply?.message)
        #expect(offer.yiaddr == .ten(105))
        let decision = fixture.send(.selecting(offer))
        #expect(decision.changes.map { $0.after?.state } == [.released, .bound])
        #expect(fixture.engine.count(of: .bound) == 1)
    }

    @Test func itIsKnownAlsoAfterARestart() throws {
        var fixture = try EngineFixture()
        _ = try fixture.acquire(one, options: identified([255, 9]))
        var restarted = try EngineFixture()
        for lease in fixture.engine.leases { restarted.engine.apply(LeaseChange(before: nil, after: lease)) }
        #expect(restarted.send(.discover(one)).reply?.message.yiaddr == .ten(100))
    }
}
