import DHCPLinux
import Dispatch
import Synchronization
import Testing

@Suite struct LentThreadTests {
    /// Runs jobs on a thread that is lent, else on a queue of its own.
    private final class Executor: TaskExecutor {
        let queue = DispatchQueue(label: "jobs")
        let lentCount = Atomic(0)

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            if LentThread.take(job, for: self) {
                lentCount.add(1, ordering: .relaxed)
            } else {
                queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
            }
        }
    }

    /// A task that goes on, each time somebody has it go on, and says on which thread.
    private final class Sleeper: Sendable {
        let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)

        func sleep() async {
            await withCheckedContinuation { continuation in waiting.withLock { $0 = continuation } }
        }

        func wake() {
            waiting.withLock { $0.take() }?.resume()
        }

        /// Waits until the task sleeps.
        func settle() async throws {
            for _ in 0..<2000 where waiting.withLock({ $0 == nil }) { try await Task.sleep(for: .milliseconds(1)) }
            try #require(waiting.withLock { $0 != nil })
        }
    }

    private func run(_ task: @escaping @Sendable (Sleeper) async -> Void) async throws -> (Executor, Sleeper) {
        let (executor, sleeper) = (Executor(), Sleeper())
        Task(executorPreference: executor) { await task(sleeper) }
        try await sleeper.settle()
        return (executor, sleeper)
    }

    @Test func aJobRunsOnTheThreadThatMadeItReady() async throws {
        let steps = Mutex<[String]>([])
        let (executor, sleeper) = try await run { sleeper in
            await sleeper.sleep()
            steps.withLock { $0.append("job") }
            await sleeper.sleep()
        }
        LentThread.lend(room: 1) {
            sleeper.wake()
            steps.withLock { $0.append("body") }
        }
        #expect(steps.withLock { $0 } == ["body", "job"])
        #expect(executor.lentCount.load(ordering: .relaxed) == 1)
        sleeper.wake()
    }

    @Test func aThreadThatIsNotLentRunsNothing() async throws {
        let (executor, sleeper) = try await run { await $0.sleep() }
        LentThread.lend(room: 0) { sleeper.wake() }
        #expect(executor.lentCount.load(ordering: .relaxed) == 0)
        #expect(!LentThread.takeWork {})
        #expect(!LentThread.bidFarewell {})
    }

    @Test func noMoreJobsRunThanThereIsRoomFor() async throws {
        let (executor, sleeper) = try await run { sleeper in
            for _ in 0..<5 {
                await sleeper.sleep()
                // Has itself go on at once, as a task does that always finds something to do.
                await withCheckedContinuation { continuation in
                    DispatchQueue.global().async { continuation.resume() }
                }
            }
        }
        for _ in 0..<5 {
            try await sleeper.settle()
            LentThread.lend(room: 1) { sleeper.wake() }
        }
        #expect(executor.lentCount.load(ordering: .relaxed) == 5)
    }

    @Test func whoIsWokenFindsTheThreadBeforeItIsBlocked() {
        let steps = Mutex<[String]>([])
        LentThread.lend(room: 3) {
            let isTaken = LentThread.takeWork { steps.withLock { $0.append("work") } }
            #expect(isTaken && !LentThread.takeWork {}, "one work at a time")
            _ = LentThread.bidFarewell {
                steps.withLock { $0.append("farewell") }
                #expect(!LentThread.takeWork {}, "what it wakes goes elsewhere")
            }
            steps.withLock { $0.append("body") }
        }
        #expect(steps.withLock { $0 } == ["body", "farewell", "work"])
    }

    @Test func whoIsWokenInTheEndRunsHereWhileThereIsRoom() async throws {
        let (executor, sleeper) = try await run { sleeper in
            for _ in 0..<2 {
                await sleeper.sleep()
                _ = LentThread.bidFarewell { sleeper.wake() }
            }
            for _ in 0..<2 { await sleeper.sleep() }
        }
        LentThread.lend(room: 2) { sleeper.wake() }
        #expect(executor.lentCount.load(ordering: .relaxed) == 2)
        // The last farewell has found no room, and the task has gone on elsewhere.
        try await sleeper.settle()
        sleeper.wake()
    }

    @Test func workNeedsRoomForWhatFollowsIt() {
        LentThread.lend(room: 1) { #expect(!LentThread.takeWork {}) }
        LentThread.lend(room: 2) { #expect(LentThread.takeWork {}) }
    }
}
