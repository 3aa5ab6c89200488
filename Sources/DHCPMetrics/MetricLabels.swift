/// Names and values that tell the series of a name apart, in the order of the names.
public struct MetricLabels: Hashable, Sendable {
    let pairs: [Pair]

    struct Pair: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// Makes labels; of a name that comes twice the last counts, and one that is no name for Prometheus is left out.
    public init(_ dimensions: [(String, String)] = []) {
        var values: [String: String] = [:]
        for (name, value) in dimensions where Self.isName(name) && !name.contains(":") { values[name] = value }
        pairs = values.sorted { $0.key < $1.key }.map { Pair(name: $0.key, value: $0.value) }
    }

    /// Whether Prometheus takes a text for a name.
    static func isName(_ text: String) -> Bool {
        let isLetter = { (octet: UInt8) in
            (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet) || octet == UInt8(ascii: "_")
                || octet == UInt8(ascii: ":")
        }
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }

    /// `{name="value",…}`, with what `extra` says last; empty without any.
    func text(_ extra: (name: String, value: String)? = nil) -> String {
        var parts = pairs.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
        if let extra { parts.append("\(extra.name)=\"\(extra.value)\"") }
        return parts.isEmpty ? "" : "{\(parts.joined(separator: ","))}"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

extension MetricLabels: Comparable {
    /// The order in which series are exported.
    public static func < (left: MetricLabels, right: MetricLabels) -> Bool { left.text() < right.text() }
}
