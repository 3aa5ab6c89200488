/// What is not as it should be with the packet around a message.
public enum CaptureMark: Hashable, Sendable {
    /// The capture kept fewer octets of the frame than it had.
    case truncated(kept: Int, of: Int)
    /// The first fragment of a packet (RFC 791 section 3.2); the rest of the message came in others.
    case fragment
    /// The IPv4 header's checksum is wrong.
    case badIPChecksum(found: UInt16, expected: UInt16)
    /// The IPv4 packet claims more octets than the frame had.
    case badIPLength(claimed: Int, actual: Int)
    /// The UDP checksum is wrong.
    case badUDPChecksum(found: UInt16, expected: UInt16)
    /// The UDP header claims a length that does not fit its packet.
    case badUDPLength(claimed: Int, actual: Int)
    /// The checksum was left to the network card, as hosts and containers do; nothing is wrong.
    case partialChecksum

    /// A stable word for programs, such as `bad-udp-checksum`.
    public var word: String {
        switch self {
        case .truncated: "truncated"
        case .fragment: "fragment"
        case .badIPChecksum: "bad-ip-checksum"
        case .badIPLength: "bad-ip-length"
        case .badUDPChecksum: "bad-udp-checksum"
        case .badUDPLength: "bad-udp-length"
        case .partialChecksum: "partial-checksum"
        }
    }
}

extension CaptureMark: CustomStringConvertible {
    /// One line for people.
    public var description: String {
        switch self {
        case .truncated(let kept, let count): "truncated: the capture has \(kept) of the frame's \(count) octets"
        case .fragment: "fragment: only the first part of the IP packet"
        case .badIPChecksum(let found, let expected):
            "bad IP checksum \(Self.hex(found)), expected \(Self.hex(expected))"
        case .badIPLength(let claimed, let actual): "bad IP length \(claimed), the frame has \(actual) octets for it"
        case .badUDPChecksum(let found, let expected):
            "bad UDP checksum \(Self.hex(found)), expected \(Self.hex(expected))"
        case .badUDPLength(let claimed, let actual): "bad UDP length \(claimed), the packet has \(actual) octets for it"
        case .partialChecksum: "UDP checksum left to the network card"
        }
    }

    private static func hex(_ value: UInt16) -> String { "0x" + Hex.text(value) }
}
