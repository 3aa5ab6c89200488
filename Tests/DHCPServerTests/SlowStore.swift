import DHCPLeases
import Synchronization

/// A store whose commits wait until they are let pass, one by one.
final class SlowStore: LeaseStore {
    struct Failure: Error {}
    struct TimedOut: Error {}

    private struct State {
        var sizes: [Int] = []
        var waiting: CheckedContinuation<Result<[CommitOutcome], any Error>?, Never>?
        var isOpen = false
    }

    private let state = Mutex(State())

    /// How many changes each commit had.
    var sizes: [Int] { state.withLock { $0.sizes } }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { .unshared }
    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        let result = await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                state.sizes.append(batch.changes.count)
                if !state.isOpen { state.waiting = continuation }
                return state.isOpen
            }
            if isOpen { continuation.resume(returning: nil) }
        }
        return try result?.get() ?? batch.map { _ in .committed() }
    }

    /// Waits until so many commits have begun, and the last of them waits.
    func waitForCommit(_ number: Int) async throws {
        for _ in 0..<10_000 {
            if state.withLock({ $0.sizes.count == number && $0.waiting != nil }) { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw TimedOut()
    }

    /// Lets the commit that waits end with this result; by default it has stored all.
    func pass(_ result: Result<[CommitOutcome], any Error>? = nil) {
        state.withLock { $0.waiting.take() }?.resume(returning: result)
    }

    /// Lets the commits pass that are not begun yet.
    func letAllLaterPass() {
        state.withLock { $0.isOpen = true }
    }

    /// Lets all commits pass from now on.
    func letAllPass() {
        letAllLaterPass()
        pass()
    }
}
