import Synchronization

/// Something that a running server is to do besides answering.
package enum ControlEvent: Hashable, Sendable {
    /// It stands otherwise with the interfaces.
    case interfaces(InterfaceReport)
    /// The configuration is to be read again.
    case reload
    /// What was counted is to be logged.
    case statistics
    /// It is to be said again what interfaces wait for.
    case reminder
}

/// What a running server has to do besides answering, one of each kind at most.
///
/// A second reload that comes before the first was begun is the same reload, and a newer report of the interfaces makes
/// an older one worthless. So nothing is ever dropped, and nothing grows.
package final class ControlEvents: Sendable {
    /// An element when there may be something to do.
    package let arrivals: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    private struct Waiting {
        var report: InterfaceReport?
        var reload = false
        var statistics = false
        var reminder = false
    }

    private let waiting = Mutex(Waiting())

    package init() {
        (arrivals, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Notes that something is to be done.
    package func add(_ event: ControlEvent) {
        waiting.withLock { waiting in
            switch event {
            case .interfaces(let report): waiting.report = report
            case .reload: waiting.reload = true
            case .statistics: waiting.statistics = true
            case .reminder: waiting.reminder = true
            }
        }
        continuation.yield()
    }

    /// What is to be done next; `nil` when that is nothing.
    ///
    /// A reload sees the interfaces as they are, and statistics what was reloaded.
    package func next() -> ControlEvent? {
        waiting.withLock { waiting in
            if let report = waiting.report.take() { return .interfaces(report) }
            if waiting.reload {
                waiting.reload = false
                return .reload
            }
            if waiting.statistics {
                waiting.statistics = false
                return .statistics
            }
            defer { waiting.reminder = false }
            return waiting.reminder ? .reminder : nil
        }
    }
}
