public import DHCP
import DHCPLeases

/// All that there is to say of a client: what is known of it, what happened, what would happen, and what it comes down to.
public struct ClientReport: Hashable, Sendable, Codable {
    /// Something that happened to a client, once or several times without anything between.
    public struct Event: Hashable, Sendable, Codable {
        /// When it happened first, as a time of day in seconds since 1970.
        public let first: UInt32
        /// When it happened last.
        public let last: UInt32
        /// How often.
        public let count: Int
        /// How long the client waited for what became of its message, in milliseconds.
        public let milliseconds: Double
        /// The interface or relay by which it came, for people.
        public let source: String
        /// What became of the last message, and why.
        public private(set) var explanation: Explanation

        /// Makes an event.
        public init(
            first: UInt32, last: UInt32, count: Int, milliseconds: Double, source: String, explanation: Explanation
        ) {
            (self.first, self.last, self.count, self.milliseconds) = (first, last, count, milliseconds)
            self.source = source
            self.explanation = explanation
        }

        func located(by find: (String) -> String?) -> Event {
            var event = self
            event.explanation = explanation.located(by: find)
            return event
        }
    }

    /// Who it is, in a few words.
    public let client: String
    /// The time of day of the report, in seconds since 1970.
    public let time: UInt32
    /// Its leases, and what is reserved for it anywhere.
    public private(set) var known: [ExplanationLine]
    /// What happened, the earliest first.
    public private(set) var story: [Event]
    /// What the server never saw.
    public let unseen: [String]
    /// What would happen; `nil` when nobody asked.
    public private(set) var wouldHappen: Explanation?
    /// What it comes down to.
    public private(set) var diagnosis: Diagnosis

    /// Makes a report; what it comes down to is found out.
    ///
    /// `double` is another machine that has the client's identifier and its address. `absentServer` names the configuration of
    /// a server that was asked for and does not run.
    public init(
        _ client: String, at time: UInt32, known: [ExplanationLine], story: [Event] = [], unseen: [String] = [],
        wouldHappen: Explanation? = nil, double: HardwareAddress? = nil, absentServer: String? = nil
    ) {
        self.client = client
        self.time = time
        self.known = known
        self.story = story
        self.unseen = unseen
        self.wouldHappen = wouldHappen
        let told = StoryDiagnosis(story: story, unseen: unseen, client: client, now: time, double: double)
        let found = wouldHappen?.diagnosis ?? told.diagnosis
        diagnosis = absentServer.map { found.withoutServer(of: $0, isAnswer: wouldHappen?.isAnswer ?? false) } ?? found
    }

    /// The same with the places of all rules, as `find` knows them: it is given paths such as `subnets[0].pools[1]`.
    public func located(by find: (String) -> String?) -> ClientReport {
        var report = self
        report.known = known.map { $0.located(by: find) }
        report.story = story.map { $0.located(by: find) }
        report.wouldHappen = wouldHappen?.located(by: find)
        report.diagnosis = diagnosis.located(by: find)
        return report
    }
}

extension Explanation {
    /// Whether the client gets what it asks for.
    fileprivate var isAnswer: Bool { kind != DecisionKind.silence.rawValue && kind != DecisionKind.nak.rawValue }
}

extension Diagnosis {
    /// The same where no server runs that could do so.
    fileprivate func withoutServer(of file: String, isAnswer: Bool) -> Diagnosis {
        let start =
            "start the server (`systemctl start dhcp-server`, or `dhcp serve --config \(file)`); "
            + "`dhcp doctor --config \(file)` says what keeps it from that"
        if isAnswer {
            return Diagnosis(
                cause: "no-server", sentence: "no server of \(file) answers here; if one ran: \(sentence)", cure: start,
                rule: rule)
        }
        return Diagnosis(
            cause: cause, sentence: "\(sentence); besides, no server of \(file) answers here",
            cure: "\(cure); then \(start)",
            rule: rule)
    }
}
