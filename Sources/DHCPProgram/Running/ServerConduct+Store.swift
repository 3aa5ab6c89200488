import DHCPLeases
import DHCPServer
import Logging
import ServiceLifecycle
import Synchronization

extension ServerConduct {
    /// Opens the store, and waits for one that several servers share until it has a quorum; `nil` when the server is shut down
    /// meanwhile.
    ///
    /// A data centre that begins again has its servers before its etcd; so what may pass is waited for, with a reason in the
    /// log and for systemd. Throws ``CompleteServerError`` for what is wrong until somebody changes it.
    func openStore(_ preparation: ServerPreparation) async throws -> (any LeaseStore)? {
        let store = try preparation.store(logger)
        state.withLock { $0.history = store as? any HistoryStore }
        guard store.isShared else { return store }
        do {
            try await cancelWhenGracefulShutdown { try await self.wait(for: store) }
            return store
        } catch {
            await store.close()
            if error is CancellationError, !Task.isCancelled { return nil }
            throw LeaseStorage.failure(error) ?? error
        }
    }

    private func wait(for store: any LeaseStore) async throws {
        var last: (reason: String, time: ContinuousClock.Instant)?
        while true {
            do {
                try await LeaseStorage.check(store)
                _ = try await store.latestRevision()
                if last != nil {
                    logger.notice("the store of the leases can be used now", metadata: ["store": "\(place)"])
                }
                return
            } catch  where LeaseStorage.isPassing(error) {
                let reason = "\(error)"
                if last?.reason != reason || last.map({ ContinuousClock.now - $0.time >= Self.reminder }) ?? true {
                    tellWaiting(reason)
                    last = (reason, .now)
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// How long it waits between two questions.
    private static let pause = Duration.milliseconds(500)
    /// How often it says again what it waits for.
    private static let reminder = Duration.seconds(60)

    private func tellWaiting(_ reason: String) {
        logger.error(
            "nobody is answered before the store of the leases can be used",
            metadata: ["store": "\(place)", "reason": "\(reason)"])
        notifier.status("waiting for the store of the leases: \(reason)")
    }
}
