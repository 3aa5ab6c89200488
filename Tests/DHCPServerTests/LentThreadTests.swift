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

    /// A task that stops until somebody has it go on, as often as it likes; no clock is involved.
    private final class SuspendedTask: Sendable {
        private struct State {
            var task: CheckedContinuation<Void, Never>?
            var watcher: CheckedContinuation<Void, Never>?
            var isOver = false
        }

        private let state = Mutex(State())

        func suspend() async {
            await withCheckedContinuation { continuation in
                let watcher = state.withLock { state in
                    state.task = continuation
                    return state.watcher.take()
                }
                watcher?.resume()
            }
        }

        func resume() {
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

        /// Waits until the task is suspended, or has ended.
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

    private func run(_ task: @escaping @Sendable (SuspendedTask) async -> Void) async -> (Executor, SuspendedTask) {
        let (executor, suspended) = (Executor(), SuspendedTask())
        // The task whose jobs the tests look for; it ends when it was resumed as often as it suspends.
        Task(executorPreference: executor) {
            await task(suspended)
            suspended.end()
        }
        await suspended.settle()
        return (executor, suspended)
    }

    @Test func aJobRunsOnTheThreadThatMadeItReady() async throws {
        let steps = Mutex<[String]>([])
        let (executor, suspended) = await run { suspended in
            await suspended.suspend()
            steps.withLock { $0.append("job") }
            await suspended.suspend()
        }
        LentThread.lend(room: 1) {
            suspended.resume()
            steps.withLock { $0.append("body") }
        }
        #expect(steps.withLock { $0 } == ["body", "job"])
        #expect(executor.lentCount.load(ordering: .relaxed) == 1)
        suspended.resume()
    }

    @Test func aThreadThatIsNotLentRunsNothing() async throws {
        let (executor, suspended) = await run { await $0.suspend() }
        LentThread.lend(room: 0) { suspended.resume() }
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
        let (executor, suspended) = await run { suspended in
            for _ in 0...room {
                await suspended.suspend()
                // As a task does that always finds something to do.
                _ = LentThread.bidFarewell { suspended.resume() }
            }
            await suspended.suspend()
        }
        LentThread.lend(room: room) { suspended.resume() }
        // The last farewell has found no room, and the task has gone on elsewhere.
        await suspended.settle()
        #expect(executor.lentCount.load(ordering: .relaxed) == room)
        suspended.resume()
    }

    @Test func workNeedsRoomForWhatFollowsIt() {
        LentThread.lend(room: 1) { #expect(!LentThread.takeWork {}) }
        LentThread.lend(room: 2) { #expect(LentThread.takeWork {}) }
    }
}
