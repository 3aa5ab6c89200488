import DHCP
import DHCPLeases
import Testing

/// Leases of stores that were imported before ends were looked at.
@Suite struct EndlessLapsedLeaseTests {
    @Test(arguments: [LeaseState.expired, .released])
    func whatIsFreeIsLeasedThoughItsEndIsNever(_ state: LeaseState) throws {
        var fixture = try EngineFixture(subnets: [EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.100")])
        let owner = EngineFixture.client(1)
        let address = IPv4Address(10, 0, 0, 100)
        fixture.engine.apply(
            LeaseChange(
                before: nil,
                after: Lease(
                    address: address, client: ClientIdentity(owner), hardwareAddress: owner, state: state,
                    start: 1_767_225_600, end: LeaseTimes.infinite)))
        #expect(try fixture.acquire(EngineFixture.client(2)).yiaddr == address)
    }
}
