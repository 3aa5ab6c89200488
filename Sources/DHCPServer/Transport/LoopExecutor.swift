internal import DHCPLinux
internal import NIOCore
internal import Synchronization

/// Runs tasks on an event loop, so that a service has one thread, and what it awaits there costs no change of threads.
///
/// A thread that is lent (``LentThread``) runs what it made ready itself.
///
/// When the loop ends, tasks that prefer it go on in the global pool: a loop that has ended drops what it is given, and
/// the task that closed it would never wake up.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop
    private let hasEnded = Mutex(false)

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if LentThread.take(job, for: self) { return }
        // Under the lock, so that nothing reaches the loop after `end`.
        let isTaken = hasEnded.withLock { hasEnded in
            if hasEnded { return false }
            loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
            return true
        }
        if !isTaken { globalConcurrentExecutor.enqueue(job) }
    }

    /// Gives the loop nothing more to do.
    func end() {
        hasEnded.withLock { $0 = true }
    }
}
