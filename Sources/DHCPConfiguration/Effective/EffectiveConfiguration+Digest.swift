import DHCPLeases

extension EffectiveConfiguration {
    /// A number for what clients are served, as 16 hexadecimal digits: the same in each process and on each machine for the
    /// same subnets, options, classes, reservations and times, however a file writes them.
    ///
    /// What may differ between servers that share their leases is not in it: where a server listens and who it is, the names
    /// of its interfaces, where leases are kept, and what is logged. Neither are values that each configuration has, so that
    /// a later version with more of them has the same number.
    public var digest: String {
        let nothing = EffectiveConfiguration(
            ServerConfiguration(store: .memory, leases: LeaseConfiguration(subnets: [])))
        return Self.number(of: Self.ofClients(entries, without: nothing.entries))
    }

    /// A number for all that the configuration says, as 16 hexadecimal digits: where the server listens and who it is, the
    /// interfaces, where leases are kept and so on besides what clients are served.
    ///
    /// The same for the same values in one version of this program, however a file writes them.
    public var fingerprint: String { Self.number(of: entries) }

    private static func number(of entries: [EffectiveEntry]) -> String {
        // FNV-1a.
        let number = EffectiveText.flow(entries).utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// What a server's own section says of clients.
    private static let ofServer: [ConfigurationKey] = [.authoritative, .replies, .clientIDs]

    private static func ofClients(
        _ entries: [EffectiveEntry], without defaults: [EffectiveEntry]
    ) -> [EffectiveEntry] {
        let own: [ConfigurationKey] = [.store, .cluster, .admin, .history, .log, .watch, .explain, .include]
        let times = mapping(.defaults, in: entries)
        return entries.compactMap { entry in
            if own.contains(where: { $0.rawValue == entry.key }) { return nil }
            switch entry.value {
            case .mappings(let subnets) where entry.key == ConfigurationKey.subnets.rawValue:
                return EffectiveEntry(entry.key, .mappings(subnets.map { ofSubnet($0, times: times) }))
            case .mapping(let inner):
                let known = defaults.first { $0.key == entry.key }.map { texts(mapping($0)) } ?? []
                let isServer = entry.key == ConfigurationKey.server.rawValue
                let rest = inner.filter { inner in
                    !known.contains(text(inner)) && (!isServer || ofServer.contains { $0.rawValue == inner.key })
                }
                return rest.isEmpty ? nil : EffectiveEntry(entry.key, .mapping(rest))
            default:
                return defaults.contains { text($0) == text(entry) } ? nil : entry
            }
        }
    }

    /// A subnet without the times that all have, and without the interface by which this server reaches it.
    private static func ofSubnet(_ entries: [EffectiveEntry], times: [EffectiveEntry]) -> [EffectiveEntry] {
        let known = texts(times)
        return entries.filter { $0.key != ConfigurationKey.interface.rawValue && !known.contains(text($0)) }
    }

    private static func mapping(_ key: ConfigurationKey, in entries: [EffectiveEntry]) -> [EffectiveEntry] {
        entries.first { $0.key == key.rawValue }.map(mapping) ?? []
    }

    private static func mapping(_ entry: EffectiveEntry) -> [EffectiveEntry] {
        if case .mapping(let entries) = entry.value { entries } else { [] }
    }

    private static func texts(_ entries: [EffectiveEntry]) -> Set<String> { Set(entries.map(text)) }

    private static func text(_ entry: EffectiveEntry) -> String { EffectiveText.flow([entry]) }
}
