/// A value with its name and labels.
public struct MetricSample: Hashable, Sendable {
    /// What a number means.
    public enum Kind: String, Hashable, Sendable {
        /// It only grows.
        case counter
        /// It goes up and down.
        case gauge
        /// How often values were how large.
        case histogram
    }

    /// Which number of a histogram it is.
    enum Part: Hashable, Sendable {
        case whole, sum, count
        case bucket(String)
    }

    let name: String
    let kind: Kind
    let labels: MetricLabels
    let part: Part
    let order: Int
    let value: Double

    /// Makes a value of a counter or a gauge.
    public init(_ name: String, _ kind: Kind, _ labels: MetricLabels = MetricLabels(), value: Double) {
        self.init(name, kind, labels, part: .whole, value: value)
    }

    init(_ name: String, _ kind: Kind, _ labels: MetricLabels, part: Part, order: Int = 0, value: Double) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.part = part
        self.order = order
        self.value = value
    }
}

/// Writes values as Prometheus reads them.
public struct MetricsText: Sendable {
    /// How a text is written.
    public enum Format: Sendable {
        /// The text format 0.0.4 of Prometheus.
        case prometheus
        /// OpenMetrics 1.0.
        case openMetrics

        /// The value of Content-Type.
        public var contentType: String {
            switch self {
            case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            }
        }

        /// The format that a client wants, by the value of its Accept.
        public init(accepting accept: String) {
            self = accept.contains("application/openmetrics-text") ? .openMetrics : .prometheus
        }
    }

    private let format: Format
    private let descriptions: [String: String]
    private var lines: [String] = []

    init(_ format: Format, descriptions: [String: String]) {
        self.format = format
        self.descriptions = descriptions
    }

    /// Writes all values of some names.
    mutating func write(_ samples: [MetricSample]) {
        for (name, samples) in Dictionary(grouping: samples, by: \.name).sorted(by: { $0.key < $1.key }) {
            guard let kind = samples.first?.kind else { continue }
            let isCounter = kind == .counter
            // OpenMetrics names a counter without what its values end with.
            let title =
                format == .openMetrics && isCounter && name.hasSuffix("_total") ? String(name.dropLast(6)) : name
            let help = descriptions[name] ?? "No description."
            lines.append("# HELP \(title) \(help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))")
            lines.append("# TYPE \(title) \(kind.rawValue)")
            let ordered = samples.map { (key: $0.labels.text(), sample: $0) }
                .sorted { $0.key == $1.key ? $0.sample.order < $1.sample.order : $0.key < $1.key }
            for (labels, sample) in ordered { lines.append(Self.line(sample, labels)) }
        }
    }

    private static func line(_ sample: MetricSample, _ labels: String) -> String {
        let value = number(sample.value)
        switch sample.part {
        case .whole: return "\(sample.name)\(labels) \(value)"
        case .sum: return "\(sample.name)_sum\(labels) \(value)"
        case .count: return "\(sample.name)_count\(labels) \(value)"
        case .bucket(let bound): return "\(sample.name)_bucket\(sample.labels.text(("le", bound))) \(value)"
        }
    }

    /// A number as Prometheus writes it: whole ones without a point.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    var finished: String {
        lines.joined(separator: "\n") + (format == .openMetrics ? "\n# EOF\n" : "\n")
    }
}
