#if Etcd
    import DHCP
    import DHCPLeases
    import Foundation
    import Logging
    import Synchronization

    /// Listens to one machine of etcd for what is changed, and hands it on until the way to it breaks.
    final class EtcdFollower: Sendable {
        private struct State {
            /// Up to where etcd has told.
            var told: UInt64
            /// Whether somebody is to take what it told.
            var isGiving = false
        }

        private let store: EtcdLeaseStore
        private let handover: Handover<StoreChanges>
        private let start: StoreRevision
        private let state: Mutex<State>

        /// What can not be told any more.
        private struct HistoryIsGone: Error {}
        /// The machine does not tell any more.
        private struct Silence: Error, CustomStringConvertible {
            let description: String
        }

        /// After so many looks without what this server itself has stored, the way to the news is taken for broken.
        private static let patience = 3
        private static let interval = Duration.seconds(1)

        init(_ store: EtcdLeaseStore, since revision: StoreRevision, _ handover: Handover<StoreChanges>) {
            (self.store, start, self.handover) = (store, revision, handover)
            state = Mutex(State(told: revision.rawValue))
        }

        func run() async {
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    // A task of its own, since a machine may be silent for as long as nothing is changed.
                    group.addTask { try await self.listen() }
                    // Another, because a machine that is cut off is as silent; the first of the two to end ends both.
                    group.addTask { try await self.watchOver() }
                    defer { group.cancelAll() }
                    _ = try await group.next()
                }
                await handover.give(.interrupted)
            } catch is HistoryIsGone {
                await handover.give(.startAgain)
            } catch {
                if !Task.isCancelled {
                    let words = (error as? EtcdFailure)?.description ?? "\(error)"
                    store.logger.debug("etcd does not tell changes any more", metadata: ["error": "\(words)"])
                }
                await handover.give(.interrupted)
            }
            handover.end()
        }

        private func listen() async throws {
            var request = Etcdserverpb_WatchRequest()
            request.createRequest.key = Data(store.keys.root)
            request.createRequest.rangeEnd = EtcdKeys.end(of: store.keys.root)
            request.createRequest.startRevision = Int64(clamping: start.rawValue) + 1
            request.createRequest.progressNotify = true
            try await store.client.follow(WatchMethod.watch, request) { try await self.take($0) }
        }

        private func take(_ response: Etcdserverpb_WatchResponse) async throws {
            if response.compactRevision > 0 { throw HistoryIsGone() }
            if response.canceled { throw Silence(description: "etcd ended it: \(response.cancelReason)") }
            if response.created {
                // A machine may be behind the others; if all are, somebody put an old copy in place of what was there.
                let isBehind = StoreRevision(response.header.revision) < start
                if isBehind, try await store.latestRevision() < start { throw HistoryIsGone() }
                return
            }
            // The revision of the answer may be later than what was told.
            let revision = response.events.last?.kv.modRevision ?? response.header.revision
            let told = StoreRevision(revision)
            state.withLock { ($0.told, $0.isGiving) = (max($0.told, told.rawValue), true) }
            await handover.give(.changed(response.events.compactMap(record), upTo: told))
            state.withLock { $0.isGiving = false }
            try Task.checkCancellation()
        }

        /// What an event tells of an address; `nil` when it is about something else.
        private func record(_ event: Etcdserverpb_Event) -> StoredLease? {
            guard let address = store.keys.address(of: event.kv.key) else { return nil }
            let revision = StoreRevision(event.kv.modRevision)
            if event.type == .delete {
                store.forgetRest(of: address)
                return StoredLease(address, nil, at: revision)
            }
            do throws(EtcdError) {
                let record = try LeaseRecord(event.kv.value, of: address)
                store.note(record)
                return StoredLease(address, record.lease, at: revision)
            } catch {
                // What is stored is compared before something else takes its place.
                store.logger.error("\(error)")
                return nil
            }
        }

        /// Throws when what this server has stored is not told.
        private func watchOver() async throws {
            var silence = 0
            while true {
                let written = store.written.load(ordering: .relaxed)
                try await Task.sleep(for: Self.interval)
                let isBehind = state.withLock { $0.told < written && !$0.isGiving }
                silence = isBehind ? silence + 1 : 0
                if silence >= Self.patience { throw Silence(description: "it does not tell what is stored") }
            }
        }
    }
#endif
