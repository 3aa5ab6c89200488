import DHCP
import DHCPConfiguration
import DHCPLeases
import Testing

@Suite struct ConflictCheckTests {
    private func review(_ root: String, subnet: String = "", network: String = "") -> ConfigurationReview {
        ConfigurationReview.of(
            """
            \(root)
            shared-networks: [{ name: campus\(network) }]
            subnets:
              - { subnet: 10.0.0.0/24, shared-network: campus, pools: [10.0.0.100-10.0.0.199]\(subnet) }

            """, file: "a.yaml")
    }

    private func check(_ review: ConfigurationReview) throws -> ConflictCheck {
        let leases = try #require(review.configuration?.leases)
        return leases.subnets[0].conflictCheck ?? leases.conflictCheck
    }

    @Test("by default links of the server are asked by ARP, for half a second")
    func fallback() throws {
        let check = try check(review(""))
        #expect(check == ConflictCheck(arp: true, ping: false, timeout: .milliseconds(500)))
    }

    @Test("a narrower scope takes over what it does not say")
    func scopes() throws {
        let root = "conflict-check: { ping: true, timeout: 1s }"
        #expect(try check(review(root)) == ConflictCheck(ping: true, timeout: .seconds(1)))
        #expect(
            try check(review(root, subnet: ", conflict-check: { arp: false }"))
                == ConflictCheck(arp: false, ping: true, timeout: .seconds(1)))
        #expect(
            try check(review(root, network: ", conflict-check: { timeout: 200ms }"))
                == ConflictCheck(ping: true, timeout: .milliseconds(200)))
        #expect(
            try check(
                review(
                    root, subnet: ", conflict-check: { ping: false }", network: ", conflict-check: { timeout: 200ms }"))
                == ConflictCheck(timeout: .milliseconds(200)))
    }

    @Test(
        "a time that helps nobody is refused, with its place and what would be right",
        arguments: ["49ms", "4s", "3001ms", "0s", "1m", "ms", "-5ms", "infinite", "99999999999999999999s"])
    func badTimes(text: String) {
        let review = review("conflict-check: { timeout: \(text) }")
        #expect(
            review.diagnostics.map(\.description) == [
                "a.yaml:1:28: error: conflict-check.timeout: \(text) is not a time from 50ms to 3s such as 500ms"
            ])
    }

    @Test("a time without a unit gets one proposed")
    func noUnit() {
        let review = review("conflict-check: { timeout: 500 }")
        #expect(review.diagnostics.first?.description.contains("500 has no unit; write 500ms for milliseconds") == true)
    }

    @Test("words are true or false", arguments: ["arp", "ping"])
    func words(key: String) {
        let review = review("conflict-check: { \(key): off }")
        #expect(review.configuration == nil && review.diagnostics.first?.path == "conflict-check.\(key)")
    }

    @Test("what is served is shown, with who says it")
    func effective() throws {
        let review = review("conflict-check: { ping: true }", subnet: ", conflict-check: { arp: false }")
        let text = try #require(EffectiveConfiguration(review)).yaml
        for line in ["arp: false", "ping: true", "timeout: 500ms"] { #expect(text.contains(line), "\(text)") }
    }

    @Test("a configuration that says nothing of it has the number that it had")
    func digest() throws {
        let (bare, written) = (review(""), review("conflict-check: { arp: true }"))
        let first = EffectiveConfiguration(try #require(bare.configuration)).digest
        #expect(first == EffectiveConfiguration(try #require(written.configuration)).digest)
        let other = EffectiveConfiguration(try #require(review("conflict-check: { ping: true }").configuration)).digest
        #expect(first != other)
    }
}
