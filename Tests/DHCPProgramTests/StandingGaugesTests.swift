import CoreMetrics
import DHCPMetrics
import Testing

@testable import DHCPProgram

/// Gauges that are told together.
@Suite struct StandingGaugesTests {
    @Test func whatIsThereNoMoreIsToldNoMore() {
        let registry = MetricsRegistry()
        withMetricsFactory(registry) {
            let gauges = StandingGauges()
            gauges.tell([.init("free", 5, [("pool", "a")]), .init("free", 7, [("pool", "b")]), .init("up", 1)])
            #expect(registry.text().contains(#"free{pool="a"} 5"#))
            gauges.tell([.init("free", 6, [("pool", "b")]), .init("up", 1), .init("up", 0)])
            let text = registry.text()
            #expect(text.contains(#"free{pool="b"} 6"#) && text.contains("\nup 0\n"))
            #expect(!text.contains(#"pool="a""#), "a pool that is gone must raise no alarm")
        }
    }
}
