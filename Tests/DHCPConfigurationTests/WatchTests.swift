import DHCP
import DHCPConfiguration
import DHCPLeases
import Testing

@Suite struct WatchTests {
    private func review(_ watch: String) -> ConfigurationReview {
        ConfigurationReview.of(
            "watch: \(watch)\nsubnets: [{ subnet: 10.0.0.0/24, pools: [10.0.0.100-10.0.0.199] }]\n", file: "a.yaml")
    }

    @Test("how often other servers are looked for is read, with who may answer")
    func reads() throws {
        let watch = try #require(review("{ other-servers: 5m, known: [10.0.0.2] }").configuration?.watch)
        #expect(watch == WatchSettings(otherServers: 300, knownServers: [IPv4Address(10, 0, 0, 2)]))
        #expect(watch.interval == .seconds(300))
        #expect(review("{ other-servers: infinite }").configuration?.watch.interval == nil)
        #expect(review("{}").configuration?.watch == WatchSettings())
    }

    @Test("links are not asked all the time", arguments: ["9s", "0s", "5"])
    func tooOften(text: String) {
        let review = review("{ other-servers: \(text) }")
        #expect(review.configuration == nil && review.diagnostics.first?.path == "watch.other-servers")
    }

    @Test("what is served is the same whoever is looked for")
    func digest() throws {
        let (one, other) = (review("{ other-servers: 5m }").configuration, review("{}").configuration)
        let first = EffectiveConfiguration(try #require(one)).digest
        #expect(first == EffectiveConfiguration(try #require(other)).digest)
    }

    @Test("it is taken over at once")
    func change() throws {
        let change = ConfigurationChange(
            from: try #require(review("{ other-servers: 5m }").configuration),
            to: try #require(review("{ other-servers: 6m }").configuration))
        #expect(change.needsRestart == [] && "\(change)" == "other settings")
        #expect(change.served.watch.otherServers == 360)
    }
}
