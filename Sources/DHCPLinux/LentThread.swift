#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A thread that goes on itself with what it has made ready, where another thread would have to be woken for it.
///
/// While little goes on, waking a thread costs more than the work that it then does. So the thread that has received a few
/// messages decides about them, stores what they change, and sends what tells of that. It is lent for some jobs of tasks,
/// and goes back to its own work then.
package enum LentThread {
    /// What is known of the thread while it is lent.
    private struct Loan {
        /// How many jobs it takes still.
        var room: Int
        /// What it runs next, and for whom.
        var job: (job: UnownedJob, executor: any TaskExecutor)?
        /// What blocks it, once there is no job.
        var work: (() -> Void)?
        /// What it calls before it is blocked or goes back.
        var farewell: (@Sendable () -> Void)?
    }

    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    private static var loan: UnsafeMutablePointer<Loan>? {
        key.flatMap { pthread_getspecific($0) }?.assumingMemoryBound(to: Loan.self)
    }

    /// Calls `body`; then runs up to `room` jobs that it makes ready, or that these do, and the work that they hand over.
    ///
    /// Only who asks with ``take(_:for:)`` or ``takeWork(_:)`` takes part, and what is more than `room` goes where it always
    /// goes. The thread must hold no lock that a job may want. On a thread that is lent already only `body` is called.
    package static func lend(room: Int, _ body: () -> Void) {
        guard room > 0, let key, loan == nil else { return body() }
        var loan = Loan(room: room)
        withUnsafeMutablePointer(to: &loan) { loan in
            pthread_setspecific(key, loan)
            body()
            while true {
                if let (job, executor) = loan.pointee.job.take() {
                    job.runSynchronously(on: executor.asUnownedTaskExecutor())
                } else if let farewell = loan.pointee.farewell.take() {
                    // Whoever it wakes must not wait for this thread while that is blocked.
                    if loan.pointee.work != nil { pthread_setspecific(key, nil) }
                    farewell()
                    pthread_setspecific(key, loan)
                } else if let work = loan.pointee.work.take() {
                    work()
                } else {
                    break
                }
            }
            pthread_setspecific(key, nil)
        }
    }

    /// Runs a job of `executor` on this thread soon; `false` when it is not lent, or has no room.
    package static func take(_ job: UnownedJob, for executor: any TaskExecutor) -> Bool {
        guard let loan, loan.pointee.room > 0, loan.pointee.job == nil else { return false }
        loan.pointee.room -= 1
        loan.pointee.job = (job, executor)
        return true
    }

    /// Does work that blocks this thread, once it has no job; `false` when it is not lent, or has no room for two jobs more:
    /// that of the task which waits for the work, and that of whom this wakes.
    package static func takeWork(_ work: @escaping () -> Void) -> Bool {
        guard let loan, loan.pointee.room >= 2, loan.pointee.work == nil else { return false }
        loan.pointee.work = work
        return true
    }

    /// Has `body` called before this thread is blocked or goes back; `false` when it is not lent.
    ///
    /// There is one such body, the last. What it makes ready runs here while there is room and nothing blocks the thread, else
    /// where it always runs: so a task that would go on without end leaves the thread.
    package static func bidFarewell(_ body: @escaping @Sendable () -> Void) -> Bool {
        guard let loan else { return false }
        loan.pointee.farewell = body
        return true
    }
}
