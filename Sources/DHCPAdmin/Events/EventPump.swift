#if Admin
    import DHCP
    import DHCPProgram
    import DHCPServer
    import Synchronization

    /// Listens to the server while somebody listens to its events, and a while longer, so that who comes again misses nothing.
    ///
    /// While nobody does, telling costs the server nothing.
    final class EventPump: Sendable {
        private struct State {
            var holders = 0
            var task: Task<Void, Never>?
            /// Ends the listening after a while; `nil` while somebody listens.
            var end: Task<Void, Never>?
        }

        private let server: CompleteServer.Handle
        private let feed: EventFeed
        private let state = Mutex(State())

        private static let afterglow = Duration.seconds(120)
        private static let lookInterval = Duration.seconds(5)

        init(_ server: CompleteServer.Handle, _ feed: EventFeed) {
            self.server = server
            self.feed = feed
        }

        /// Somebody listens.
        func hold() {
            state.withLock { state in
                state.holders += 1
                state.end.take()?.cancel()
                guard state.task == nil else { return }
                // From here on nothing is missed, however late the task begins.
                let events = server.events(limit: 4096)
                // A task of its own: it serves all who listen, and outlives each of their requests.
                state.task = Task { [server, feed] in await Self.run(server, events, feed) }
            }
        }

        /// Somebody listens no more.
        func release() {
            state.withLock { state in
                state.holders -= 1
                guard state.holders == 0, state.task != nil else { return }
                // A task of its own: the request that ends it is over. There is one at a time, however many come and go.
                state.end = Task { [weak self] in
                    if (try? await Task.sleep(for: Self.afterglow)) != nil { self?.endUnlessHeld() }
                }
            }
        }

        private func endUnlessHeld() {
            state.withLock { state in
                guard state.holders == 0 else { return }
                state.task.take()?.cancel()
            }
        }

        /// Ends it.
        func end() {
            state.withLock { state in
                state.end.take()?.cancel()
                state.task.take()?.cancel()
            }
        }

        private static func run(
            _ server: CompleteServer.Handle, _ events: AsyncStream<LeaseEvent>, _ feed: EventFeed
        ) async {
            // Two sources: what the server tells, and what only a look at it tells.
            await withDiscardingTaskGroup { group in
                group.addTask {
                    for await event in events {
                        if let text = EventText(of: event) { feed.add(text) }
                    }
                }
                group.addTask {
                    var watch = StatusWatch()
                    while !Task.isCancelled {
                        if let status = try? await server.status() { watch.look(status).forEach { feed.add($0) } }
                        if (try? await Task.sleep(for: lookInterval)) == nil { break }
                    }
                }
            }
        }
    }

    /// Finds out what is otherwise than at the last look.
    struct StatusWatch {
        private var interfaces: [String: String]?
        private var pools: [IPv4Range: Int] = [:]

        /// In hundredths, from where on a pool runs full.
        private static let fullness = 90

        mutating func look(_ status: ServerStatus) -> [EventText] {
            var events: [EventText] = []
            let conditions = Dictionary(
                status.interfaces.map { ($0.name, $0.condition) }, uniquingKeysWith: { first, _ in first })
            if let interfaces {
                for (name, condition) in conditions.sorted(by: { $0.key < $1.key }) where interfaces[name] != condition
                {
                    events.append(EventText(.interface, condition))
                }
            }
            interfaces = conditions
            for pool in status.subnets.flatMap(\.pools) {
                let used = pool.capacity == 0 ? 0 : (pool.capacity - pool.free) * 100 / pool.capacity
                let level = pool.free == 0 && pool.capacity > 0 ? 2 : used >= Self.fullness ? 1 : 0
                if let before = pools.updateValue(level, forKey: pool.range) ?? (level == 0 ? nil : 0), before != level
                {
                    let words = ["has room again", "is nearly full", "is full"][level]
                    var event = EventText(.pool, "\(pool.range) \(words): \(pool.free) of \(pool.capacity) are free")
                    event.count = pool.free
                    events.append(event)
                }
            }
            return events
        }
    }
#endif
