import CoreMetrics
import DHCP
import DHCPLeases

/// What a responder measures for swift-metrics; once for each batch and each commit, so that no message pays for it.
struct ResponderMeters: Sendable {
    /// How long the oldest message of each batch waited until it was looked at.
    private let queue = Timer(label: "dhcp_queue_duration_seconds", dimensions: [])
    /// How long each batch took to be decided.
    private let decision = Timer(label: "dhcp_decision_duration_seconds", dimensions: [])
    /// How long each commit took.
    private let commit = Timer(label: "dhcp_commit_duration_seconds", dimensions: [])
    /// How long it took from the oldest message of each batch, or commit, to its answer.
    private let answer = Timer(label: "dhcp_answer_duration_seconds", dimensions: [])
    /// The same, for whoever has no backend.
    private(set) var answerTimes = AnswerTimes()
    private let batch = Recorder(label: "dhcp_batch_messages", dimensions: [], aggregate: true)
    private let changes = Recorder(label: "dhcp_commit_changes", dimensions: [], aggregate: true)
    private let failures = Counter(label: "dhcp_store_failures_total", dimensions: [])
    private let steps = Counter(label: "dhcp_clock_steps_total", dimensions: [])
    /// When the oldest message came that waits for a commit.
    private var oldest: DHCPInstant?

    /// A batch was decided between two instants; `isWaiting` says whether some of it waits for a commit.
    mutating func noteDecided(_ messages: [DHCPRequest], from begin: DHCPInstant, to end: DHCPInstant, isWaiting: Bool)
    {
        guard let received = messages.first?.origin.receivedAt else { return }
        batch.record(messages.count)
        Self.record(received, begin, queue)
        Self.record(begin, end, decision)
        if isWaiting {
            oldest = oldest ?? received
        } else {
            noteAnswered(received, end)
        }
    }

    /// A commit began; returns when the oldest message came that it answers.
    mutating func noteCommitBegins() -> DHCPInstant? { oldest.take() }

    /// A commit of so many changes has ended, and what waited for it was answered.
    mutating func noteCommitted(_ count: Int, oldest: DHCPInstant?, from begin: DHCPInstant, to end: DHCPInstant) {
        changes.record(count)
        Self.record(begin, end, commit)
        if let oldest { noteAnswered(oldest, end) }
    }

    private mutating func noteAnswered(_ begin: DHCPInstant, _ end: DHCPInstant) {
        if let length = Self.record(begin, end, answer) { answerTimes.add(nanoseconds: length) }
    }

    /// Nothing could be stored.
    func noteFailure() { failures.increment() }

    /// The clock of the machine was set.
    func noteClockStep() { steps.increment() }

    @discardableResult
    private static func record(_ begin: DHCPInstant, _ end: DHCPInstant, _ timer: Timer) -> Int64? {
        let (length, isTooLong) = end.nanoseconds.subtractingReportingOverflow(begin.nanoseconds)
        if isTooLong { return nil }
        timer.recordNanoseconds(max(0, length))
        return max(0, length)
    }
}
