import DHCP
import DHCPLeases

/// The end of a snapshot, piece by piece: what is not among its addresses is gone.
struct SnapshotSweep: Sendable {
    let addresses: Set<IPv4Address>
    let revision: StoreRevision
    var cursor = LeaseCursor.start
}

extension LeaseResponder {
    /// Takes over what other servers changed, as much as is there of it.
    mutating func takeOverNews(_ replies: inout ReplyWriter) {
        if sweep != nil { return sweepOn(&replies) }
        switch news?.take() {
        case nil: return
        case .changed(let records, let revision): follow(records, upTo: revision, &replies)
        case .all(let addresses, let revision):
            sweep = SnapshotSweep(addresses: addresses, revision: revision)
            sweepOn(&replies)
        }
    }

    /// Looks through some leases whether they are in the snapshot.
    private mutating func sweepOn(_ replies: inout ReplyWriter) {
        guard let current = sweep else { return }
        let page = engine.leases(from: current.cursor, limit: StoreNews.pieceLimit)
        let gone = page.leases.filter { !current.addresses.contains($0.address) }
            .map { StoredLease($0.address, nil, at: current.revision) }
        if let next = page.next {
            sweep?.cursor = next
            follow(gone, upTo: .unshared, &replies)
            // Messages have their turn first.
            service?.resume()
        } else {
            sweep = nil
            follow(gone, upTo: current.revision, &replies)
        }
    }

    private mutating func follow(
        _ records: [StoredLease], upTo revision: StoreRevision, _ replies: inout ReplyWriter
    ) {
        let now = timeline.time(at: clock.now)
        conclude(&replies) { $0.follow(records, upTo: revision, at: now, $1) }
    }
}
