import DHCP

/// What is done about a message.
///
/// The reason (``ReasonCode``) says why; some reasons come with a NAK to one message and with silence to another.
public enum DecisionKind: String, Hashable, Sendable, CaseIterable {
    /// An OFFER; also one of no address, which says whether the client may choose one itself (RFC 2563).
    case offer
    /// An ACK, with an address or with parameters alone.
    case ack
    /// A NAK.
    case nak
    /// An answer of another kind: a BOOTREPLY, or what a LEASEQUERY asked for.
    case answer
    /// Acted on, and no answer is due: a RELEASE or DECLINE that counts.
    case recorded
    /// Nothing is said and nothing done.
    case silence

    /// What a reply of this type is.
    init(_ type: DHCPMessageType?) {
        switch type {
        case .offer: self = .offer
        case .ack: self = .ack
        case .nak: self = .nak
        default: self = .answer
        }
    }
}
