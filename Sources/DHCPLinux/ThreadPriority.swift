import CDHCPLinux
import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// What part of the processor threads get where others of the program want it too.
package enum ThreadPriority {
    /// Calls `body` on a thread of its own that has the lowest priority, and waits for what it gives.
    ///
    /// Each thread that `body` begins has that priority too (SCHED_IDLE, `sched(7)`): it runs while a processor has nothing else to
    /// do, is interrupted at once by who has, and gets some thousandths where all have. Where the system forbids it, they have
    /// the priority of all others.
    package static func withLowest<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value {
        let result = Box<Value>()
        onThread {
            _ = cdhcp_run_when_idle()
            let value = body()
            result.value.withLock { $0 = value }
        }
        return result.value.withLock { $0 } ?? body()
    }

    /// How long this thread has had a processor.
    package static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// Lets this thread do nothing for so long, or until a signal comes.
    package static func sleep(for duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }

    /// Calls `body` on a thread of its own, and waits; does nothing where no thread can be begun.
    private static func onThread(_ body: @escaping () -> Void) {
        let job = Unmanaged.passRetained(Job(body))
        var thread = pthread_t()
        let failure = pthread_create(&thread, nil, { Job.run($0) }, job.toOpaque())
        if failure == 0 { pthread_join(thread, nil) } else { job.release() }
    }

    private final class Job {
        private let body: () -> Void

        init(_ body: @escaping () -> Void) { self.body = body }

        static func run(_ job: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
            if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().body() }
            return nil
        }
    }

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }
}
