#if Admin
    import HTTPTypes
    import Synchronization

    /// Lets a few requests at a time ask the server, and some wait: the others are told to come again.
    ///
    /// So what is asked here takes no client's place, however many ask.
    final class RequestGate: Sendable {
        private struct State {
            var free: Int
            var waiting: [CheckedContinuation<Void, Never>] = []
        }

        private let state: Mutex<State>
        private let limit: Int

        /// So many ask at the same time, and so many wait.
        init(slots: Int, waiting limit: Int) {
            state = Mutex(State(free: slots))
            self.limit = limit
        }

        /// Runs `body` when it is its turn; throws ``Problem`` when too many wait.
        func pass<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
            try await enter()
            defer { leave() }
            return try await body()
        }

        private func enter() async throws {
            var isFull = false
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    if state.waiting.count >= limit {
                        isFull = true
                        return true
                    }
                    state.waiting.append(continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
            if isFull {
                var problem = Problem(.tooManyRequests, "too many requests wait: repeat this in a second")
                problem.headers[.retryAfter] = "1"
                throw problem
            }
        }

        private func leave() {
            let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
                if state.waiting.isEmpty {
                    state.free += 1
                    return nil
                }
                return state.waiting.removeFirst()
            }
            next?.resume()
        }
    }
#endif
