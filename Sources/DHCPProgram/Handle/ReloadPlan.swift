public import DHCPExplain
package import DHCPConfiguration

/// What another configuration would do to a server and to each client that has a lease.
///
/// As JSON it is one object: that of the `ChangePlan`, and these values beside it.
public struct ReloadPlan: Hashable, Sendable {
    /// What is served otherwise, as in `subnets: 1 added; pools: 2 removed; other settings`, or `nothing changed`.
    public let configuration: String
    /// What is only taken over at the next start, as in `server.listen (0.0.0.0:67, now 0.0.0.0:6767)`.
    public let needsRestart: [String]
    /// What is risky about the configuration, with file, line and column.
    public private(set) var warnings: [String]
    /// When the plan was made, as a time of day in seconds since 1970.
    public let time: UInt32
    /// A number for all that the configuration says: another one says that the file has changed since.
    public let digest: String
    /// What clients see.
    public private(set) var clients: ChangePlan

    /// Compares two configurations, however their files write them.
    package init(
        from old: ServerConfiguration, to new: ServerConfiguration, warnings: [ConfigurationDiagnostic] = [],
        clients: ChangePlan, at time: UInt32
    ) {
        let change = ConfigurationChange(from: old, to: new)
        configuration = Self.mergedChange(from: old, to: new)?.description ?? change.description
        needsRestart = change.needsRestart
        self.warnings = warnings.map(\.description)
        digest = EffectiveConfiguration(new).fingerprint
        (self.clients, self.time) = (clients, time)
    }

    /// The plan with so many clients of each kind named at most, and with more warnings in front.
    package func limited(to limit: Int, adding warnings: [String] = []) -> ReloadPlan {
        var copy = self
        copy.clients = clients.limited(to: limit)
        copy.warnings = warnings + self.warnings
        return copy
    }

    /// The change between the two as they are printed: there, wider scopes are merged into subnets on both sides.
    private static func mergedChange(
        from old: ServerConfiguration, to new: ServerConfiguration
    ) -> ConfigurationChange? {
        guard let before = merged(old), let after = merged(new) else { return nil }
        return ConfigurationChange(from: before, to: after)
    }

    private static func merged(_ configuration: ServerConfiguration) -> ServerConfiguration? {
        try? ServerConfiguration.parse(EffectiveConfiguration(configuration).yaml, file: "").configuration
    }
}

extension ReloadPlan: Codable {
    private enum CodingKeys: String, CodingKey {
        case configuration, needsRestart, warnings, time, digest
    }

    /// Reads one object.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        configuration = try values.decode(String.self, forKey: .configuration)
        needsRestart = try values.decode([String].self, forKey: .needsRestart)
        warnings = try values.decode([String].self, forKey: .warnings)
        time = try values.decode(UInt32.self, forKey: .time)
        digest = try values.decode(String.self, forKey: .digest)
        clients = try ChangePlan(from: decoder)
    }

    /// Writes one object.
    public func encode(to encoder: any Encoder) throws {
        try clients.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(configuration, forKey: .configuration)
        try values.encode(needsRestart, forKey: .needsRestart)
        try values.encode(warnings, forKey: .warnings)
        try values.encode(time, forKey: .time)
        try values.encode(digest, forKey: .digest)
    }
}
