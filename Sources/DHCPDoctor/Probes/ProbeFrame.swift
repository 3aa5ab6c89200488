package import DHCP
internal import DHCPServer

/// Frames by which those on a link are asked, and what answers say.
package enum ProbeFrame {
    /// A DISCOVER of a client that does not exist, to all on the link of an interface; `nil` without an Ethernet address.
    package static func discover(_ client: HardwareAddress, exchange: UInt32, from own: HardwareAddress) -> [UInt8]? {
        guard own.isEthernet else { return nil }
        var message = DHCPMessage(op: .bootRequest, xid: exchange, hardwareAddress: client)
        message.isBroadcast = true
        message.options[.messageType] = .discover
        message.options[.parameterRequestList] = [.subnetMask, .router, .domainNameServer, .domainName]
        let payload = message.encode()
        guard
            let header = UDPPacketHeader(
                from: DHCPEndpoint(.any, port: DHCPEndpoint.clientPort),
                to: DHCPEndpoint(.broadcast, port: DHCPEndpoint.serverPort), payload: payload.span)
        else { return nil }
        let headers = header.octets.indices.map { header.octets[$0] }
        return everybody + own.octets + [0x08, 0x00] + headers + payload
    }

    /// A hardware address of nobody: locally administered, and other ones each time.
    package static func nobody() -> HardwareAddress {
        func octet() -> UInt8 { .random(in: 0...255) }
        return HardwareAddress(octet() & 0xFC | 0x02, octet(), octet(), octet(), octet(), octet())
    }

    /// Asks whether anybody has an address, without claiming one (RFC 5227 section 2.1.1).
    package static func whoHas(_ address: IPv4Address, from own: HardwareAddress) -> [UInt8] {
        let head: [UInt8] = [0x08, 0x06, 0, 1, 0x08, 0x00, 6, 4, 0, 1]
        let padding = [UInt8](repeating: 0, count: 18)
        return everybody + own.octets + head + own.octets + [0, 0, 0, 0] + [UInt8](repeating: 0, count: 6)
            + octets(address) + padding
    }

    /// Who says in a frame of ARP that it has which address; `nil` in another frame, and where nobody does.
    package static func owner(in frame: [UInt8]) -> (address: IPv4Address, hardware: HardwareAddress)? {
        var place = 12
        // Up to two tags.
        while place <= 16, frame.count > place + 4, frame[place] == 0x81 || frame[place] == 0x88 { place += 4 }
        guard frame.count >= place + 30, frame[place...].starts(with: [0x08, 0x06, 0, 1, 0x08, 0x00, 6, 4, 0]) else {
            return nil
        }
        let hardware = HardwareAddress(octets: frame[place + 10..<place + 16])
        let bits = frame[place + 16..<place + 20].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard bits != 0, let hardware, !hardware.isZero else { return nil }
        return (IPv4Address(bitPattern: bits), hardware)
    }

    private static let everybody = [UInt8](repeating: 0xFF, count: 6)

    private static func octets(_ address: IPv4Address) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: address.bitPattern >> (24 - 8 * UInt32($0))) }
    }
}
