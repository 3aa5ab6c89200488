#if Etcd
    import Synchronization

    /// How far a call came, for who asks when it has failed.
    final class CallProgress: Sendable {
        private let sent = Atomic(false)

        /// Whether the other side may have got what was asked: who has not got it can not have done it.
        var wasSent: Bool { sent.load(ordering: .acquiring) }

        /// It goes out from here on.
        func noteSent() { sent.store(true, ordering: .releasing) }
    }
#endif
