#if Admin
    import HTTPTypes
    import Hummingbird
    import NIOCore

    extension AdminRoutes {
        /// What happens, as it happens.
        mutating func addEvents() {
            stream("/api/v1/events", .reader) { call in
                let stream = try EventStream(call)
                return Response(
                    status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                    body: ResponseBody { writer in try await stream.write(to: &writer) })
            }
        }
    }

    /// Server-sent events for one listener.
    struct EventStream: Sendable {
        private let administration: Administration
        private let query: EventQuery
        private let last: UInt64

        /// So often it is said that the server is still there.
        private static let pulse = Duration.seconds(15)

        /// Reads a request; throws ``QueryProblem``.
        init(_ call: AdminCall) throws {
            administration = call.administration
            let header = HTTPField.Name("Last-Event-ID").flatMap { call.request.headers[$0] }
            query = try EventQuery(call.query, lastEventID: header)
            last = query.last ?? administration.feed.last
        }

        @concurrent func write(to writer: inout any ResponseBodyWriter) async throws {
            guard let (number, stream) = administration.feed.listen() else {
                try await writer.write(ByteBuffer(string: "event: missed\ndata: {\"text\":\"too many listen\"}\n\n"))
                return try await writer.finish(nil)
            }
            administration.pump.hold()
            // Beside the loop below, which waits for events; it ends with this request.
            let pulse = Task { [feed = administration.feed] in
                while (try? await Task.sleep(for: Self.pulse)) != nil { feed.wake(number) }
            }
            defer {
                pulse.cancel()
                administration.feed.forget(number)
                administration.pump.release()
            }
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            var place = min(last, administration.feed.last)
            if last > place { try await writer.write(Self.missed(nil, place)) }
            for await _ in stream {
                var isSilent = true
                while case let (missed, events) = administration.feed.events(after: place), !events.isEmpty {
                    if missed > 0 { try await writer.write(Self.missed(missed, place + missed)) }
                    let text = events.filter { query.kinds.contains($0.kind) }.map(Self.text).joined()
                    place = events[events.count - 1].number
                    if text.isEmpty { continue }
                    isSilent = false
                    try await writer.write(ByteBuffer(string: text))
                }
                if !query.follows { break }
                if isSilent { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
            }
            try await writer.finish(nil)
        }

        private static func text(_ event: AdminEvent) -> String {
            "id: \(event.number)\nevent: \(event.kind.rawValue)\ndata: \(event.text)\n\n"
        }

        /// Says that events are not there any more; all of them when nobody knows how many.
        private static func missed(_ count: UInt64?, _ place: UInt64) -> ByteBuffer {
            var event = EventText(.missed, count == nil ? "the server began again: what was before is not known" : nil)
            event.count = count.map { Int(clamping: $0) }
            return ByteBuffer(string: "id: \(place)\nevent: missed\ndata: \(event.line)\n\n")
        }
    }
#endif
