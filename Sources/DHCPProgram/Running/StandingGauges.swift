import CoreMetrics
import Synchronization

/// Gauges that are told together again and again; those that are told no more, as of a pool that is gone, are taken back.
final class StandingGauges: Sendable {
    /// What a gauge is told.
    struct Reading: Sendable {
        let name: String
        let dimensions: [(String, String)]
        let value: Double

        init(_ name: String, _ value: Double, _ dimensions: [(String, String)] = []) {
            self.name = name
            self.dimensions = dimensions
            self.value = value
        }

        fileprivate var key: [String] { [name] + dimensions.flatMap { [$0.0, $0.1] } }
    }

    private let gauges = Mutex<[[String]: Gauge]>([:])

    /// Tells all that there are now.
    func tell(_ readings: [Reading]) {
        gauges.withLock { gauges in
            var told: [[String]: Gauge] = [:]
            for reading in readings {
                let gauge = gauges.removeValue(forKey: reading.key) ?? told[reading.key]
                let standing = gauge ?? Gauge(label: reading.name, dimensions: reading.dimensions)
                standing.record(reading.value)
                told[reading.key] = standing
            }
            for gauge in gauges.values { gauge.destroy() }
            gauges = told
        }
    }
}
