import DHCP
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

@Suite("What another configuration would do to leases")
struct ChangePlanTests {
    /// Two leases on the server's link, and one behind the relay.
    private func campus() throws -> Campus {
        var campus = try Campus()
        try campus.lease(Campus.first)
        try campus.lease(Campus.second)
        try campus.lease(HardwareAddress(2, 0, 0, 0, 0, 9), giaddr: Campus.relay)
        return campus
    }

    private func plan(_ change: (inout LeaseConfiguration) throws -> Void) throws -> ChangePlan {
        var campus = try campus()
        var configuration = campus.engine.configuration
        try change(&configuration)
        var new = try LeaseEngine(configuration: configuration)
        for lease in campus.engine.leases { new.apply(LeaseChange(before: nil, after: lease)) }
        return ChangePlan(from: &campus.engine, to: &new, at: campus.now)
    }

    @Test func `the same configuration changes nothing`() throws {
        let plan = try plan { _ in }
        #expect(plan.leases == 3 && plan.changed == 0 && !plan.losesAddresses)
        #expect(plan.summary == "of 3 clients 3 see no change")
    }

    @Test func `a smaller pool costs an address, and says when and what is next`() throws {
        let plan = try plan { $0.subnets[0].pools = [Pool(try Campus.range("10.1.0.11-10.1.0.20"))] }
        let loss = try #require(plan.losses.first)
        #expect(plan.lossCount == 1 && loss.address == IPv4Address(10, 1, 0, 10))
        #expect(loss.cause == "the address is in no pool any more")
        #expect(loss.next == IPv4Address(10, 1, 0, 12))
        #expect(loss.notice == 1_000_000 + 21_600 && loss.end == 1_000_000 + 43_200)
        #expect(plan.summary == "of 3 clients 2 see no change, 1 lose their address")
    }

    @Test func `a reservation takes an address from somebody`() throws {
        let plan = try plan {
            $0.subnets[0].reservations = [
                Reservation(.hardwareAddress(Campus.second), address: IPv4Address(10, 1, 0, 10))
            ]
        }
        #expect(plan.losses.map(\.cause).contains("the address is reserved for hw 1/00:11:22:33:44:02"))
    }

    @Test func `a subnet that is gone`() throws {
        let plan = try plan { $0.subnets.removeLast() }
        #expect(plan.losses.map(\.cause) == ["the address is in no subnet any more"])
        #expect(plan.losses.first?.next == nil)
    }

    @Test func `another option is counted by clients, with what it was and is`() throws {
        let plan = try plan { $0.options[.domainNameServer] = [IPv4Address(10, 0, 0, 2)] }
        #expect(plan.changed == 3 && !plan.losesAddresses)
        #expect(plan.groups.map(\.words) == ["option 6 (domain-name-servers): none, now 10.0.0.2"])
        #expect(plan.groups.first?.clients == 3 && plan.groups.first?.notices == [.renewal])
    }

    @Test func `a pool that is full under the new configuration is named`() throws {
        let plan = try plan { _ in }
        #expect(plan.tightPools.map(\.free) == [0])
        #expect(plan.tightPools.first?.range == (try Campus.range("10.1.0.10-10.1.0.11")))
    }

    @Test func `those that lose their address get another one each, as far as there are some`() throws {
        let plan = try plan { $0.subnets[0].pools = [Pool(try Campus.range("10.1.0.20-10.1.0.20"))] }
        #expect(plan.lossCount == 2 && plan.moveCount == 1)
        #expect(plan.losses.map(\.kind) == [.noPool, .noPool])
        #expect(plan.losses.map(\.next) == [IPv4Address(10, 1, 0, 20), nil])
        #expect(plan.shortages.map(\.without) == [1] && plan.shortages.first?.clients == 2)
        let text = plan.lines(at: 1_000_000).joined(separator: "\n")
        #expect(text.contains("of those that lose their address 1 get another, 1 get none"))
        #expect(text.contains("subnet 10.1.0.0/24 has no address for 1 of the 2 that lose theirs"))
    }

    @Test func `a subnet that becomes larger is told with its clients, and they keep their addresses`() throws {
        let plan = try plan {
            $0.subnets[0] = Subnet(try Campus.prefix("10.1.0.0/16"), pools: $0.subnets[0].pools)
            $0.subnets[0].interface = "eth1"
        }
        #expect(plan.subnetChanges.map(\.clients) == [2])
        #expect(plan.subnetChanges.first?.to == (try Campus.prefix("10.1.0.0/16")))
        #expect(!plan.losesAddresses && plan.changes.count == 2)
        #expect(plan.changes.first?.differences.contains { $0.hasPrefix("option 1 ") } == true, "\(plan.changes)")
        #expect(plan.changes.map(\.notice) == [1_021_600, 1_021_600])
    }

    @Test func `a reservation elsewhere moves its client`() throws {
        let plan = try plan {
            $0.subnets[0].reservations = [
                Reservation(.hardwareAddress(Campus.first), address: IPv4Address(10, 1, 0, 200))
            ]
        }
        #expect(plan.losses.map(\.kind) == [.reservedElsewhere])
        #expect(plan.losses.first?.next == IPv4Address(10, 1, 0, 200) && plan.takenCount == 0)
    }

    @Test func `clients that are named are limited, and counts are of all`() throws {
        let plan = try plan { $0.subnets[0].pools = [] }.limited(to: 1)
        #expect(plan.lossCount == 2 && plan.losses.count == 1)
    }

    @Test func `a plan that lets others go on is the same`() async throws {
        var campus = try campus()
        var configuration = campus.engine.configuration
        configuration.subnets[0].pools = [Pool(try Campus.range("10.1.0.20-10.1.0.20"))]
        configuration.options[.domainNameServer] = [IPv4Address(10, 0, 0, 2)]
        var new = try LeaseEngine(configuration: configuration)
        for lease in campus.engine.leases { new.apply(LeaseChange(before: nil, after: lease)) }
        let plan = ChangePlan(from: &campus.engine, to: &new, at: campus.now, secondsToTimeOfDay: 7)
        let other = try await ChangePlan.comparing(
            campus.engine, with: new, at: campus.now, secondsToTimeOfDay: 7)
        #expect(plan == other && plan.losses.first?.notice == 1_000_007 + 21_600)
    }

    @Test func `nothing happens to either engine`() throws {
        var campus = try campus()
        var other = campus.engine
        _ = ChangePlan(from: &campus.engine, to: &other, at: campus.now)
        #expect(campus.engine.offerCount == 0 && Set(campus.engine.leases) == Set(other.leases))
    }
}
