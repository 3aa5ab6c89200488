import DHCP
package import DHCPLeases
package import DHCPServer

/// A look at the servers that share a store, for who is none of them.
///
/// It takes 1.5 s, in which each that lives says once more that it does; a little longer while one of them is late, and no
/// time where nobody could.
package struct ClusterLook: Sendable {
    /// What all members said last, in the order of their names.
    package private(set) var records: [MemberRecord] = []
    /// How the cluster stands.
    package let status: ClusterStatus
    /// How far the leases' time of those that live is ahead of the steady clock; `nil` when nobody lives.
    let distanceOfLeaseTime: Duration?

    /// How time passes between two looks.
    package typealias Pause = (Duration) async throws -> Void

    private static let pause = Duration.milliseconds(500)
    private static let usualCount = 4
    private static let longestCount = 10

    /// Looks into a store several times, with pauses between.
    ///
    /// Throws what the store throws: `LeaseStoreWithoutQuorum` when nothing can be proved.
    package init(
        into store: any LeaseStore, clock: any DHCPClock = SystemClock(),
        pausing pause: Pause = { try await Task.sleep(for: $0) }
    ) async throws {
        // Nobody has this name.
        var watch = MemberWatch(name: "", life: 0)
        let revision = try await store.latestRevision()
        var now = clock.now
        for count in 1...Self.longestCount {
            if count > 1 { try await pause(Self.pause) }
            records = try await store.records(.member).compactMap { MemberRecord($0) }
            now = clock.now
            _ = watch.note(records, at: now)
            let living = Set(watch.living)
            let isLate = records.contains { living.contains($0.name) && $0.revision < revision.rawValue }
            if count >= Self.usualCount && !isLate || records.allSatisfy(\.hasLeft) { break }
        }
        let served = try await store.records(.cluster).lazy.compactMap { ServedConfiguration($0) }.first
        distanceOfLeaseTime = watch.distanceOfLeaseTime
        let ahead = watch.distanceOfLeaseTime ?? .zero
        var view = watch.view(
            ClusterSettings(name: ""), identifiers: [], hasQuorum: true, at: now, ahead: ahead, served: served)
        view.members.removeAll { $0.name.isEmpty }
        status = watch.status(
            view, own: MemberRecord(name: "", life: 0), revision: revision, ahead: ahead, served: served)
    }

    /// Whether a member was seen to live.
    package func isAlive(_ name: String) -> Bool { status.members.contains { $0.name == name && $0.isAlive } }

    /// Has a store forget what a member said.
    ///
    /// Throws what the store throws.
    package static func forget(_ name: String, in store: any LeaseStore) async throws {
        var batch = LeaseBatch()
        batch.append([], records: [StoreRecord(.member, key: Array(name.utf8), value: nil)])
        _ = try await store.commit(batch)
    }
}

extension ClusterStatus.Member {
    /// Whether it lives, and does not do what it should: it has not heard of changes, or serves what is not served any more.
    package var isBehind: Bool { isAlive && (revisionLag > 0 || !isConfigurationCurrent) }
}
