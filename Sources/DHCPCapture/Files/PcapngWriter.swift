public import DHCP

/// Writes IPv4 packets as a pcapng file (IETF draft-ietf-opsawg-pcapng) with nanoseconds, each with its interface, its
/// direction and a comment, which Wireshark shows.
///
/// What it gives is to be written in the order in which it was asked for.
public struct PcapngWriter {
    private static let nanoseconds: [UInt8] = [0, 9, 0, 1, 9, 0, 0, 0]
    /// As many as a reader of this package takes.
    private static let interfaceLimit = 1024

    private var interfaces: [String: UInt32] = [:]

    /// Makes a writer of a file in which nothing stands yet.
    public init() {}

    /// What stands at the beginning of the file.
    public static var header: [UInt8] {
        block(PcapngReader.sectionType, number(0x1A2B_3C4D) + [0, 1, 0, 0] + [UInt8](repeating: 0xFF, count: 8))
    }

    /// A packet as it stands in the file, behind the description of its interface when it is the first of that.
    ///
    /// `comment` is cut at 1,000 octets, `interface` at 64. A time before 1970 is written as 1970.
    public mutating func record(
        _ packet: [UInt8], at time: DHCPInstant, interface: String, direction: CapturedFrame.Direction, comment: String
    ) -> [UInt8] {
        var octets: [UInt8] = []
        let name = interfaces.count < Self.interfaceLimit || interfaces[interface] != nil ? interface : ""
        let index = interfaces[name] ?? UInt32(interfaces.count)
        if interfaces[name] == nil {
            interfaces[name] = index
            octets += Self.block(
                1,
                [0, UInt8(LinkType.raw.rawValue), 0, 0] + Self.number(0)
                    + Self.option(2, Array(name.utf8.prefix(64))) + Self.nanoseconds + Self.number(0))
        }
        let stamp = UInt64(max(time.nanoseconds, 0))
        let flags = Self.number(direction == .incoming ? 1 : 2)
        octets += Self.block(
            6,
            Self.number(index) + Self.number(UInt32(stamp >> 32)) + Self.number(UInt32(truncatingIfNeeded: stamp))
                + Self.number(UInt32(packet.count)) + Self.number(UInt32(packet.count)) + Self.padded(packet)
                + Self.option(1, Array(comment.utf8.prefix(1000))) + Self.option(2, flags) + Self.number(0))
        return octets
    }

    private static func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
        let count = number(UInt32(body.count + 12))
        return number(type) + count + body + count
    }

    private static func option(_ code: UInt8, _ value: [UInt8]) -> [UInt8] {
        [0, code, UInt8(value.count >> 8), UInt8(value.count & 0xFF)] + padded(value)
    }

    private static func padded(_ octets: [UInt8]) -> [UInt8] {
        octets + [UInt8](repeating: 0, count: (4 - octets.count % 4) % 4)
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
