import DHCP
import DHCPLeases
import Testing

/// What an administrator does with leases and reservations.
@Suite struct AdministrationTests {
    private let address = IPv4Address(10, 0, 0, 100)
    private let hardware = HardwareAddress(2, 0, 0, 0, 0, 1)
    private let now = DHCPInstant(seconds: 2000)

    private func engine(_ state: LeaseState? = nil) throws -> LeaseEngine {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.101"))
        var engine = try LeaseEngine(configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
        if let state {
            let lease = Lease(
                address: address, client: ClientIdentity(hardware), hardwareAddress: hardware, state: state,
                start: 1000,
                end: 5000)
            engine.apply(LeaseChange(before: nil, after: lease))
        }
        return engine
    }

    @Test(arguments: [LeaseState.bound, .declined])
    func anAddressThatSomebodyHasOrThatRestsIsFreed(state: LeaseState) throws {
        var engine = try engine(state)
        let released = engine.release(address, at: now)
        let change = try #require(released)
        #expect(change.before?.state == state)
        #expect(change.after?.state == .released)
        #expect(change.after?.start == 1000)
        #expect(change.after?.end == 2000)
        #expect(engine.pools.map(\.free) == [2])
    }

    @Test(arguments: [LeaseState?.none, .released, .expired])
    func anAddressThatNobodyHasIsLeftAsItIs(state: LeaseState?) throws {
        var engine = try engine(state)
        let change = engine.release(address, at: now)
        #expect(change == nil)
        #expect(engine.lease(at: address)?.state == state)
    }

    /// Leases begin at the next full second, and so do releases: none ends before it began.
    @Test func whatIsFreedInTheSecondInWhichItBeganEndsThen() throws {
        var engine = try engine(.bound)
        let change = engine.release(address, at: DHCPInstant(nanoseconds: 999_500_000_000))
        #expect(change?.after?.start == 1000)
        #expect(change?.after?.end == 1000)
    }

    @Test(arguments: ["hw 1/02:00:00:00:00:01", "id 01:aa", "circuit 65:74:68", "remote 0a", "circuit 65 remote 0a"])
    func howAClientIsNamedIsReadAsItIsWritten(text: String) throws {
        #expect(try #require(Reservation.Identifier(text)).description == text)
    }

    @Test(arguments: ["", "hw", "hw 1", "hw 1/2g", "id ", "circuit 65 remote", "circuit remote 0a", "host 1"])
    func whatNamesNobodyIsRefused(text: String) {
        #expect(Reservation.Identifier(text) == nil)
    }
}
