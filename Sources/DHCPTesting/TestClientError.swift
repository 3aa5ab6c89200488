import DHCP

/// Why an exchange with a service under test did not end as it should.
public struct TestClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public let code: Code
    /// What happened, with the messages that matter, in one line.
    public let description: String

    /// The kinds of failure; new ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs.
        public let description: String

        /// Nothing came back in time.
        public static let noAnswer = Code(description: "no-answer")
        /// The server said no.
        public static let refused = Code(description: "refused")
        /// An answer of another type came back.
        public static let unexpected = Code(description: "unexpected")
        /// The answer went elsewhere than to the relay, so the client would never see it.
        public static let misdirected = Code(description: "misdirected")
        /// The client has no lease that it could renew or release.
        public static let noLease = Code(description: "no-lease")
        /// The service ended before it answered.
        public static let ended = Code(description: "ended")
    }

    static func noAnswer(_ message: DHCPMessage, within limit: Duration) -> TestClientError {
        TestClientError(code: .noAnswer, description: "no answer to \(message.title) within \(limit)")
    }

    static func ended(_ message: DHCPMessage) -> TestClientError {
        TestClientError(code: .ended, description: "the service ended before it answered \(message.title)")
    }

    static func noLease(for what: String) -> TestClientError {
        TestClientError(code: .noLease, description: "the client has no lease to \(what); acquire one first")
    }

    /// The error of an answer that a relay does not get.
    static func misdirected(
        _ sent: InMemoryTransport.Sent, to message: DHCPMessage, due: DHCPEndpoint
    ) -> TestClientError {
        let place =
            switch sent.destination {
            case .unicast(let endpoint): "\(endpoint)"
            case .hardware(let address, let endpoint): "\(endpoint) at \(address)"
            case .broadcast(let endpoint): "all at \(endpoint)"
            }
        return TestClientError(
            code: .misdirected,
            description:
                "\(message.title) was answered with \(sent.message.title) to \(place), not to the relay at \(due)")
    }

    /// The error of an answer that is not of the type which was due.
    static func unexpected(
        _ reply: DHCPMessage, to message: DHCPMessage, due: DHCPMessageType
    ) -> TestClientError {
        let words = reply.options[.message].map { ", which says \($0.quoted)" } ?? ""
        return TestClientError(
            code: reply.messageType == .nak ? .refused : .unexpected,
            description: "\(message.title) was answered with \(reply.title)\(words), not with \(due)")
    }
}

extension DHCPMessage {
    /// Type, transaction id and client, as in `DISCOVER 1a of 02:00:00:00:00:01`.
    fileprivate var title: String {
        "\(messageType?.description ?? "BOOTP") \(String(xid, radix: 16)) of \(hardwareAddress)"
    }
}
