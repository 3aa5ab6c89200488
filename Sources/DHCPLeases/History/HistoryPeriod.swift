import DHCP

/// For how long a client had an address.
public struct HistoryPeriod: Hashable, Sendable {
    /// What is recorded of its beginning; where that is not kept any more, of what came next.
    public let beginning: HistoryRecord
    /// What ended it; `nil` when nothing has.
    public let ending: HistoryRecord?

    /// Makes a period.
    public init(beginning: HistoryRecord, ending: HistoryRecord?) {
        self.beginning = beginning
        self.ending = ending
    }

    /// When it ended, in seconds since 1970; `nil` when it has not.
    public var endTime: Int64? { ending?.effectiveTime }

    /// Whether the client had the address at a time.
    public func contains(_ time: Int64) -> Bool {
        beginning.time <= time && endTime.map { time < $0 } ?? true
    }

    /// The last period of one address that began at `time` or before, given its records in order; `nil` when there is none.
    public static func last(at time: Int64, in records: some Sequence<HistoryRecord>) -> HistoryPeriod? {
        var beginning: HistoryRecord?
        var ending: HistoryRecord?
        for record in records {
            if record.event.isHeld {
                // What goes on is the same period.
                if beginning != nil, ending == nil, record.event == .renewed || record.event == .changed { continue }
                if record.time > time {
                    if ending == nil { ending = record }
                    break
                }
                (beginning, ending) = (record, nil)
            } else if record.event.isEnd, beginning != nil, ending == nil {
                ending = record
            }
        }
        return beginning.map { HistoryPeriod(beginning: $0, ending: ending) }
    }
}
