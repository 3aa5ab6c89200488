public import DHCP
public import DHCPLeases

/// What a client would ask: to find out what would become of it.
public struct ClientQuestion: Sendable {
    /// In which state the client asks.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// A DISCOVER, of a client without an address.
        case discover
        /// A REQUEST of the address that it was offered.
        case request
        /// A REQUEST of the address that it had before it was switched off (INIT-REBOOT).
        case reboot
        /// A REQUEST to this server alone, for more time.
        case renew
        /// A REQUEST to all servers, for more time.
        case rebind
        /// An INFORM, of a client with an address of its own.
        case inform
    }

    /// In which state it asks.
    public var kind: Kind
    /// Its hardware address.
    public var hardwareAddress: HardwareAddress
    /// How its messages come.
    public var origin: DHCPOrigin
    /// The relay by which it asks; `nil` for none.
    public var relay: IPv4Address?
    /// The address that it asks for, or has; `nil` for none.
    public var address: IPv4Address?
    /// More options, such as its vendor class.
    public var options: DHCPOptions

    /// Makes a question.
    public init(
        _ kind: Kind = .discover, hardwareAddress: HardwareAddress, origin: DHCPOrigin, relay: IPv4Address? = nil,
        address: IPv4Address? = nil, options: DHCPOptions = DHCPOptions()
    ) {
        (self.kind, self.hardwareAddress, self.origin) = (kind, hardwareAddress, origin)
        (self.relay, self.address, self.options) = (relay, address, options)
    }

    /// What usual clients ask for (option 55).
    public static let usualWishes: [DHCPOptionCode] = [
        .subnetMask, .router, .domainNameServer, .hostName, .domainName, .interfaceMTU, .broadcastAddress, .ntpServer,
        .domainSearch, .classlessStaticRoute,
    ]

    /// The message; `nil` for one that needs an address and has none.
    ///
    /// A `request` is answered to an offer: give that, else it is the same as a DISCOVER.
    public func message(taking offer: DHCPMessage? = nil) -> DHCPRequest? {
        var message = DHCPMessage(op: .bootRequest, xid: 0x6578_706C, hardwareAddress: hardwareAddress)
        message.giaddr = relay ?? .any
        message.hops = relay == nil ? 0 : 1
        var options = DHCPOptions()
        var origin = origin
        options[.messageType] = kind == .discover ? .discover : kind == .inform ? .inform : .request
        switch kind {
        case .discover: options[.requestedAddress] = address
        case .request:
            if let offer {
                options[.requestedAddress] = offer.yiaddr
                options[.serverIdentifier] = offer.options[.serverIdentifier]
            } else {
                options[.messageType] = .discover
                options[.requestedAddress] = address
            }
        case .reboot:
            guard let address else { return nil }
            options[.requestedAddress] = address
        case .renew, .rebind, .inform:
            guard let address else { return nil }
            message.ciaddr = address
            origin.peer = DHCPEndpoint(relay ?? address, port: DHCPEndpoint.clientPort)
            if kind == .renew, relay == nil { origin.destination = origin.localAddress }
        }
        options[.parameterRequestList] = Self.usualWishes
        for code in self.options.codes { options[raw: code] = self.options[raw: code] }
        message.options = options
        return DHCPRequest(message: message, origin: origin)
    }

    /// The options that a client is known to have sent: its identifier, its name, its port.
    ///
    /// What its relay said counts behind that relay alone.
    public static func knownOptions(of lease: Lease?, isRelayed: Bool) -> DHCPOptions {
        var options = DHCPOptions()
        guard let lease else { return options }
        if let name = lease.hostName { options[.hostName] = name }
        if let vendor = lease.vendorClassIdentifier { options[raw: .vendorClassIdentifier] = vendor }
        if let identifier = lease.sentClientIdentifier { options[raw: .clientIdentifier] = identifier }
        if isRelayed, let information = lease.relayAgentInformation {
            options[raw: .relayAgentInformation] = information
        }
        return options
    }
}
