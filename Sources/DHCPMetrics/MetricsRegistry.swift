public import CoreMetrics
import Synchronization

/// Keeps what a program counts and measures, for Prometheus to fetch: a backend of swift-metrics.
///
/// ```swift
/// let registry = MetricsRegistry()
/// MetricsSystem.bootstrap(registry)
/// let text = registry.text(.prometheus)
/// ```
///
/// A name is exported as it is given, so it has to follow Prometheus's conventions: `_total` for counters, base units.
/// Timers are histograms in seconds, recorders that aggregate are histograms, others and meters are gauges. Each name has
/// ``seriesLimit`` combinations of labels at most; more are counted in `dhcp_metrics_series_refused_total` and not kept.
public final class MetricsRegistry: MetricsFactory {
    /// How many combinations of labels a name may have.
    public static let seriesLimit = 8000

    private struct State {
        var families: [String: MetricFamily] = [:]
        var refused: Int64 = 0
    }

    private let state = Mutex(State())
    private let descriptions: [String: String]

    /// Makes a registry; `descriptions` tell people what names mean.
    public init(descriptions: [String: String] = [:]) {
        self.descriptions = descriptions
    }

    /// Everything, as Prometheus reads it.
    ///
    /// Names and labels come in order, so that two texts can be compared.
    public func text(_ format: MetricsText.Format = .prometheus, also others: [MetricSample] = []) -> String {
        let (families, refused) = state.withLock { ($0.families, $0.refused) }
        var text = MetricsText(format, descriptions: descriptions)
        let samples =
            families.values.flatMap(\.samples) + others
            + [MetricSample("dhcp_metrics_series_refused_total", .counter, value: Double(refused))]
        text.write(samples)
        return text.finished
    }

    private func series<Value: MetricSeries>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Value
    ) -> Value {
        let labels = MetricLabels(dimensions)
        return state.withLock { state in
            if let known = state.families[label]?.series[labels] as? Value { return known }
            let value = make()
            // One of another kind has the name already, or there are too many.
            guard state.families[label].map({ $0.accepts(value) }) ?? MetricLabels.isName(label) else {
                state.refused += 1
                return value
            }
            state.families[label, default: MetricFamily(name: label)].series[labels] = value
            return value
        }
    }

    /// A counter.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions) { CounterSeries() }
    }

    /// A counter of numbers that are not whole.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions) { FloatingCounterSeries() }
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions) { GaugeSeries() }
    }

    /// A histogram, or a gauge where values are not aggregated.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        if !aggregate { return series(label, dimensions) { GaugeSeries() } }
        return series(label, dimensions) { HistogramSeries(label.hasSuffix("_bytes") ? .octets : .counts) }
    }

    /// A histogram in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions) { HistogramSeries(.seconds) }
    }

    /// Nothing: what was counted stays exported, since a counter that is made again goes on.
    public func destroyCounter(_ handler: any CounterHandler) {}

    /// Nothing: what was counted stays exported.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}

    /// Forgets a gauge, which says something of now.
    public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }

    /// Forgets a gauge; a histogram stays exported.
    public func destroyRecorder(_ handler: any RecorderHandler) {
        if handler is GaugeSeries { forget(handler) }
    }

    /// Nothing: what was measured stays exported.
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func forget(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                for (labels, series) in family.series where series === handler {
                    state.families[name]?.series[labels] = nil
                }
            }
        }
    }
}

/// All series of a name.
struct MetricFamily {
    let name: String
    var series: [MetricLabels: any MetricSeries] = [:]

    /// Whether a series may be added: of the same kind, and not too many.
    func accepts(_ new: some MetricSeries) -> Bool {
        series.count < MetricsRegistry.seriesLimit && series.values.first.map { $0.kind == new.kind } ?? true
    }

    var samples: [MetricSample] { series.flatMap { labels, series in series.samples(name, labels) } }
}
