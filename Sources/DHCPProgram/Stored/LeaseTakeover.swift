package import DHCP
package import DHCPLeases

/// Takes leases over into a store that several servers share, beside them: what they have given away stays theirs.
///
/// A lease that is there already, as it is or newer, is left alone, so that it can be done again.
package struct LeaseTakeover: Sendable {
    /// A lease that was not taken, because of what the store has.
    package struct Conflict: Hashable, Sendable, CustomStringConvertible {
        /// The lease.
        package let lease: Lease
        /// What is in its way.
        package let obstacle: Lease?

        /// `10.0.0.5 is not taken for id 01:02: hw 00:11:22:33:44:55 has it`.
        package var description: String {
            let words = "\(lease.address) is not taken for \(lease.client): "
            guard let obstacle else { return words + "the store changed meanwhile" }
            if obstacle.address != lease.address { return words + "that client has \(obstacle.address)" }
            return words + (obstacle.state == .declined ? "it rests" : "\(obstacle.client) has it")
        }
    }

    /// How many were stored, or would be.
    package private(set) var storedCount = 0
    /// How many were there already.
    package private(set) var presentCount = 0
    /// The first ``conflictLimit`` of those that were not taken.
    package private(set) var conflicts: [Conflict] = []
    /// How many were not taken.
    package private(set) var conflictCount = 0
    /// Of how many nobody knows whether they were stored.
    package private(set) var unknownCount = 0

    /// So many conflicts are remembered.
    package static let conflictLimit = 1000
    private static let batchSize = 1000

    /// What the history says of leases that were taken over.
    package static let administration = AdministrativeChange("imported by dhcp leases import")

    private let store: any LeaseStore
    private let time: StoredTime
    private let network: @Sendable (IPv4Address) -> IPv4Address?

    /// Makes one for a store, how late it is there, and the network of each address.
    package init(
        into store: any LeaseStore, at time: StoredTime, network: @escaping @Sendable (IPv4Address) -> IPv4Address?
    ) {
        (self.store, self.time, self.network) = (store, time, network)
    }

    /// Takes leases with times of day over, and says after each batch how many were looked at.
    ///
    /// Without `commits` it is only counted what would be taken. Throws what the store throws; what was stored before stays.
    package mutating func take(
        _ leases: [Lease], commits: Bool = true, progress: (Int) -> Void = { _ in }
    ) async throws {
        var there: [IPv4Address: Lease] = [:]
        _ = try await store.load { there[$0.address] = $0 }
        var changes: [LeaseChange] = []
        for (count, lease) in leases.enumerated() {
            if let change = change(to: time.stored(lease), from: there[lease.address]) { changes.append(change) }
            if changes.count == Self.batchSize || count + 1 == leases.count {
                if commits { try await commit(changes) } else { storedCount += changes.count }
                changes = []
                progress(count + 1)
            }
        }
    }

    /// What has to be done for a lease; `nil` when it is there, or may not be taken.
    private mutating func change(to lease: Lease, from stored: Lease?) -> LeaseChange? {
        if let stored {
            let isNewer = stored.start >= lease.start
            if stored == lease || stored.client == lease.client && isNewer {
                presentCount += 1
                return nil
            }
            if stored.client != lease.client {
                if isInUse(stored) {
                    refuse(Conflict(lease: lease, obstacle: stored))
                    return nil
                }
                if !isInUse(lease), isNewer {
                    presentCount += 1
                    return nil
                }
            }
        }
        return LeaseChange(before: stored, after: lease)
    }

    /// Takes over reservations that were made at run time, but for those that are there, and says how many.
    ///
    /// Throws what the store throws.
    package static func take(_ reservations: [StoreRecord], into store: any LeaseStore) async throws -> Int {
        let there = Set(try await store.records(.reservation).map(\.key))
        let missing = reservations.filter { !there.contains($0.key) }
        // One by one, so that the history says of each whose it is; what was not stored is taken the next time.
        for record in missing {
            var batch = LeaseBatch()
            batch.append([], records: [record])
            let what = "reservation imported"
            batch.administration = RuntimeReservation(record)?.administration(what) ?? AdministrativeChange(what)
            _ = try await store.commit(batch)
        }
        return missing.count
    }

    private func isInUse(_ lease: Lease) -> Bool {
        (lease.state == .bound || lease.state == .declined) && lease.promised > time.now
    }

    private mutating func refuse(_ conflict: Conflict) {
        conflictCount += 1
        if conflicts.count < Self.conflictLimit { conflicts.append(conflict) }
    }

    private mutating func commit(_ changes: [LeaseChange]) async throws {
        var batch = LeaseBatch(separately: changes)
        batch.nameNetworks(network)
        batch.administration = Self.administration
        for (change, outcome) in zip(changes, try await store.commit(batch)) {
            switch outcome {
            case .committed: storedCount += 1
            case .unknown: unknownCount += 1
            case .conflict(let found):
                guard let lease = change.after else { continue }
                let met = found.compactMap(\.lease)
                let obstacle = met.first { $0.address == lease.address && $0 != change.before } ?? met.first
                refuse(Conflict(lease: lease, obstacle: obstacle))
            }
        }
    }
}
