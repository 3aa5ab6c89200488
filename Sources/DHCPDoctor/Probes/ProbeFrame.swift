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

    private static let everybody = [UInt8](repeating: 0xFF, count: 6)
}
