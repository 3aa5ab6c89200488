internal import DHCP

/// What stands before the IPv4 packet.
struct LinkHeader {
    var source: HardwareAddress?
    var destination: HardwareAddress?
    var direction: CapturedFrame.Direction?
    /// An interface's index, which cooked version 2 has.
    var interfaceIndex: UInt32?
    /// VLAN tags, the outer first.
    var tags: [VLANTag] = []
    /// Where the packet begins.
    var end = 0

    private static let internet: UInt16 = 0x0800
    /// 802.1Q, 802.1ad and its older number.
    static let tagProtocols: Set<UInt16> = [0x8100, 0x88A8, 0x9100]
    /// Nobody nests more than two; a frame of tags alone must not be walked for long.
    private static let tagLimit = 4

    /// Reads the header; `nil` when no IPv4 packet follows.
    init?(_ frame: CapturedFrame) {
        let octets = frame.octets
        if frame.linkType.isRaw {
            guard let first = octets.first, first >> 4 == 4 else { return nil }
            return
        }
        guard var type = readAddresses(octets, frame.linkType) else { return nil }
        while Self.tagProtocols.contains(type), tags.count < Self.tagLimit {
            guard let control = octets.number16(at: end), let next = octets.number16(at: end + 2) else { return nil }
            tags.append(VLANTag(protocolNumber: type, control: control))
            type = next
            end += 4
        }
        if type != Self.internet { return nil }
    }

    /// Reads what the link type has before the type of the packet, and returns that type.
    private mutating func readAddresses(_ octets: [UInt8], _ linkType: LinkType) -> UInt16? {
        switch linkType {
        case .ethernet:
            guard octets.count >= 14 else { return nil }
            destination = HardwareAddress(octets: octets[0..<6])
            source = HardwareAddress(octets: octets[6..<12])
            end = 14
            return octets.number16(at: 12)
        case .linuxCooked:
            guard octets.count >= 16, let packet = octets.number16(at: 0), let count = octets.number16(at: 4) else {
                return nil
            }
            direction = packet == 4 ? .outgoing : .incoming
            source = Self.address(octets[6..<14], count: Int(count))
            end = 16
            return octets.number16(at: 14)
        case .linuxCooked2:
            guard octets.count >= 20 else { return nil }
            direction = octets[10] == 4 ? .outgoing : .incoming
            interfaceIndex = octets.number32(at: 4)
            source = Self.address(octets[12..<20], count: Int(octets[11]))
            end = 20
            return octets.number16(at: 0)
        default:
            return nil
        }
    }

    private static func address(_ octets: ArraySlice<UInt8>, count: Int) -> HardwareAddress? {
        count == 0 ? nil : HardwareAddress(octets: octets.prefix(count))
    }
}

/// A VLAN tag (IEEE 802.1Q).
public struct VLANTag: Hashable, Sendable {
    /// 0x8100 (802.1Q) or, around another tag, 0x88A8 (802.1ad).
    public var protocolNumber: UInt16
    /// Priority, drop eligibility and VLAN id.
    public var control: UInt16

    /// Makes a tag.
    public init(protocolNumber: UInt16 = 0x8100, control: UInt16) {
        self.protocolNumber = protocolNumber
        self.control = control
    }

    /// The VLAN's number; 0 says that the tag has a priority only.
    public var identifier: Int { Int(control & 0x0FFF) }
}
