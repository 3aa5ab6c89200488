package import DHCP
package import DHCPLeases

/// What became of a message, or of several that were alike: the last of them, and how many there were.
package struct RememberedDecision: Sendable {
    /// The last message.
    package let request: DHCPRequest
    /// The way to the decision about it.
    package let trace: DecisionTrace
    /// What was done.
    package let kind: DecisionKind
    /// Why.
    package let reason: ReasonCode
    /// The option that is to blame, when the reason is `malformed`.
    package let option: DHCPOptionCode?
    /// The limit that was reached, when the reason is `limit-reached`.
    package let limit: DecisionTrace.Limit?
    /// The address that the client had before, when it got another.
    package let movedFrom: IPv4Address?
    /// The answer; `nil` when there was none.
    package let reply: DHCPReply?
    /// How long the last message waited for what became of it, the store included.
    package let took: Duration
    /// How much memory it takes, in octets, or a little more.
    let cost: Int
    /// When the first of them came.
    package private(set) var first: DHCPInstant
    /// How many there were.
    package private(set) var count = 1

    init(_ decision: Decision, _ trace: DecisionTrace, _ request: DHCPRequest, at now: DHCPInstant) {
        self.request = request
        self.trace = trace
        (kind, reason, option, limit) = (decision.kind, decision.reason, decision.option, decision.limit)
        movedFrom = decision.movedFrom
        reply = decision.reply
        first = request.origin.receivedAt
        took = max(first.duration(to: now), .zero)
        cost =
            MemoryLayout<RememberedDecision>.stride + request.message.encodedCount
            + (decision.reply?.message.encodedCount ?? 0) + trace.memory
    }

    /// When the last of them came.
    package var last: DHCPInstant { request.origin.receivedAt }

    /// The address that was given; `0.0.0.0` for none.
    private var given: IPv4Address { reply?.message.yiaddr ?? .any }

    /// Whether another one tells the same: then the later one stands for both.
    func isLike(_ other: RememberedDecision) -> Bool {
        let (message, otherMessage) = (request.message, other.request.message)
        return reason == other.reason && kind == other.kind && given == other.given
            && message.messageType == otherMessage.messageType && message.giaddr == otherMessage.giaddr
            && message.ciaddr == otherMessage.ciaddr && request.origin.interface == other.request.origin.interface
            && message.options[.requestedAddress] == otherMessage.options[.requestedAddress]
    }

    /// Stands for an earlier one too.
    mutating func takeOver(_ earlier: RememberedDecision) {
        first = earlier.first
        count = earlier.count == .max ? .max : earlier.count + 1
    }
}
