import DHCP
import DHCPLeases
import Logging
import Synchronization

/// Brings what other servers change in a store to the responder, piece by piece.
///
/// One piece waits at a time, and the next is fetched when the responder has taken it: so the store's own bound is the only
/// one that is needed, and messages are answered between two pieces.
final class StoreNews: Sendable {
    enum Piece: Sendable {
        /// What addresses hold now. All up to the revision has been told.
        case changed([StoredLease], upTo: StoreRevision)
        /// The end of a snapshot that was told before: no other addresses have leases.
        case all(Set<IPv4Address>, upTo: StoreRevision)
    }

    private struct State {
        var piece: Piece?
        var whenTaken: CheckedContinuation<Void, Never>?
        var hasEnded = false
    }

    private let state = Mutex(State())
    private let task: Mutex<Task<Void, Never>?> = Mutex(nil)

    /// Begins to follow a store behind a revision.
    init(
        _ store: any LeaseStore, since revision: StoreRevision, for service: DHCPServiceHandle<LeaseResponder>,
        _ logger: Logger
    ) {
        // A task of its own, since changes come as long as the responder lives; it ends it when it shuts down.
        task.withLock { task in
            task = Task { [self] in
                var revision: StoreRevision? = revision
                while let from = revision, !Task.isCancelled {
                    let (end, last) = await handOnChanges(of: store, since: from, service)
                    switch end {
                    case nil: return
                    case .interrupted:
                        logger.warning("the store that other servers share can not be reached; trying on")
                        try? await service.clock.sleep(for: .seconds(1))
                        revision = last
                    case .changed, .startAgain:
                        logger.notice("too much was changed by other servers meanwhile; all leases are loaded again")
                        revision = await loadAgain(store, service, logger)
                    }
                }
            }
        }
    }

    /// What waits for the responder.
    func take() -> Piece? {
        let (piece, continuation) = state.withLock { state -> (Piece?, CheckedContinuation<Void, Never>?) in
            (state.piece.take(), state.whenTaken.take())
        }
        continuation?.resume()
        return piece
    }

    /// Follows no more.
    func end() {
        task.withLock { $0 }?.cancel()
        let continuation = state.withLock { state in
            state.hasEnded = true
            return state.whenTaken.take()
        }
        continuation?.resume()
    }

    /// Hands on changes until the stream ends; says why it ended, `nil` when the store was closed, and up to where it told.
    private func handOnChanges(
        of store: any LeaseStore, since revision: StoreRevision, _ service: DHCPServiceHandle<LeaseResponder>
    ) async -> (end: StoreChanges?, last: StoreRevision) {
        var last = revision
        for await changes in store.changes(since: revision) {
            guard case .changed(let records, let revision) = changes else { return (changes, last) }
            await handOn(records, behind: last, upTo: revision, service)
            last = revision
        }
        return (nil, last)
    }

    /// Hands on all leases of the store, and returns their revision; tries until it can read them.
    private func loadAgain(
        _ store: any LeaseStore, _ service: DHCPServiceHandle<LeaseResponder>, _ logger: Logger
    ) async -> StoreRevision? {
        while !Task.isCancelled {
            do {
                var leases: [Lease] = []
                let revision = try await store.load { leases.append($0) }
                await handOn(
                    leases.map { StoredLease($0.address, $0, at: revision) }, behind: .unshared, upTo: .unshared,
                    service)
                await handOn(.all(Set(leases.map(\.address)), upTo: revision), service)
                return revision
            } catch {
                logger.warning("leases can not be loaded again; trying on", metadata: ["error": "\(error)"])
                try? await service.clock.sleep(for: .seconds(1))
            }
        }
        return nil
    }

    /// Hands on records in pieces; only the last says that all is told up to `revision`.
    private func handOn(
        _ records: [StoredLease], behind last: StoreRevision, upTo revision: StoreRevision,
        _ service: DHCPServiceHandle<LeaseResponder>
    ) async {
        for start in stride(from: 0, to: records.count, by: Self.pieceLimit) {
            let end = min(start + Self.pieceLimit, records.count)
            await handOn(
                .changed(Array(records[start..<end]), upTo: end == records.count ? revision : last), service)
        }
    }

    /// Waits until the responder has taken a piece.
    private func handOn(_ piece: Piece, _ service: DHCPServiceHandle<LeaseResponder>) async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if state.hasEnded { return true }
                (state.piece, state.whenTaken) = (piece, continuation)
                return false
            }
            if hasEnded { continuation.resume() } else { service.resume() }
        }
    }

    /// So many changes are taken over at once; messages are answered between.
    private static let pieceLimit = 1000
}
