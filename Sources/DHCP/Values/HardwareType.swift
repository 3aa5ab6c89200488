/// A kind of hardware, as the `htype` field and the ARP registry number it.
///
/// Source: IANA "Address Resolution Protocol (ARP) Parameters", Hardware Types.
public struct HardwareType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The number on the wire.
    public var rawValue: UInt8

    /// Makes the type numbered `rawValue`.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// 0: reserved; a client identifier that begins with it holds no hardware address (RFC 2132 section 9.14).
    public static let reserved = HardwareType(rawValue: 0)
    /// 1: Ethernet (10 Mb and later).
    public static let ethernet = HardwareType(rawValue: 1)
    /// 6: IEEE 802 networks.
    public static let ieee802 = HardwareType(rawValue: 6)
    /// 7: ARCNET.
    public static let arcnet = HardwareType(rawValue: 7)
    /// 15: Frame Relay.
    public static let frameRelay = HardwareType(rawValue: 15)
    /// 16: ATM.
    public static let atm = HardwareType(rawValue: 16)
    /// 18: Fibre Channel.
    public static let fibreChannel = HardwareType(rawValue: 18)
    /// 20: serial line.
    public static let serialLine = HardwareType(rawValue: 20)
    /// 24: IEEE 1394.
    public static let ieee1394 = HardwareType(rawValue: 24)
    /// 27: EUI-64.
    public static let eui64 = HardwareType(rawValue: 27)
    /// 32: InfiniBand (RFC 4391); `hlen` is 0 and the client identifier is what tells clients apart (RFC 4390).
    public static let infiniband = HardwareType(rawValue: 32)
}

extension HardwareType: CustomStringConvertible {
    /// The name of a usual type, else the number.
    public var description: String {
        switch self {
        case .ethernet: "ethernet"
        case .ieee802: "ieee802"
        case .infiniband: "infiniband"
        default: "\(rawValue)"
        }
    }
}
