package import DHCP
package import DHCPLeases

/// Frees an address in a store as if its client had released it, also beside servers that share the store.
package enum LeaseFreeing {
    /// What came of it.
    package enum Outcome: Hashable, Sendable {
        /// It is free; this was its lease, with times as stored.
        case freed(Lease)
        /// Nobody has it.
        case vacant
        /// Others were faster each time.
        case forestalled
        /// Nobody knows whether it was stored.
        case unknown
    }

    /// So often what others did meanwhile is gone on from.
    private static let attemptLimit = 5

    /// Frees an address at a time of the store, where `network` is the network of each.
    ///
    /// Throws what the store throws.
    package static func free(
        _ address: IPv4Address, in store: any LeaseStore, at time: StoredTime,
        network: (IPv4Address) -> IPv4Address? = { _ in nil }
    ) async throws -> Outcome {
        var current: Lease?
        _ = try await store.load { if $0.address == address { current = $0 } }
        let client = current?.client
        for _ in 0..<attemptLimit {
            guard let before = current, before.state == .bound || before.state == .declined, before.client == client
            else { return .vacant }
            var after = before
            after.state = .released
            after.end = time.now
            after.start = min(before.start, after.end)
            try await time.keep(in: store)
            var batch = LeaseBatch([[LeaseChange(before: before, after: after)]])
            batch.nameNetworks(network)
            batch.administration = AdministrativeChange("freed by dhcp leases release")
            switch try await store.commit(batch).first {
            case .committed: return .freed(before)
            case .conflict(let found): current = found.first { $0.address == address }?.lease
            case .unknown, nil: return .unknown
            }
        }
        return .forestalled
    }
}
