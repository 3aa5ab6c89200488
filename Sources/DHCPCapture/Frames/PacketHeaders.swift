internal import DHCP

/// The IPv4 and UDP headers in a frame (RFC 791 section 3.1, RFC 768), and whether they tell the truth.
struct PacketHeaders {
    let source: DHCPEndpoint
    let destination: DHCPEndpoint
    let payload: Range<Int>
    private(set) var marks: [CaptureMark] = []

    private static let udp: UInt8 = 17

    init?(_ frame: CapturedFrame, at start: Int) {
        let octets = frame.octets
        guard octets.count >= start + 20, octets[start] >> 4 == 4, octets[start + 9] == Self.udp else { return nil }
        let udp = start + Int(octets[start] & 15) * 4
        guard udp >= start + 20, octets.count >= udp + 8,
            let claimed = octets.number16(at: start + 2), let fragment = octets.number16(at: start + 6),
            let from = octets.number32(at: start + 12), let to = octets.number32(at: start + 16),
            let fromPort = octets.number16(at: udp), let toPort = octets.number16(at: udp + 2),
            let udpCount = octets.number16(at: udp + 4), fragment & 0x1FFF == 0
        else { return nil }
        source = DHCPEndpoint(IPv4Address(bitPattern: from), port: fromPort)
        destination = DHCPEndpoint(IPv4Address(bitPattern: to), port: toPort)

        // A length of zero is what the kernel shows of a packet that the card is to cut into several.
        let count = claimed == 0 ? frame.originalCount - start : Int(claimed)
        let room = frame.originalCount - start
        let isFragment = fragment & 0x2000 != 0
        if count > room || count < udp - start + 8 { marks.append(.badIPLength(claimed: count, actual: room)) }
        // Behind the packet may stand Ethernet's padding.
        let packetEnd = min(max(start + count, udp + 8), octets.count)
        let whole = max(count - (udp - start), 8)
        if Int(udpCount) < 8 || (Int(udpCount) > whole && !isFragment) {
            marks.append(.badUDPLength(claimed: Int(udpCount), actual: whole))
        }
        let end = udpCount < 8 ? packetEnd : min(packetEnd, udp + Int(udpCount))
        payload = udp + 8..<end

        if octets.count < frame.originalCount, end < udp + Int(udpCount) {
            marks.append(.truncated(kept: octets.count, of: frame.originalCount))
        }
        if isFragment { marks.append(.fragment) }
        checkHeader(octets, start..<udp)
        if !isFragment, end == udp + Int(udpCount) {
            checkDatagram(octets, header: start, udp: udp, end: end, isPartial: frame.hasPartialChecksum)
        }
    }

    private mutating func checkHeader(_ octets: [UInt8], _ range: Range<Int>) {
        guard let found = octets.number16(at: range.lowerBound + 10) else { return }
        var sum = ChecksumSum()
        sum.add(octets[range.lowerBound..<range.lowerBound + 10])
        sum.add(octets[range.lowerBound + 12..<range.upperBound])
        let expected = ~sum.folded
        if found != expected { marks.append(.badIPChecksum(found: found, expected: expected)) }
    }

    private mutating func checkDatagram(_ octets: [UInt8], header: Int, udp: Int, end: Int, isPartial: Bool) {
        // Zero: the sender gave no checksum.
        guard let found = octets.number16(at: udp + 6), found != 0 else { return }
        var sum = ChecksumSum()
        sum.add(octets[header + 12..<header + 20])
        sum.add(UInt16(Self.udp))
        sum.add(UInt16(truncatingIfNeeded: end - udp))
        let pseudo = sum.folded
        sum.add(octets[udp..<udp + 6])
        sum.add(octets[udp + 8..<end])
        let expected = ~sum.folded == 0 ? 0xFFFF : ~sum.folded
        if found == expected { return }
        // A card gets the sum of the pseudo header in the field and adds the rest; captures before the card show that.
        if isPartial || found == pseudo {
            marks.append(.partialChecksum)
        } else {
            marks.append(.badUDPChecksum(found: found, expected: expected))
        }
    }
}
