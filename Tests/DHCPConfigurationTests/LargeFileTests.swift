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

    private func octet(_ number: Int) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }

    @Test func hintsEndBeforeTheyTakeForever() {
        let reading = Reading(file: "f", size: 0)
        let words = (0..<1_000_000).map { "class\($0)" }
        let hints = (0..<5).map { _ in reading.hint(for: "clas7", among: words) }
        #expect(hints.map(\.isEmpty) == [false, false, true, true, true])
    }
}
