import CoreMetrics
import Synchronization

/// What is kept for a name and its labels.
protocol MetricSeries: AnyObject, Sendable {
    var kind: MetricSample.Kind { get }
    func samples(_ name: String, _ labels: MetricLabels) -> [MetricSample]
}

/// A number that only grows.
final class CounterSeries: MetricSeries, CounterHandler {
    private let count = Atomic<Int64>(0)
    let kind = MetricSample.Kind.counter

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { count.store(0, ordering: .relaxed) }

    func samples(_ name: String, _ labels: MetricLabels) -> [MetricSample] {
        [MetricSample(name, kind, labels, value: Double(count.load(ordering: .relaxed)))]
    }
}

/// A number that only grows, in parts.
final class FloatingCounterSeries: MetricSeries, FloatingPointCounterHandler {
    private let sum = Mutex(0.0)
    let kind = MetricSample.Kind.counter

    func increment(by amount: Double) { sum.withLock { $0 += amount } }

    func reset() { sum.withLock { $0 = 0 } }

    func samples(_ name: String, _ labels: MetricLabels) -> [MetricSample] {
        [MetricSample(name, kind, labels, value: sum.withLock { $0 })]
    }
}

/// A number that goes up and down.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)
    let kind = MetricSample.Kind.gauge

    func set(_ value: Int64) { self.value.withLock { $0 = Double(value) } }

    func set(_ value: Double) { self.value.withLock { $0 = value } }

    func increment(by amount: Double) { value.withLock { $0 += amount } }

    func decrement(by amount: Double) { value.withLock { $0 -= amount } }

    func record(_ value: Int64) { set(value) }

    func record(_ value: Double) { set(value) }

    func samples(_ name: String, _ labels: MetricLabels) -> [MetricSample] {
        [MetricSample(name, kind, labels, value: value.withLock { $0 })]
    }
}

/// How often values were how large.
final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
    /// The upper bounds of what is counted together.
    struct Buckets: Sendable {
        let bounds: [Double]
        /// What a recorded number is multiplied by.
        let unit: Double

        /// Nanoseconds that are recorded, seconds that are exported: from ten microseconds to ten seconds.
        static let seconds = Buckets(
            bounds: [
                0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                0.25,
                0.5, 1, 2.5, 5, 10,
            ], unit: 1e-9)
        static let counts = Buckets(bounds: (0...14).map { Double(1 << $0) }, unit: 1)
        static let octets = Buckets(bounds: (0...13).map { Double(64 << (2 * $0)) }, unit: 1)
    }

    private struct State {
        var counts: [Int64]
        var sum = 0.0
    }

    private let buckets: Buckets
    private let state: Mutex<State>
    let kind = MetricSample.Kind.histogram

    init(_ buckets: Buckets) {
        self.buckets = buckets
        state = Mutex(State(counts: Array(repeating: 0, count: buckets.bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { add(Double(max(0, duration)) * buckets.unit) }

    func record(_ value: Int64) { add(Double(value)) }

    func record(_ value: Double) { add(value) }

    private func add(_ value: Double) {
        let bucket = buckets.bounds.firstIndex { value <= $0 } ?? buckets.bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            if value.isFinite { state.sum += value }
        }
    }

    func samples(_ name: String, _ labels: MetricLabels) -> [MetricSample] {
        let state = state.withLock { $0 }
        var total: Int64 = 0
        var samples: [MetricSample] = []
        for (index, count) in state.counts.enumerated() {
            total += count
            let bound = index < buckets.bounds.count ? MetricsText.number(buckets.bounds[index]) : "+Inf"
            samples.append(
                MetricSample(name, kind, labels, part: .bucket(bound), order: index, value: Double(total)))
        }
        let count = state.counts.count
        samples.append(MetricSample(name, kind, labels, part: .sum, order: count, value: state.sum))
        samples.append(MetricSample(name, kind, labels, part: .count, order: count + 1, value: Double(total)))
        return samples
    }
}
