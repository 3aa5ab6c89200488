#if Admin
    import DHCP
    import DHCPLeases
    import DHCPProgram
    import DHCPServer
    import Synchronization

    /// Something that happened, as it is told.
    struct AdminEvent: Sendable {
        /// Which one it is: each has one more than the one before.
        let number: UInt64
        let kind: AdminEventKind
        /// The event as JSON, on one line.
        let text: String
    }

    /// The last things that happened, for as many as listen.
    ///
    /// All read the same ring; who is slower than it turns misses some, and is told how many. So a listener that does not read
    /// costs nothing but its connection.
    final class EventFeed: Sendable {
        private struct State {
            var ring: [AdminEvent] = []
            /// Where the oldest stands when the ring is full.
            var start = 0
            var next: UInt64 = 1
            var listeners: [UInt64: AsyncStream<Void>.Continuation] = [:]
            var lastListener: UInt64 = 0
        }

        private let state = Mutex(State())
        private let size: Int
        /// So many may listen.
        static let listenerLimit = 128

        init(size: Int = 4096) { self.size = size }

        /// Adds something that happened.
        func add(_ kind: AdminEventKind, _ text: String) {
            let listeners = state.withLock { state in
                let event = AdminEvent(number: state.next, kind: kind, text: text)
                state.next += 1
                if state.ring.count < size {
                    state.ring.append(event)
                } else {
                    state.ring[state.start] = event
                    state.start = (state.start + 1) % size
                }
                return Array(state.listeners.values)
            }
            for listener in listeners { listener.yield() }
        }

        /// The events behind `number`, and how many before those are not there any more.
        func events(after number: UInt64, limit: Int = 256) -> (missed: UInt64, events: [AdminEvent]) {
            state.withLock { state in
                guard number + 1 < state.next else { return (0, []) }
                let oldest = state.next - UInt64(state.ring.count)
                let first = max(oldest, number + 1)
                let count = min(limit, Int(state.next - first))
                let offset = Int(first - oldest)
                let events = (0..<count).map { state.ring[(state.start + offset + $0) % state.ring.count] }
                return (first - (number + 1), events)
            }
        }

        /// The number of the last event.
        var last: UInt64 { state.withLock { $0.next - 1 } }

        /// Says each time that there is something; `nil` when too many listen.
        func listen() -> (number: UInt64, stream: AsyncStream<Void>)? {
            let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let number = state.withLock { state -> UInt64? in
                guard state.listeners.count < Self.listenerLimit else { return nil }
                state.lastListener += 1
                state.listeners[state.lastListener] = continuation
                RequestMeters.note(listeners: state.listeners.count)
                return state.lastListener
            }
            guard let number else { return nil }
            continuation.yield()
            return (number, stream)
        }

        /// Has a listener say that the server is still there.
        func wake(_ number: UInt64) { _ = state.withLock { $0.listeners[number] }?.yield() }

        /// Ends all listening.
        func end() {
            let listeners = state.withLock { state in
                defer {
                    state.listeners = [:]
                    RequestMeters.note(listeners: 0)
                }
                return Array(state.listeners.values)
            }
            for listener in listeners { listener.finish() }
        }

        /// Forgets a listener.
        func forget(_ number: UInt64) {
            let listener = state.withLock { state in
                defer { RequestMeters.note(listeners: state.listeners.count) }
                return state.listeners.removeValue(forKey: number)
            }
            listener?.finish()
        }
    }
#endif
