import DHCP
import DHCPLeaseFiles
import DHCPLeases
import DHCPTesting
import Testing

/// Each row of files that Kea, ISC dhcpd, dnsmasq and udhcpd wrote, held against what that server made of it when it
/// started again with the file: this server, with what was read, is asked the same.
@Suite struct LeaseFixtureTests {
    private let stranger = HardwareAddress(2, 0x99, 0x99, 0x99, 0x99, 0x99)

    @Test func thereAreFilesOfEachServer() {
        let servers = Set(LeaseFixture.names.map { $0.prefix { $0 != "/" } })
        #expect(servers == ["dnsmasq", "isc", "kea", "udhcpd"])
    }

    @Test(arguments: LeaseFixture.names) func anAddressIsOfferedToOthersWhereItsServerDoes(_ name: String) throws {
        let fixture = try LeaseFixture(name)
        let findings = try fixture.findings()
        for row in fixture.rows {
            let pool = try #require(IPv4Range(row.address, row.address))
            let isOffered = try offer(to: stranger, [], from: pool, of: findings, at: fixture.now) != nil
            let difference = LeaseFixtureDifferences.strangers[row.description]
            #expect(isOffered == (difference ?? row.isForStrangers), "\(row)")
            #expect(difference != row.isForStrangers, "no difference any more: \(row)")
        }
    }

    @Test(arguments: LeaseFixture.names) func aClientIsOfferedItsAddressAgainWhereItsServerDoes(_ name: String) throws {
        let fixture = try LeaseFixture(name)
        let findings = try fixture.findings()
        let pool = try #require(IPv4Range("10.9.0.100-10.9.0.199"))
        for row in fixture.rows {
            // Of what the server did not keep it knows as little as of any other address.
            guard let client = row.client, row.state != nil || !row.isForStrangers else { continue }
            let offered = try offer(to: client.hardware, client.identifier, from: pool, of: findings, at: fixture.now)
            let difference = LeaseFixtureDifferences.owners[row.description]
            // Where an address is free, it may be remembered for longer than that server does.
            if difference == nil, !row.isForOwner, row.isForStrangers { continue }
            #expect((offered == row.address) == (difference ?? row.isForOwner), "\(row)")
            #expect(difference != row.isForOwner, "no difference any more: \(row)")
        }
    }

    @Test(arguments: LeaseFixture.names) func whatIsHeldEndsWhenItsServerSays(_ name: String) throws {
        let fixture = try LeaseFixture(name)
        let findings = try fixture.findings()
        for row in fixture.rows where LeaseFixtureDifferences.strangers[row.description] == nil {
            guard let lease = findings.changes[row.address]?.after, let ends = row.ends, !row.isForStrangers else {
                continue
            }
            let counted = name.hasSuffix("no-clock") && ends != .max ? ends + fixture.now : ends
            #expect(lease.end == counted, "\(row)")
        }
    }

    @Test(arguments: [
        ("isc/states", 103, "a b;} {#'"), ("kea/states", 103, "a,b\"c&#x2cd;{ }"),
        ("dnsmasq/states", 103, "printer"), ("udhcpd/states", 103, "printer"),
        ("kea/2.6-states", 103, "a,b\"c&#x2cd;{ }"), ("udhcpd/states", 105, "a-name-of-more-than"),
    ]) func aHostNameIsWhatTheClientSaid(_ name: String, _ number: UInt8, _ host: String) throws {
        let lease = try LeaseFixture(name).findings().changes[IPv4Address(10, 9, 0, number)]?.after
        #expect(lease?.hostName == host)
    }

    @Test(arguments: LeaseFixture.names.filter { !$0.hasSuffix("by-hand") })
    func nothingThatAServerWroteIsRefusedButLeasesOfDHCPv6(_ name: String) throws {
        let findings = try LeaseFixture(name).findings()
        #expect(findings.refusedCount == (name.hasPrefix("dnsmasq/") ? 1 : 0), "\(findings.remarks)")
        #expect(findings.remarks.allSatisfy { !$0.isRefusal || $0.description.contains("a DHCPv6 lease") })
    }

    /// What this server, started at `now` with the leases, offers a client that has said nothing before.
    private func offer(
        to client: HardwareAddress, _ identifier: [UInt8], from pool: IPv4Range, of findings: LeaseFileFindings,
        at now: UInt32
    ) throws -> IPv4Address? {
        let prefix = try #require(IPv4Prefix("10.9.0.0/24"))
        var engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [
                Subnet(prefix, pools: [Pool(pool)], relays: [IPv4Address(10, 9, 0, 2)])
            ]))
        for lease in findings.leases { engine.apply(LeaseChange(before: nil, after: lease)) }
        let instant = DHCPInstant(seconds: Int64(now))
        _ = engine.expire(at: instant)
        let message = DHCPMessage.discover(client, giaddr: IPv4Address(10, 9, 0, 2)) { options in
            if !identifier.isEmpty { options[raw: .clientIdentifier] = identifier }
        }
        var origin = DHCPOrigin.test
        origin.peer.address = message.giaddr
        return engine.decide(DHCPRequest(message: message, origin: origin), at: instant).reply?.message.yiaddr
    }
}
