import DHCP
import DHCPCapture

/// Frames put together here, octet by octet, without the code under test.
enum Frames {
    static let client: [UInt8] = [0x02, 0, 0, 0, 0, 0x0A]
    static let everybody = [UInt8](repeating: 0xFF, count: 6)
    static let time = DHCPInstant(nanoseconds: 1_700_000_000_123_456_000)

    /// An IPv4 packet with a UDP datagram, from 0.0.0.0:68 to 255.255.255.255:67 unless told otherwise.
    static func packet(
        _ payload: [UInt8], ports: (UInt16, UInt16) = (68, 67), flags: UInt16 = 0, options: [UInt8] = [],
        checksum: UInt16? = nil
    ) -> [UInt8] {
        let addresses: [UInt8] = [0, 0, 0, 0, 255, 255, 255, 255]
        let udpCount = big(UInt16(8 + payload.count))
        let headerCount = 20 + options.count
        var header: [UInt8] = [UInt8(0x40 + headerCount / 4), 0] + big(UInt16(headerCount + 8 + payload.count))
        header += [0, 1] + big(flags) + [64, 17, 0, 0] + addresses + options
        header.replaceSubrange(10..<12, with: big(~sum(header)))
        let pseudo = addresses + [0, 17] + udpCount
        let udp = big(ports.0) + big(ports.1) + udpCount
        let value = checksum ?? ~sum(pseudo + udp + [0, 0] + payload)
        return header + udp + big(value) + payload
    }

    /// What hosts put into the checksum field for the card to finish.
    static func pseudoSum(_ payload: [UInt8]) -> UInt16 {
        sum([0, 0, 0, 0, 255, 255, 255, 255, 0, 17] + big(UInt16(8 + payload.count)))
    }

    static func ethernet(_ packet: [UInt8], tags: [(UInt16, UInt16)] = []) -> [UInt8] {
        everybody + client + tags.flatMap { big($0.0) + big($0.1) } + [0x08, 0x00] + packet
    }

    static func cooked(_ packet: [UInt8], packetType: UInt8, tags: [UInt8] = [0x08, 0x00]) -> [UInt8] {
        [0, packetType, 0, 1, 0, 6] + client + [0, 0] + tags + packet
    }

    static func cooked2(_ packet: [UInt8], packetType: UInt8, index: UInt8) -> [UInt8] {
        [0x08, 0x00, 0, 0, 0, 0, 0, index, 0, 1, packetType, 6] + client + [0, 0] + packet
    }

    static func frame(_ octets: [UInt8], _ type: LinkType = .ethernet, original: Int? = nil) -> CapturedFrame {
        CapturedFrame(time: time, linkType: type, octets: octets, originalCount: original)
    }

    static func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

    static func big(_ value: UInt32) -> [UInt8] { big(UInt16(value >> 16)) + big(UInt16(value & 0xFFFF)) }

    private static func sum(_ octets: [UInt8]) -> UInt16 {
        var sum = 0
        for (index, octet) in octets.enumerated() { sum += index % 2 == 0 ? Int(octet) << 8 : Int(octet) }
        while sum > 0xFFFF { sum = (sum & 0xFFFF) + (sum >> 16) }
        return UInt16(sum)
    }
}

/// Payloads of messages.
enum Payloads {
    static let discover = message(options: [53, 1, 1, 55, 2, 1, 3, 255])

    /// A reply with an option of most kinds: overloaded, relayed, split, unknown, malformed, padded.
    static let rich: [UInt8] = {
        var octets = message(
            op: 2,
            options: [53, 1, 2, 52, 1, 3, 54, 4, 10, 0, 0, 1, 51, 4, 0, 0, 14, 16, 0, 0]
                + [15, 4, 0x6C, 0x61, 0x62, 0x2E, 43, 4, 6, 1, 8, 255, 3, 3, 10, 0, 0]
                + [125, 9, 0, 0, 13, 233, 4, 1, 2, 0x68, 0x69, 224, 2, 1, 2]
                + [82, 8, 1, 4, 0x65, 0x74, 0x68, 0x31, 2, 0, 255, 0, 7])
        octets.replaceSubrange(16..<20, with: [10, 0, 0, 50])
        let file: [UInt8] = [15, 4, 0x74, 0x65, 0x73, 0x74, 255]
        octets.replaceSubrange(108..<108 + file.count, with: file)
        let sname: [UInt8] = [12, 3, 0x1B, 0x5B, 0x4A]
        octets.replaceSubrange(44..<44 + sname.count, with: sname)
        return octets
    }()

    static func message(op: UInt8 = 1, options: [UInt8]) -> [UInt8] {
        var octets: [UInt8] = [op, 1, 6, 0, 0, 0, 0x3D, 0x1D, 0, 5, 0x80, 0] + [UInt8](repeating: 0, count: 16)
        octets += Frames.client + [UInt8](repeating: 0, count: 10 + 192)
        return octets + [99, 130, 83, 99] + options
    }

    static func seen(_ payload: [UInt8]) throws -> CapturedMessage? {
        CapturedMessage(Frames.frame(Frames.ethernet(Frames.packet(payload))))
    }
}
