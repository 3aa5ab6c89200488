import DHCP
import DHCPLeases
import Logging
import Synchronization

/// Says about once a second in the store that this member lives, and looks what the others say.
///
/// The latest round waits for the responder. A store that hangs is given up after some seconds, and asked again; that time
/// passes meanwhile the responder sees itself.
final class MemberRounds: Sendable {
    /// What was met in one round.
    struct Round: Sendable {
        /// Whether it is the first one: the others were read before they could read of this member.
        let isFirst: Bool
        /// When it began: what the responder knows is as old as that.
        let begin: DHCPInstant
        /// When the others' records had been read.
        let readAt: DHCPInstant
        let records: [MemberRecord]
        /// What is to be served, as it stands in the store now.
        let served: StoreRecord?
        /// Which configuration this member had asked to be served.
        let digest: String?
        /// All news up to here belongs to what was met.
        let revision: StoreRevision
    }

    private struct State {
        var record: MemberRecord
        /// Up to where the responder has heard of all changes.
        var followed = StoreRevision.unshared
        var configuration: (digest: String, isOnPurpose: Bool)?
        var round: Round?
        var error: (any Error)?
        var isLeaving = false
        /// Those that have to hear of it when this member leaves.
        var living: [String] = []
        /// So many rounds run, though nobody waits for them any more but for the last.
        var running = 0
    }

    private let state: Mutex<State>
    private let task: Mutex<Task<Void, Never>?> = Mutex(nil)
    private let store: any LeaseStore
    private let timeline: LeaseTimeline
    private let clock: any DHCPClock

    /// How often a member says something.
    static let interval = Duration.seconds(1)
    /// So soon at the earliest it looks again when nobody else was there at first: who began at the same moment has most likely
    /// spoken by then.
    private static let secondLook = Duration.milliseconds(200)
    /// After so long a round is given up.
    static let limit = Duration.seconds(3)
    /// Rounds that do not even end when they are given up.
    private static let runningLimit = 4

    /// Prepares rounds in which a member says `record`, by the time of `timeline`.
    init(_ record: MemberRecord, in store: any LeaseStore, timeline: LeaseTimeline, clock: any DHCPClock) {
        state = Mutex(State(record: record))
        (self.store, self.timeline, self.clock) = (store, timeline, clock)
    }

    /// Begins; `whenDone` is called after each round.
    func begin(_ whenDone: @escaping @Sendable () -> Void) {
        task.withLock { task in
            // A task of its own, since the rounds go on as long as the responder lives; it ends them when it shuts down.
            task = Task { [self] in await go(whenDone) }
        }
    }

    /// Ends the rounds.
    func end() { task.withLock { $0 }?.cancel() }

    /// The latest round, if it was not taken before.
    func take() -> Round? { state.withLock { $0.round.take() } }

    /// Why the last round came to nothing, in words.
    var error: String { state.withLock { $0.error }.map { "\($0)" } ?? "the store did not answer in time" }

    /// Changes what this member says of itself, and who has to hear when it leaves.
    func say(living: [String], _ body: (inout MemberRecord) -> Void) {
        state.withLock { state in
            body(&state.record)
            state.living = living
        }
    }

    /// The responder has heard of all changes up to here.
    func follow(upTo revision: StoreRevision) { state.withLock { $0.followed = revision } }

    /// What this member says of itself.
    var record: MemberRecord { state.withLock { $0.record } }

    /// Says with the next round which configuration is served here.
    func serve(_ digest: String, isOnPurpose: Bool) {
        state.withLock { state in
            state.configuration = (digest, isOnPurpose)
            state.record.configuration = digest
        }
    }

    // MARK: Rounds

    private func go(_ whenDone: @Sendable () -> Void) async {
        var isFirst = true
        while !Task.isCancelled {
            let begin = clock.now
            var next = begin.advanced(by: Self.interval)
            if state.withLock({ $0.running < Self.runningLimit }) {
                let outcome = await limited(to: Self.limit) { [self, isFirst] in
                    try await round(begin, isFirst: isFirst)
                }
                state.withLock { state in
                    switch outcome {
                    case .success(let round): state.round = round
                    case .failure(let error): state.error = error
                    }
                }
                if case .success(let round) = outcome {
                    whenDone()
                    if isFirst { next = begin.advanced(by: pause(behindFirst: round)) }
                    isFirst = false
                }
            }
            guard (try? await clock.sleep(until: next)) != nil else { return }
        }
    }

    /// When the second round begins: where others are, they have heard of this member by then, and serve its clients
    /// meanwhile; who is alone has no time to lose.
    private func pause(behindFirst round: Round) -> Duration {
        let own = state.withLock { $0.record.name }
        let isAlone = round.records.allSatisfy { $0.name == own || $0.hasLeft }
        return isAlone ? min(Self.secondLook + round.begin.duration(to: clock.now) * 3, Self.interval) : Self.interval
    }

    /// What `body` comes to, unless that takes too long.
    private func limited<Value: Sendable>(
        to time: Duration, _ body: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        let limit = WorkUnderWay<Result<Value, any Error>>.Limit(
            time: time, clock: clock, outcome: .failure(StoreTakesTooLong(limit: time)))
        return await WorkUnderWay(within: limit) {
            do {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }.value()
    }

    private func round(_ begin: DHCPInstant, isFirst: Bool) async throws -> Round {
        state.withLock { $0.running += 1 }
        defer { state.withLock { $0.running -= 1 } }
        // Before the others are read: who hears that this was known here knows that what they had said is known, too.
        let followed = state.withLock { $0.followed }
        let records = try await Self.members(in: store)
        let readAt = clock.now
        let found = try await store.records(.cluster, startingWith: ServedConfiguration.key)
            .first { $0.key == ServedConfiguration.key }
        let wanted = state.withLock { $0.configuration }
        let next = wanted.flatMap { wanted in
            ServedConfiguration.after(
                found.flatMap { ServedConfiguration($0) }, digest: wanted.digest, isOnPurpose: wanted.isOnPurpose)
        }
        let revision = try await announce(with: next.map { [$0.record] } ?? []) { $0.revision = followed.rawValue }
        state.withLock { state in
            if state.configuration?.digest == wanted?.digest { state.configuration?.isOnPurpose = false }
        }
        return Round(
            isFirst: isFirst, begin: begin, readAt: readAt, records: records, served: next?.record ?? found,
            digest: wanted?.digest, revision: revision)
    }

    /// What members say in a store; what is none of theirs is passed over.
    static func members(in store: any LeaseStore) async throws -> [MemberRecord] {
        try await store.records(.member).compactMap { MemberRecord($0) }
    }

    /// Stores what this member says, and returns the revision of that.
    private func announce(
        with others: [StoreRecord], _ body: (inout MemberRecord) -> Void
    ) async throws -> StoreRevision {
        let now = timeline.time(at: clock.now)
        let record = state.withLock { state in
            state.record.beat += 1
            state.record.leaseTime = now.nanoseconds / 1_000_000
            body(&state.record)
            return state.record
        }
        var batch = LeaseBatch()
        batch.append([], records: [record.record] + others)
        guard case .committed(let revision) = try await store.commit(batch).first else { throw Unsaid() }
        return revision
    }

    private struct Unsaid: Error, CustomStringConvertible {
        var description: String { "the store can not tell whether it holds what this member says" }
    }
}

/// Going in order.
extension MemberRounds {
    /// So long a member that leaves goes on answering while the others have not heard of it.
    private static let patience = Duration.seconds(2)
    private static let pause = Duration.milliseconds(100)

    /// Hands the clients over to the others, and returns when they know.
    func leave() async {
        let (task, living) = (task.withLock { $0 }, state.withLock { $0.living })
        // What it says last is that it has left.
        task?.cancel()
        _ = await limited(to: .seconds(1)) { await task?.value }
        let deadline = clock.now.advanced(by: Self.patience)
        guard
            case .success(let revision) = await limited(
                to: .seconds(1), { [self] in try await announce(with: []) { $0.hasLeft = true } })
        else { return }
        while clock.now < deadline {
            let records = await limited(to: .seconds(1)) { [store] in try await Self.members(in: store) }
            guard case .success(let records) = records else { return }
            let deaf = records.contains { record in
                living.contains(record.name) && !record.hasLeft && record.revision < revision.rawValue
            }
            if !deaf { return }
            guard (try? await clock.sleep(for: Self.pause)) != nil else { return }
        }
    }
}
