import DHCP
import DHCPLeases
import Testing

@testable import DHCPConfiguration

/// Files of many subnets, which are looked up and not gone through.
@Suite struct LargeFileTests {
    /// With a search through all subnets for each relay this took minutes.
    @Test func tenThousandSubnetsWithRelaysPoolsAndReservationsAreServed() throws {
        var text = "subnets:\n"
        for number in 0..<10_000 {
            let (high, low) = (number >> 8, number & 255)
            text +=
                "- { subnet: 10.\(high).\(low).0/24, relays: [172.16.\(high).\(low)], shared-network: campus, "
                + "options: { routers: [10.\(high).\(low).1] }, pools: [10.\(high).\(low).9-10.\(high).\(low).99], "
                + "reservations: [{ hw-address: \"02:00:00:00:\(octet(high)):\(octet(low))\", "
                + "address: 10.\(high).\(low).5, hostname: h\(number) }] }\n"
        }
        let (configuration, warnings) = try ServerConfiguration.parse(text, file: "f")
        #expect(warnings.isEmpty)
        let engine = try LeaseEngine(configuration: configuration.leases)
        #expect(engine.pools.count == 10_000)
    }

    /// With each profile held against all before it this took minutes.
    @Test func twentyThousandBootProfilesAreHeldAgainstEachOther() throws {
        let profiles = (100..<20_100).map { "{ architecture: \($0), file: f\($0) }" }
        let last = ["{ architecture: 100, file: again }", "{ file: all }", "{ architecture: 60200, file: late }"]
        let text =
            "subnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.9-10.0.0.99], options: { routers: [10.0.0.1] } }]\n"
            + "boot: { profiles: [\((profiles + last).joined(separator: ", "))] }"
        let (_, warnings) = try ServerConfiguration.parse(text, file: "f")
        #expect(warnings.count == 2, "of the first again, and of what stands behind the one for all")
    }

    private func octet(_ number: Int) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }

    @Test func hintsEndBeforeTheyTakeForever() {
        let reading = Reading(file: "f", size: 0)
        let words = (0..<1_000_000).map { "class\($0)" }
        let hints = (0..<5).map { _ in reading.hint(for: "clas7", among: words) }
        #expect(hints.map(\.isEmpty) == [false, false, true, true, true])
    }
}
