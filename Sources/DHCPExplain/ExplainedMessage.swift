public import DHCP
public import DHCPLeases

/// A message, what was decided about it, and the way to that.
public struct ExplainedMessage: Sendable {
    /// The message, and how it came.
    public let request: DHCPRequest
    /// What is done about it.
    public let kind: DecisionKind
    /// Why.
    public let reason: ReasonCode
    /// The option that is to blame, when the reason is `malformed`.
    public let option: DHCPOptionCode?
    /// The limit that is reached, when the reason is `limit-reached`.
    public let limit: DecisionTrace.Limit?
    /// The address that the client had before, when it gets another.
    public let movedFrom: IPv4Address?
    /// The answer; `nil` for none.
    public let reply: DHCPReply?
    /// The way to the decision.
    public let trace: DecisionTrace

    /// Takes a decision and the trace of it (`LeaseEngine.decide(_:at:tracing:)`).
    public init(_ decision: Decision, _ trace: DecisionTrace, of request: DHCPRequest) {
        self.init(
            request: request, kind: decision.kind, reason: decision.reason, option: decision.option,
            limit: decision.limit, movedFrom: decision.movedFrom, reply: decision.reply, trace: trace)
    }

    package init(
        request: DHCPRequest, kind: DecisionKind, reason: ReasonCode, option: DHCPOptionCode?,
        limit: DecisionTrace.Limit?, movedFrom: IPv4Address?, reply: DHCPReply?, trace: DecisionTrace
    ) {
        self.request = request
        (self.kind, self.reason, self.option, self.limit) = (kind, reason, option, limit)
        (self.movedFrom, self.reply, self.trace) = (movedFrom, reply, trace)
    }

    /// The subnet in which the client was found to be; `nil` for none.
    public var subnet: IPv4Prefix? {
        for case .subnet(_, _, let prefix) in trace.steps.reversed() { return prefix }
        return nil
    }

    /// The classes that the client is in.
    public var classes: [String] {
        for case .classesByPolicy(let names) in trace.steps { return names }
        return trace.steps.compactMap { if case .memberOf(let name, _) = $0 { name } else { nil } }
    }

    /// The address that the message asks for, or says that the client has; `nil` for none.
    public var namedAddress: IPv4Address? {
        let address = request.message.options[.requestedAddress] ?? request.message.ciaddr
        return address.isAny ? nil : address
    }

    /// The address that is given; `nil` for none.
    public var givenAddress: IPv4Address? {
        guard let address = reply?.message.yiaddr, !address.isAny else { return nil }
        return address
    }

    /// Where the message came from, for people: the relay, else the interface.
    package var sourceWords: String {
        let origin = request.origin
        if !request.message.giaddr.isAny { return "relay \(request.message.giaddr)" }
        let addresses = origin.localAddresses.isEmpty ? [origin.localAddress] : origin.localAddresses
        let list = origin.localAddress.isAny ? "no address" : addresses.map(\.description).joined(separator: ", ")
        return origin.interface.isEmpty ? "the server's address \(list)" : "interface \(origin.interface) (\(list))"
    }

    /// The type of the message, such as `DISCOVER`.
    var typeName: String { request.message.messageType?.description ?? "BOOTREQUEST" }
}
