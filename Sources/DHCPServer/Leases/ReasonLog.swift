import DHCP

/// Remembers what was logged lately, so that a client that asks again and again is told of once in an interval.
///
/// It has a fixed number of places, so that a sender who invents clients fills neither memory nor log.
struct ReasonLog {
    /// Whom and what a line is about.
    struct Subject: Hashable {
        var hardwareAddress: HardwareAddress
        var word: String
        /// The address the line is about besides, such as another server's.
        var address = IPv4Address.any
    }

    /// How often a line about the same subject is repeated, in seconds.
    static let interval: Int64 = 60
    /// How many lines there are in an interval at most about strangers, and as many about clients that have something
    /// here: who invents clients shall not hide what happens to those.
    static let limit = 200

    private var seen: [Subject: Int] = [:]
    private var strangers = 0
    private var omitted = 0
    private var start: Int64 = 0

    /// What an interval left out of the log.
    struct Summary: Equatable {
        /// How many lines would have been repeated.
        var repeated: Int
        /// How many lines found no room.
        var omitted: Int
    }

    /// Whether a line about `subject` is due; `isKnown` says whether that is a client with a lease or a reservation, and is
    /// asked only for who is not among those seen.
    mutating func isDue(_ subject: Subject, isKnown: @autoclosure () -> Bool = false) -> Bool {
        if let count = seen[subject] {
            seen[subject] = count + 1
            return false
        }
        let isKnown = isKnown()
        guard isKnown ? seen.count - strangers < Self.limit : strangers < Self.limit else {
            omitted += 1
            return false
        }
        if !isKnown { strangers += 1 }
        seen[subject] = 0
        return true
    }

    /// Begins the next interval when this one is over, and returns what was left out of it, if anything was.
    mutating func turn(at now: DHCPInstant) -> Summary? {
        guard now.seconds >= start + Self.interval || now.seconds < start else { return nil }
        let summary = Summary(repeated: seen.values.reduce(0, +), omitted: omitted)
        seen.removeAll(keepingCapacity: true)
        (omitted, strangers) = (0, 0)
        start = now.seconds
        return summary.repeated + summary.omitted > 0 ? summary : nil
    }
}
