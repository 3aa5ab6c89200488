import CoreMetrics
import DHCPMetrics
import Foundation
import Testing

/// What is counted comes out as Prometheus reads it.
@Suite struct MetricsRegistryTests {
    private let registry = MetricsRegistry(descriptions: ["a_total": "What \\ a\nmeans."])

    private func counter(_ label: String, _ dimensions: [(String, String)] = []) -> any CounterHandler {
        registry.makeCounter(label: label, dimensions: dimensions)
    }

    @Test func countersGaugesAndHistogramsAreWrittenWithTheirLabelsInOrder() {
        counter("a_total", [("z", "2"), ("b", "quote \" and \\ and\nline")]).increment(by: 2)
        counter("a_total", [("b", "1"), ("z", "1")]).increment(by: 1)
        counter("a_total", [("z", "1"), ("b", "1")]).increment(by: 1)
        registry.makeRecorder(label: "b", dimensions: [], aggregate: false).record(1.5)
        let text = registry.text()
        #expect(
            text.hasPrefix(
                #"""
                # HELP a_total What \\ a\nmeans.
                # TYPE a_total counter
                a_total{b="1",z="1"} 2
                a_total{b="quote \" and \\ and\nline",z="2"} 2
                # HELP b No description.
                # TYPE b gauge
                b 1.5

                """#))
    }

    @Test func aTimerIsAHistogramInSecondsWhoseBucketsAddUp() {
        let timer = registry.makeTimer(label: "t_seconds", dimensions: [("x", "y")])
        for nanoseconds in [5000, 80_000, 3_000_000_000, 60_000_000_000] as [Int64] {
            timer.recordNanoseconds(nanoseconds)
        }
        let lines = registry.text().split(separator: "\n").filter { $0.hasPrefix("t_seconds") }
        #expect(lines.first == #"t_seconds_bucket{x="y",le="1e-05"} 1"#)
        #expect(lines.contains(#"t_seconds_bucket{x="y",le="0.0001"} 2"#))
        #expect(lines.contains(#"t_seconds_bucket{x="y",le="5"} 3"#))
        #expect(lines[lines.count - 3] == #"t_seconds_bucket{x="y",le="+Inf"} 4"#)
        #expect(lines[lines.count - 2].hasPrefix(#"t_seconds_sum{x="y"} 63.0000"#))
        #expect(lines.last == #"t_seconds_count{x="y"} 4"#)
    }

    @Test func openMetricsNamesCountersWithoutTheirEndAndHasAnEnd() {
        counter("a_total").increment(by: 1)
        let lines = registry.text(.openMetrics).split(separator: "\n")
        #expect(lines[1] == "# TYPE a counter" && lines[2] == "a_total 1" && lines.last == "# EOF")
        #expect(MetricsText.Format(accepting: "application/openmetrics-text;version=1.0.0,text/plain") == .openMetrics)
        #expect(MetricsText.Format(accepting: "text/plain") == .prometheus)
    }

    @Test func aNameHasNoMoreSeriesThanItMayAndNoSecondKind() {
        for number in 0..<MetricsRegistry.seriesLimit + 10 { counter("a_total", [("n", "\(number)")]).increment(by: 1) }
        registry.makeTimer(label: "a_total", dimensions: []).recordNanoseconds(1)
        counter("not a name").increment(by: 1)
        let lines = registry.text().split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("a_total") } == MetricsRegistry.seriesLimit)
        #expect(lines.last == "dhcp_metrics_series_refused_total 12")
    }

    @Test func whatTheSystemSaysOfTheProcessIsTold() {
        let text = registry.text(also: ProcessSamples.now())
        for name in [
            "process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds",
            "process_start_time_seconds",
        ] {
            #expect(text.contains("\n\(name) "), "\(name)")
        }
    }

    @Test func aGaugeThatIsDestroyedIsNotExportedAndACounterGoesOn() {
        let gauge = registry.makeRecorder(label: "g", dimensions: [], aggregate: false)
        gauge.record(1 as Int64)
        registry.destroyRecorder(gauge)
        let first = counter("a_total")
        first.increment(by: 1)
        registry.destroyCounter(first)
        counter("a_total").increment(by: 1)
        let text = registry.text()
        #expect(!text.contains("\ng ") && text.contains("\na_total 2\n"))
    }
}
