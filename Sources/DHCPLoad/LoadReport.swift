/// What a run has counted.
package struct LoadReport: Sendable {
    /// Exchanges that began.
    package var started = 0
    /// Exchanges that ended as they should.
    package var completed = 0
    /// Messages that were sent, repetitions too.
    package var sent = 0
    /// Messages without an answer in time: lost on the way, dropped, or answered too late.
    package var lost = 0
    /// Exchanges that were given up, or not ended when the run did.
    package var abandoned = 0
    /// Exchanges of an open loop that did not begin, because too many were under way.
    package var withheld = 0
    /// NAKs.
    package var refused = 0
    /// Replies that belong to nothing that is under way, as to a message that was sent again.
    package var late = 0
    /// Datagrams that are no reply to what was asked: malformed, of another client, without address or server.
    package var wrong = 0
    /// ACKs for another address than the one offered or renewed.
    package var mismatched = 0
    /// Addresses that were acknowledged to a second client while the first one's lease ran.
    package var duplicates = 0
    /// From the first message to the last exchange that ended in time, in nanoseconds.
    package var elapsed: UInt64 = 0
    /// Exchanges that ended within ``elapsed``.
    package var completedInTime = 0
    /// How long OFFERs took, from the first DISCOVER.
    package var offers = LatencyHistogram()
    /// How long ACKs took, from the first REQUEST.
    package var acknowledgements = LatencyHistogram()

    /// Makes an empty report.
    package init() {}

    /// Exchanges a second.
    package var rate: Double {
        elapsed == 0 ? 0 : Double(completedInTime) / (Double(elapsed) / 1e9)
    }

    /// The part of all messages that was lost, 0 to 1.
    package var lossShare: Double { sent == 0 ? 0 : Double(lost) / Double(sent) }

    /// How long replies of both kinds took.
    package var latency: LatencyHistogram {
        var all = offers
        all.add(acknowledgements)
        return all
    }

    /// Whether the server gave a wrong answer that a client would suffer from.
    package var showsFault: Bool { mismatched + duplicates > 0 }
}
