import DHCP
import DHCPLeases

/// The question how late it is in a store, while the next messages are decided.
struct ReadUnderWay: Sendable {
    typealias Result = Swift.Result<StoreRevision, any Error>

    let id: CommitPipeline.ReadID
    let work: WorkUnderWay<Result>

    /// A store is asked for so long.
    static let limit = Duration.seconds(3)

    init(
        _ id: CommitPipeline.ReadID, of store: any LeaseStore, on executor: (any TaskExecutor)?, by clock: any DHCPClock
    ) {
        self.id = id
        let limit = WorkUnderWay<Result>.Limit(
            time: Self.limit, clock: clock, outcome: .failure(StoreTakesTooLong(limit: Self.limit)))
        work = WorkUnderWay(on: executor, within: limit) {
            do {
                return .success(try await store.latestRevision())
            } catch {
                return .failure(error)
            }
        }
    }
}

extension LeaseResponder {
    /// Begins to ask the store how late it is, when somebody is to be refused and it is not being asked.
    mutating func beginRead(_ replies: inout ReplyWriter) {
        while reading == nil, let id = pipeline.beginRead() {
            let read = ReadUnderWay(id, of: store, on: service?.executor, by: clock)
            if let result = read.work.outcomeOrNotify({ [service] in service?.resume() }) {
                conclude(read, result, &replies)
            } else {
                reading = read
            }
        }
    }

    /// Goes on when the store has said how late it is.
    mutating func endRead(_ replies: inout ReplyWriter) {
        guard let result = reading?.work.outcome, let read = reading.take() else { return }
        conclude(read, result, &replies)
    }

    private mutating func conclude(_ read: ReadUnderWay, _ result: ReadUnderWay.Result, _ replies: inout ReplyWriter) {
        let now = timeline.time(at: clock.now)
        conclude(&replies) { $0.endRead(read.id, with: result, at: now, $1) }
    }

    /// Proves what waits for it, where no service hands on the news.
    mutating func settleDoubts(_ replies: inout ReplyWriter) async {
        for _ in 0..<Self.settlingRounds {
            beginRead(&replies)
            guard let read = reading.take() else { break }
            conclude(read, await read.work.value(), &replies)
        }
        guard store.isShared, pipeline.waitingCount > 0, let latest = try? await store.latestRevision() else { return }
        for await changes in store.changes(since: pipeline.followedRevision) {
            guard case .changed(let records, let revision) = changes else { break }
            let now = timeline.time(at: clock.now)
            conclude(&replies) { $0.follow(records, upTo: revision, at: now, $1) }
            if revision >= latest { break }
        }
    }
}
