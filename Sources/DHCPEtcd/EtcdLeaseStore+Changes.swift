#if Etcd
    public import DHCPLeases

    extension EtcdLeaseStore {
        /// What was changed behind a revision, and then what is changed.
        ///
        /// Nothing is read ahead of whoever listens. It is interrupted when the machine of etcd that tells does not answer, has
        /// no leader, or does not tell what this server itself has stored; the next one asks another machine.
        public func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> {
            let following = Following(self, since: revision)
            return AsyncStream { await following.next() }
        }
    }

    /// What one listener is told, as long as it is there.
    private final class Following: Sendable {
        private let handover: Handover<StoreChanges>
        private let task: Task<Void, Never>

        init(_ store: EtcdLeaseStore, since revision: StoreRevision) {
            let handover = Handover<StoreChanges>()
            self.handover = handover
            // A task of its own, as the stream of etcd lives in a scope, and a listener comes and goes.
            task = Task { await EtcdFollower(store, since: revision, handover).run() }
        }

        deinit { end() }

        func next() async -> StoreChanges? {
            await withTaskCancellationHandler {
                await handover.take()
            } onCancel: {
                end()
            }
        }

        private func end() {
            task.cancel()
            handover.end()
        }
    }
#endif
