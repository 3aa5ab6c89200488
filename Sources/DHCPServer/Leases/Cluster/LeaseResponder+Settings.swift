public import DHCPLeases

extension LeaseResponder {
    /// Takes over how this server is a member of a cluster, but for its name, within a second; without effect for a server that
    /// is none.
    public mutating func adopt(_ settings: ClusterSettings) {
        guard let name = presence?.settings.name else { return }
        presence?.settings = settings
        presence?.settings.name = name
    }
}
