public import DHCP

/// Messages as clients send them (RFC 2131 table 5). Change the result for what is not usual.
extension DHCPMessage {
    /// A client's message of any type.
    public static func client(
        _ type: DHCPMessageType, _ client: HardwareAddress, xid: UInt32 = 1, ciaddr: IPv4Address = .any,
        giaddr: IPv4Address = .any, options fill: (inout DHCPOptions) -> Void = { _ in }
    ) -> DHCPMessage {
        var message = DHCPMessage(op: .bootRequest, xid: xid, hardwareAddress: client, ciaddr: ciaddr, giaddr: giaddr)
        message.options[.messageType] = type
        fill(&message.options)
        return message
    }

    /// DISCOVER.
    public static func discover(
        _ client: HardwareAddress, xid: UInt32 = 1, giaddr: IPv4Address = .any,
        options fill: (inout DHCPOptions) -> Void = { _ in }
    ) -> DHCPMessage {
        .client(.discover, client, xid: xid, giaddr: giaddr, options: fill)
    }

    /// REQUEST that takes an offer, in state SELECTING.
    public static func selecting(_ offer: DHCPMessage) -> DHCPMessage {
        .client(.request, offer.hardwareAddress, xid: offer.xid, giaddr: offer.giaddr) { options in
            options[.requestedAddress] = offer.yiaddr
            options[.serverIdentifier] = offer.options[.serverIdentifier]
            options[raw: .clientIdentifier] = offer.options[raw: .clientIdentifier]
        }
    }

    /// REQUEST in state INIT-REBOOT.
    public static func initReboot(
        _ client: HardwareAddress, address: IPv4Address, giaddr: IPv4Address = .any
    ) -> DHCPMessage {
        .client(.request, client, giaddr: giaddr) { $0[.requestedAddress] = address }
    }

    /// REQUEST in state RENEWING or REBINDING: which of them, its origin tells.
    public static func renewing(
        _ client: HardwareAddress, address: IPv4Address, giaddr: IPv4Address = .any
    ) -> DHCPMessage {
        .client(.request, client, ciaddr: address, giaddr: giaddr)
    }

    /// RELEASE.
    public static func release(
        _ client: HardwareAddress, address: IPv4Address, server: IPv4Address
    ) -> DHCPMessage {
        .client(.release, client, ciaddr: address) { $0[.serverIdentifier] = server }
    }

    /// DECLINE.
    public static func decline(
        _ client: HardwareAddress, address: IPv4Address, server: IPv4Address
    ) -> DHCPMessage {
        .client(.decline, client) { options in
            options[.requestedAddress] = address
            options[.serverIdentifier] = server
        }
    }

    /// INFORM.
    public static func inform(_ client: HardwareAddress, address: IPv4Address) -> DHCPMessage {
        .client(.inform, client, ciaddr: address)
    }
}
