#if Etcd
    import Synchronization

    /// Hands one thing after another from a task to whoever takes it: the next is made when the one before was taken.
    final class Handover<Element: Sendable>: Sendable {
        private struct State {
            var element: Element?
            var hasEnded = false
            /// Who hands over, until it is taken.
            var giver: CheckedContinuation<Void, Never>?
            var taker: CheckedContinuation<Element?, Never>?
        }

        private let state = Mutex(State())

        /// Waits until an element was taken, or until nobody takes any more.
        func give(_ element: Element) async {
            await withCheckedContinuation { giver in
                let (taker, isOver) = state.withLock { state -> (CheckedContinuation<Element?, Never>?, Bool) in
                    if state.hasEnded { return (nil, true) }
                    if let taker = state.taker.take() { return (taker, true) }
                    (state.element, state.giver) = (element, giver)
                    return (nil, false)
                }
                taker?.resume(returning: element)
                if isOver { giver.resume() }
            }
        }

        /// The next element, when it is there; `nil` when nothing comes any more.
        func take() async -> Element? {
            await withCheckedContinuation { taker in
                let (element, giver, isOver) = state.withLock {
                    state -> (Element?, CheckedContinuation<Void, Never>?, Bool) in
                    if let element = state.element.take() { return (element, state.giver.take(), true) }
                    if state.hasEnded { return (nil, nil, true) }
                    state.taker = taker
                    return (nil, nil, false)
                }
                if isOver { taker.resume(returning: element) }
                giver?.resume()
            }
        }

        /// Nothing comes any more, and nobody takes; what was given and not taken is taken still.
        func end() {
            let (giver, taker) = state.withLock { state in
                state.hasEnded = true
                return (state.giver.take(), state.taker.take())
            }
            giver?.resume()
            taker?.resume(returning: nil)
        }
    }
#endif
