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
        /// Whether it was said that the store can not be reached.
        var isInterrupted = false
    }

    private let state = Mutex(State())
    private let task: Mutex<Task<Void, Never>?> = Mutex(nil)
    private let store: any LeaseStore
    private let service: DHCPServiceHandle<LeaseResponder>
    private let logger: Logger
    /// A member of a cluster says otherwise that it reaches no store.
    private let level: Logger.Level?

    /// Begins to follow a store behind a revision.
    init(
        _ store: any LeaseStore, since revision: StoreRevision, for service: DHCPServiceHandle<LeaseResponder>,
        isQuiet: Bool, _ logger: Logger
    ) {
        (self.store, self.service, self.logger) = (store, service, logger)
        level = isQuiet ? .debug : nil
        // A task of its own, since changes come as long as the responder lives; it ends it when it shuts down.
        task.withLock { task in
            task = Task { [self] in await follow(since: revision) }
        }
    }

    private func follow(since revision: StoreRevision) async {
        var revision: StoreRevision? = revision
        var pauses = StorePauses()
        while let from = revision, !Task.isCancelled {
            let (end, last) = await handOnChanges(since: from)
            if last > from { pauses.reset() }
            if end == nil { return }
            if end == .interrupted { noteInterruption("it ends its stream of changes") }
            try? await service.clock.sleep(for: pauses.take())
            revision = last
            if end == .interrupted { continue }
            logger.notice("too much was changed by other servers meanwhile; all leases are loaded again")
            revision = await loadAgain(&pauses)
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

    /// Says once that the store can not be reached, and once that it can again.
    private func noteInterruption(_ error: String) {
        let isNew = state.withLock { state in
            defer { state.isInterrupted = true }
            return !state.isInterrupted
        }
        if !isNew { return }
        logger.log(
            level: level ?? .warning, "the store that other servers share can not be reached; trying on",
            metadata: ["error": "\(error)"])
    }

    private func noteReach() {
        let wasInterrupted = state.withLock { state in
            defer { state.isInterrupted = false }
            return state.isInterrupted
        }
        if wasInterrupted {
            logger.log(level: level ?? .notice, "the store that other servers share is reached again")
        }
    }

    /// Hands on changes until the stream ends; says why it ended, `nil` when the store was closed, and up to where it told.
    private func handOnChanges(since revision: StoreRevision) async -> (end: StoreChanges?, last: StoreRevision) {
        var last = revision
        for await changes in store.changes(since: revision) {
            guard case .changed(let records, let revision) = changes else { return (changes, last) }
            noteReach()
            await handOn(records, behind: last, upTo: revision)
            last = revision
        }
        return (nil, last)
    }

    /// Hands on all leases of the store, and returns their revision; tries until it can read them.
    private func loadAgain(_ pauses: inout StorePauses) async -> StoreRevision? {
        while !Task.isCancelled {
            do {
                var leases: [Lease] = []
                let revision = try await store.load { leases.append($0) }
                noteReach()
                await handOn(
                    leases.map { StoredLease($0.address, $0, at: revision) }, behind: .unshared, upTo: .unshared)
                await handOn(.all(Set(leases.map(\.address)), upTo: revision))
                return revision
            } catch {
                noteInterruption("\(error)")
                try? await service.clock.sleep(for: pauses.take())
            }
        }
        return nil
    }

    /// Hands on records in pieces; only the last says that all is told up to `revision`.
    private func handOn(
        _ records: [StoredLease], behind last: StoreRevision, upTo revision: StoreRevision
    ) async {
        if records.isEmpty { return await handOn(.changed([], upTo: revision)) }
        for start in stride(from: 0, to: records.count, by: Self.pieceLimit) {
            let end = min(start + Self.pieceLimit, records.count)
            await handOn(.changed(Array(records[start..<end]), upTo: end == records.count ? revision : last))
        }
    }

    /// Waits until the responder has taken a piece.
    private func handOn(_ piece: Piece) async {
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
    static let pieceLimit = 1000
}
