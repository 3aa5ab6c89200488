package import DHCP

/// A message that is encoded once, and the places where one client's differs from another's.
package struct MessageTemplate: Sendable {
    /// The message with zeros in the places to be filled.
    package let octets: [UInt8]
    /// Where the value of option 50 stands, if the message has it.
    package let requestedAddress: Int?
    /// Where the value of option 54 stands, if the message has it.
    package let serverIdentifier: Int?

    /// `xid`, `ciaddr` and `chaddr` stand where RFC 2131 figure 1 has them.
    package static let xid = 4
    /// See ``xid``.
    package static let ciaddr = 12
    /// See ``xid``.
    package static let chaddr = 28

    /// A client that looks for servers, behind `relay`.
    package static func discover(by relay: LoadRelay) -> MessageTemplate {
        MessageTemplate(message(.discover, by: relay))
    }

    /// A client that takes an offer (SELECTING), behind `relay`.
    package static func request(by relay: LoadRelay) -> MessageTemplate {
        var message = message(.request, by: relay)
        message.options[.requestedAddress] = .any
        message.options[.serverIdentifier] = .any
        return MessageTemplate(message)
    }

    /// A client that extends its lease: `ciaddr` is filled, options 50 and 54 are not there (RFC 2131 table 4).
    package static func renewal(by relay: LoadRelay) -> MessageTemplate {
        MessageTemplate(message(.request, by: relay))
    }

    private init(_ message: DHCPMessage) {
        octets = message.encode()
        requestedAddress = Self.valueOffset(of: .requestedAddress, in: octets)
        serverIdentifier = Self.valueOffset(of: .serverIdentifier, in: octets)
    }

    private static func message(_ type: DHCPMessageType, by relay: LoadRelay) -> DHCPMessage {
        var message = DHCPMessage(op: .bootRequest, xid: 0, hardwareAddress: HardwareAddress(0, 0, 0, 0, 0, 0))
        message.giaddr = relay.address
        message.hops = 1
        message.options[.messageType] = type
        message.options[.parameterRequestList] = [
            .subnetMask, .router, .domainNameServer, .domainName, .renewalTime, .rebindingTime,
        ]
        if relay.port != DHCPEndpoint.serverPort {
            var information = RelayAgentInformation()
            information.relaySourcePort = []
            message.options[.relayAgentInformation] = information
        }
        return message
    }

    private static func valueOffset(of code: DHCPOptionCode, in octets: [UInt8]) -> Int? {
        var cursor = OptionCursor(LoadReply.optionsOffset..<octets.count, hasLayout: true)
        while let option = cursor.next(in: octets.span.bytes) {
            if option.code == code.rawValue { return option.start }
        }
        return nil
    }
}

/// The relay that the load generator pretends to be.
///
/// Servers answer a relay at port 67. From another port, the messages say so (RFC 8357), which not every server knows.
package struct LoadRelay: Hashable, Sendable {
    /// `giaddr`.
    package var address: IPv4Address
    /// Where it sends from and listens.
    package var port: UInt16

    /// Makes a relay.
    package init(address: IPv4Address, port: UInt16) {
        self.address = address
        self.port = port
    }
}
