import DHCPConfiguration

/// What came of a configuration that was read again.
public struct ReloadReport: Hashable, Sendable, Codable {
    /// What is served otherwise, as in `subnets: 1 added; pools: 2 removed; other settings`, or `nothing changed`.
    public let changes: String
    /// What is only taken over at the next start, as in `server.listen (0.0.0.0:67, now 0.0.0.0:6767)`.
    public let needsRestart: [String]
    /// What is risky about the configuration, with file, line and column.
    public let warnings: [String]
    /// How many clients have an address that is given to nobody any more: they keep it until their lease runs out.
    public let leasesThatOnlyRunOut: Int

    init(_ change: ConfigurationChange, _ warnings: [ConfigurationDiagnostic], leasesThatOnlyRunOut: Int) {
        changes = "\(change)"
        needsRestart = change.needsRestart
        self.warnings = warnings.map(\.description)
        self.leasesThatOnlyRunOut = leasesThatOnlyRunOut
    }
}
