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

    /// A task that goes on each time somebody wakes it.
    private final class Sleeper: Sendable {
        private struct State {
            var task: CheckedContinuation<Void, Never>?
            var watcher: CheckedContinuation<Void, Never>?
            var isOver = false
        }

        private let state = Mutex(State())

        func sleep() async {
            await withCheckedContinuation { continuation in
                let watcher = state.withLock { state in
                    state.task = continuation
                    return state.watcher.take()
                }
                watcher?.resume()
            }
        }

        func wake() {
            state.withLock { $0.task.take() }?.resume()
        }

        /// The task has ended.
        func end() {
            let watcher = state.withLock { state in
                state.isOver = true
                return state.watcher.take()
            }
            watcher?.resume()
        }

        /// Waits until the task sleeps, or has ended.
        func settle() async {
            await withCheckedContinuation { continuation in
                let isSettled = state.withLock { state in
                    if state.task != nil || state.isOver { return true }
                    state.watcher = continuation
                    return false
                }
                if isSettled { continuation.resume() }
            }
        }
    }

    private func run(_ task: @escaping @Sendable (Sleeper) async -> Void) async -> (Executor, Sleeper) {
        let (executor, sleeper) = (Executor(), Sleeper())
        // The task whose jobs the tests look for; it ends when it was woken as often as it sleeps.
        Task(executorPreference: executor) {
            await task(sleeper)
            sleeper.end()
        }
        await sleeper.settle()
        return (executor, sleeper)
    }

    @Test func aJobRunsOnTheThreadThatMadeItReady() async throws {
        let steps = Mutex<[String]>([])
        let (executor, sleeper) = await run { sleeper in
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
        let (executor, sleeper) = await run { await $0.sleep() }
        LentThread.lend(room: 0) { sleeper.wake() }
        #expect(executor.lentCount.load(ordering: .relaxed) == 0)
        #expect(!LentThread.takeWork {})
        #expect(!LentThread.bidFarewell {})
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

    @Test(arguments: 1...4) func whoIsWokenInTheEndRunsHereAsLongAsThereIsRoom(room: Int) async {
        let (executor, sleeper) = await run { sleeper in
            for _ in 0...room {
                await sleeper.sleep()
                // As a task does that always finds something to do.
                _ = LentThread.bidFarewell { sleeper.wake() }
            }
            await sleeper.sleep()
        }
        LentThread.lend(room: room) { sleeper.wake() }
        // The last farewell has found no room, and the task has gone on elsewhere.
        await sleeper.settle()
        #expect(executor.lentCount.load(ordering: .relaxed) == room)
        sleeper.wake()
    }

    @Test func workNeedsRoomForWhatFollowsIt() {
        LentThread.lend(room: 1) { #expect(!LentThread.takeWork {}) }
        LentThread.lend(room: 2) { #expect(LentThread.takeWork {}) }
    }
}
