import DHCP
import DHCPLeases

/// A configuration as it is served: defaults filled in, wider scopes merged into subnets, and for each value where it
/// comes from.
public struct EffectiveConfiguration: Sendable {
    let entries: [EffectiveEntry]
    /// Whether it is known where the values come from.
    private let hasOrigins: Bool

    /// The configuration of a file that can be served; `nil` for one that can not.
    public init?(_ review: ConfigurationReview) {
        guard let configuration = review.configuration else { return nil }
        entries = EffectiveConfigurationBuilder(configuration, review).entries
        hasOrigins = true
    }

    /// What a server serves that has read a file: with what was reserved while it runs, and what it was told at its start.
    ///
    /// `nil` for a file that can not be served.
    public init?(served: ServerConfiguration, readFrom review: ConfigurationReview) {
        guard let file = review.configuration else { return nil }
        var builder = EffectiveConfigurationBuilder(served, review)
        builder.origins.others = Self.additions(of: served, to: file)
        entries = builder.entries
        hasOrigins = true
    }

    private static func additions(of served: ServerConfiguration, to file: ServerConfiguration) -> [String: String] {
        var additions: [String: String] = [:]
        for (index, (own, all)) in zip(file.leases.subnets, served.leases.subnets).enumerated() {
            for number in own.reservations.count..<max(own.reservations.count, all.reservations.count) {
                additions["subnets[\(index)].reservations[\(number)]"] = "made at run time"
            }
        }
        let atStart = "said at the start"
        if file.server.listen != served.server.listen { additions["server.listen"] = atStart }
        if file.server.interfaces != served.server.interfaces { additions["server.interfaces"] = atStart }
        return additions
    }

    /// A configuration that is made of values, or of which the file is not at hand; nothing says where its values come
    /// from.
    public init(_ configuration: ServerConfiguration) {
        let review = ConfigurationReview(
            file: "", configuration: configuration, diagnostics: [], places: [:], moves: [:],
            definitions: OptionDefinitions())
        entries = EffectiveConfigurationBuilder(configuration, review).entries
        hasOrigins = false
    }

    /// The configuration as a file, with a comment behind each value that says where it comes from, when that is known.
    public var yaml: String { EffectiveText.yaml(entries, withOrigins: hasOrigins) }

    /// The configuration as JSON.
    var json: JSONValue { EffectiveValue.mapping(entries).json ?? [:] }

    /// Where each value comes from, by its path.
    var origins: JSONValue {
        var origins: [String: JSONValue] = [:]
        Self.collect(entries, path: "", into: &origins)
        return .object(origins)
    }

    private static func collect(_ entries: [EffectiveEntry], path: String, into origins: inout [String: JSONValue]) {
        for entry in entries {
            let place = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            if let origin = entry.origin, entry.value.json != nil { origins[place] = .text(origin.description) }
            switch entry.value {
            case .mapping(let inner): collect(inner, path: place, into: &origins)
            case .mappings(let elements):
                for (index, inner) in elements.enumerated() {
                    collect(inner, path: "\(place)[\(index)]", into: &origins)
                }
            case .plain, .words, .list: break
            }
        }
    }
}

extension ConfigurationReview {
    /// Diagnostics, and if wished the effective configuration, as one JSON object.
    public func json(withConfiguration: Bool) -> String {
        var object: [String: JSONValue] = [
            "ok": .boolean(configuration != nil), "diagnostics": .list(diagnostics.map(\.json)),
        ]
        if withConfiguration, let effective = EffectiveConfiguration(self) {
            object["configuration"] = effective.json
            object["origins"] = effective.origins
        }
        return JSONValue.object(object).document
    }
}

extension ConfigurationDiagnostic {
    var json: JSONValue {
        var object: [String: JSONValue] = [
            "severity": .text(severity.rawValue), "file": .text(file), "path": .text(path), "message": .text(message),
        ]
        if let position {
            object["line"] = .number(position.line)
            object["column"] = .number(position.column)
        }
        return .object(object)
    }
}
