public import DHCPLeases

/// What a configuration says of a server that shares its leases with others.
public struct MemberSettings: Hashable, Sendable {
    /// Its name among the others; `nil` for its host's.
    public var name: String?
    /// How much longer than the client is told an address is promised to it, in hundredths of the lease time.
    public var leadPercent: UInt32
    /// A client that has asked for so many seconds (`secs`) is answered by all servers.
    public var stepInAfter: UInt16

    /// Makes settings.
    public init(name: String? = nil, leadPercent: UInt32 = 25, stepInAfter: UInt16 = 4) {
        self.name = name
        self.leadPercent = leadPercent
        self.stepInAfter = stepInAfter
    }

    /// The settings of a member on a host of this name; `nil` when it has no name of its own and the host's is none for a
    /// member: `localhost`, or one with other signs than letters, digits, dots, hyphens and underscores.
    public func settings(ofHost host: String) -> ClusterSettings? {
        guard let name = name ?? Self.name(ofHost: host) else { return nil }
        return ClusterSettings(name: name, leadPercent: leadPercent, stepInAfter: stepInAfter)
    }

    private static func name(ofHost host: String) -> String? {
        let isOfAll = host == "localhost" || host.hasPrefix("localhost.") || host == "(none)"
        return MemberName.isName(host) && !isOfAll ? host : nil
    }
}
