#if Admin
    import DHCPLinux
    import NIOPosix

    /// Does what the administration does in the time of the processor that no answer to a client wants.
    ///
    /// Its threads have the lowest priority, so the system itself decides from moment to moment how much that is. What a request
    /// asks of the server's own thread is done there, in slices, and who asks for the next slice waits for this first.
    final class SpareTime: TaskExecutor {
        /// The one of this process, whose threads live as long as it does.
        static let shared = SpareTime()

        private let threads: NIOThreadPool

        private init() {
            threads = ThreadPriority.withLowest {
                let threads = NIOThreadPool(numberOfThreads: 2)
                threads.start()
                return threads
            }
        }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            threads.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
#endif
