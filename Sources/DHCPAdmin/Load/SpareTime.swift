#if Admin
    import DHCPLinux
    import NIOPosix

    /// Does what the administration does in the time of the processor that no answer to a client wants.
    ///
    /// Its threads have the lowest priority, so the system itself decides from moment to moment how much that is. What a request
    /// asks of the server's own thread is done there, in slices, and who asks for the next slice waits for this first.
    final class SpareTime: TaskExecutor {
        /// The one of this process, whose threads live as long as it does.
        static let shared = SpareTime(rest: 0)
        /// One whose threads are at work for a fiftieth of the time.
        ///
        /// A thread that runs when a processor has nothing else to do still costs the others: it takes room in the caches, it has to
        /// be interrupted, and the server's own thread works for it.
        static let rationed = SpareTime(rest: 49)

        private let threads: NIOThreadPool
        /// So many times as long as it worked, a thread rests.
        private let rest: Int

        private init(rest: Int) {
            self.rest = rest
            threads = ThreadPriority.withLowest {
                let threads = NIOThreadPool(numberOfThreads: 2)
                threads.start()
                return threads
            }
        }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            threads.submit { [rest] _ in
                let begin = ThreadPriority.processorTime
                job.runSynchronously(on: self.asUnownedTaskExecutor())
                if rest == 0 { return }
                // Who waits for a long answer waits for that, and not for a minute more.
                ThreadPriority.sleep(for: min((ThreadPriority.processorTime - begin) * rest, .seconds(1)))
            }
        }
    }
#endif
