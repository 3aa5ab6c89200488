public import DHCP

/// One frame as it was seen on a link or stands in a capture file.
public struct CapturedFrame: Hashable, Sendable {
    /// When the frame was seen.
    public var time: DHCPInstant
    /// What stands at the frame's beginning.
    public var linkType: LinkType
    /// The octets that were kept.
    public var octets: [UInt8]
    /// How many octets the frame had on the wire; more than `octets` has when it was cut off.
    public var originalCount: Int
    /// The interface, when it is known.
    public var interface: String?
    /// Which way the frame went, when it is known.
    public var direction: Direction?
    /// Whether the checksum was left to the network card, which had not seen the frame yet.
    public var hasPartialChecksum: Bool

    /// Makes a frame; it is whole when `originalCount` is not given.
    public init(
        time: DHCPInstant, linkType: LinkType = .ethernet, octets: [UInt8], originalCount: Int? = nil,
        interface: String? = nil, direction: Direction? = nil, hasPartialChecksum: Bool = false
    ) {
        self.time = time
        self.linkType = linkType
        self.octets = octets
        self.originalCount = max(originalCount ?? octets.count, octets.count)
        self.interface = interface
        self.direction = direction
        self.hasPartialChecksum = hasPartialChecksum
    }

    /// Which way a frame went, seen from the host that captured it.
    public enum Direction: String, Hashable, Sendable {
        /// The host received it, or saw it pass.
        case incoming = "in"
        /// The host sent it.
        case outgoing = "out"
    }
}

/// What stands before the IPv4 packet in a frame, as capture files number it (tcpdump.org's LINKTYPE values).
public struct LinkType: RawRepresentable, Hashable, Sendable {
    /// The number in a capture file.
    public var rawValue: UInt32

    /// Makes the link type numbered `rawValue`.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// 1: Ethernet.
    public static let ethernet = LinkType(rawValue: 1)
    /// 101: an IP packet and nothing before it; 12, 14 and 228 mean the same for IPv4.
    public static let raw = LinkType(rawValue: 101)
    /// 113: Linux "cooked" version 1, as captures of all interfaces have it.
    public static let linuxCooked = LinkType(rawValue: 113)
    /// 276: Linux "cooked" version 2, which names the interface too.
    public static let linuxCooked2 = LinkType(rawValue: 276)

    private static let rawTypes: Set<UInt32> = [12, 14, 101, 228]

    /// Whether frames begin with the IP packet.
    var isRaw: Bool { Self.rawTypes.contains(rawValue) }

    /// Whether frames of this type can be read here.
    public var isKnown: Bool { isRaw || [Self.ethernet, .linuxCooked, .linuxCooked2].contains(self) }
}

extension LinkType: CustomStringConvertible {
    /// The number, and a name where people know one: `127 (IEEE 802.11 with radiotap)`.
    public var description: String {
        Self.names[rawValue].map { "\(rawValue) (\($0))" } ?? "\(rawValue)"
    }

    private static let names: [UInt32: String] = [
        0: "BSD loopback", 1: "Ethernet", 6: "token ring", 9: "PPP", 10: "FDDI", 12: "raw IP", 14: "raw IP",
        50: "PPP over HDLC", 51: "PPP over Ethernet", 101: "raw IP", 104: "Cisco HDLC", 105: "IEEE 802.11",
        107: "frame relay", 108: "OpenBSD loopback", 113: "Linux cooked", 117: "OpenBSD pf",
        119: "IEEE 802.11 with Prism",
        127: "IEEE 802.11 with radiotap", 138: "IP over IEEE 1394", 163: "IEEE 802.11 with AVS", 189: "USB",
        192: "PPI", 195: "IEEE 802.15.4", 220: "USB", 228: "IPv4", 229: "IPv6", 239: "Linux netfilter",
        242: "IP over InfiniBand", 247: "InfiniBand", 253: "Linux netlink", 276: "Linux cooked 2",
    ]
}
