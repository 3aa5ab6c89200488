public import DHCP
import DHCPCapture
public import DHCPLeases

/// Why a message was, or would be, answered as it is: the way to the decision in lines, and what it comes down to.
public struct Explanation: Hashable, Sendable, Codable {
    /// The type of the message, such as `DISCOVER`.
    public let message: String
    /// The way to the decision.
    public private(set) var chain: [ExplanationLine]
    /// What is done, in a word such as `offer`.
    public let kind: String
    /// Why, in a word such as `pool-exhausted`.
    public let reason: String
    /// The address that is given; `nil` for none.
    public let address: IPv4Address?
    /// The answer in octets, as hexadecimal digits; `nil` for none.
    public let reply: String?
    /// Where the answer leaves from and where it goes; `nil` for none.
    public let replyRoute: Route?
    /// What it comes down to.
    public private(set) var diagnosis: Diagnosis

    /// The way of an answer.
    public struct Route: Hashable, Sendable, Codable {
        /// The interface by which it leaves; empty when that is not known.
        public let interface: String
        /// The server's address and port.
        public let source: DHCPEndpoint
        /// The client's or the relay's.
        public let destination: DHCPEndpoint

        init(_ reply: DHCPReply) {
            interface = reply.origin.interface
            source = DHCPEndpoint(reply.origin.localAddress, port: DHCPEndpoint.serverPort)
            destination =
                switch reply.destination {
                case .unicast(let endpoint), .hardware(_, let endpoint), .broadcast(let endpoint): endpoint
                }
        }
    }

    /// Explains a decision that was made.
    public init(_ message: ExplainedMessage, in facts: NetworkFacts) {
        self.message = message.typeName
        chain = DecisionChain(message: message, facts: facts).lines
        kind = message.kind.rawValue
        reason = message.reason.word
        address = message.givenAddress
        reply = message.reply.map { $0.message.encode().hexadecimal() }
        replyRoute = message.reply.map { Route($0) }
        diagnosis = Diagnosis(of: message, in: facts)
    }

    /// The same with the places of all rules, as `find` knows them: it is given paths such as `subnets[0].pools[1]`.
    public func located(by find: (String) -> String?) -> Explanation {
        var explanation = self
        explanation.chain = chain.map { $0.located(by: find) }
        explanation.diagnosis = diagnosis.located(by: find)
        return explanation
    }
}

extension LeaseEngine {
    /// Says what would become of a message, and why; nothing has happened afterwards.
    ///
    /// ```swift
    /// let explanation = engine.explain(request, at: now)
    /// print(explanation.diagnosis.sentence)
    /// ```
    ///
    /// `secondsToTimeOfDay` makes times of day out of the engine's, where they differ. A policy is asked as if it were in
    /// earnest.
    public mutating func explain(
        _ request: DHCPRequest, at now: DHCPInstant, secondsToTimeOfDay: Int64 = 0
    ) -> Explanation {
        var trace = DecisionTrace()
        let decision = preview(request, at: now, tracing: &trace)
        let message = ExplainedMessage(decision, trace, of: request)
        return Explanation(
            message, in: NetworkFacts(self, about: message, at: now, secondsToTimeOfDay: secondsToTimeOfDay))
    }
}

extension Explanation {
    /// The answer as `dhcp snoop` prints it, sent at a time of day; with a dump of its octets if wished; `nil` for none.
    package func snoopedReply(at time: DHCPInstant, withOctets: Bool = false) -> String? {
        guard let route = replyRoute, let octets = reply.flatMap({ [UInt8](hexadecimal: $0) }) else { return nil }
        let datagram = CapturedDatagram(
            time: time, interface: route.interface.isEmpty ? nil : route.interface, direction: .outgoing,
            source: route.source, destination: route.destination, payload: octets)
        let text = TextPrinter.text(CapturedMessage(datagram))
        return withOctets ? text + "\n" + HexDump.lines(octets).map { "    \($0)" }.joined(separator: "\n") : text
    }
}
