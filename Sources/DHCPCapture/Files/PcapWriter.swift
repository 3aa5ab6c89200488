internal import DHCP

/// Writes frames as a pcap file of Ethernet frames with nanoseconds, which tcpdump and Wireshark open.
///
/// A frame that has no Ethernet header gets one: addresses that are not known are zero, VLAN tags are kept.
public enum PcapWriter {
    /// What stands at the beginning of the file.
    public static var header: [UInt8] {
        big(PcapReader.nanoseconds) + [0, 2, 0, 4] + [UInt8](repeating: 0, count: 8)
            + big(UInt32(CaptureReader.frameLimit)) + big(LinkType.ethernet.rawValue)
    }

    /// A frame as it stands in the file; `nil` for one that carries no IPv4 packet or was seen outside 1970...2106.
    public static func record(_ frame: CapturedFrame) -> [UInt8]? {
        guard let octets = ethernet(frame), octets.count <= CaptureReader.frameLimit,
            let seconds = UInt32(exactly: frame.time.seconds), frame.time.nanoseconds >= 0
        else { return nil }
        let original = frame.originalCount - frame.octets.count + octets.count
        return big(seconds) + big(UInt32(frame.time.nanoseconds % 1_000_000_000)) + big(UInt32(octets.count))
            + big(UInt32(clamping: original)) + octets
    }

    private static func ethernet(_ frame: CapturedFrame) -> [UInt8]? {
        if frame.linkType == .ethernet { return frame.octets }
        guard let link = LinkHeader(frame) else { return nil }
        var header = [UInt8](repeating: 0, count: 6)
        if let source = link.source, source.count == 6 {
            header += source.octets
        } else {
            header += [UInt8](repeating: 0, count: 6)
        }
        for tag in link.tags { header += big(UInt32(tag.protocolNumber) << 16 | UInt32(tag.control)) }
        return header + [0x08, 0x00] + frame.octets[link.end...]
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
