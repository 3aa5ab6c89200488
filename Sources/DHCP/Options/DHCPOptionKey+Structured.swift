// Keys of options whose value has a structure; the types stand in `Values`.

extension DHCPOptionKey where Value == [PolicyFilter] {
    /// 21: next hops allowed in source routes (RFC 2132 section 4.3).
    @inlinable public static var policyFilter: Self { .init(.policyFilter) }
}

extension DHCPOptionKey where Value == [StaticRoute] {
    /// 33: routes to hosts or classful networks; see 121 (RFC 2132 section 5.8).
    @inlinable public static var staticRoute: Self { .init(.staticRoute) }
}

extension DHCPOptionKey where Value == EncapsulatedOptions {
    /// 43: what client and server of one vendor exchange (RFC 2132 section 8.4).
    @inlinable public static var vendorSpecificInformation: Self { .init(.vendorSpecificInformation) }
    /// 63: NetWare/IP settings (RFC 2242 section 3).
    @inlinable public static var netWareIPInformation: Self { .init(.netWareIPInformation) }
    /// 122: settings of CableLabs clients (RFC 3495 section 4).
    @inlinable public static var cableLabsClientConfiguration: Self { .init(.cableLabsClientConfiguration) }
    /// 139: IEEE 802.21 mobility servers (RFC 5678 section 2).
    @inlinable public static var mobilityServiceAddress: Self { .init(.mobilityServiceAddress) }
    /// 140: IEEE 802.21 mobility servers by name (RFC 5678 section 3).
    @inlinable public static var mobilityServiceName: Self { .init(.mobilityServiceName) }
    /// 175: settings of iPXE and gPXE (tentative, RFC 3942 section 3).
    @inlinable public static var etherboot: Self { .init(.etherboot) }
}

extension DHCPOptionKey where Value == NetBIOSNodeType {
    /// 46: how the client resolves NetBIOS names (RFC 2132 section 8.7).
    @inlinable public static var netBIOSNodeType: Self { .init(.netBIOSNodeType) }
}

extension DHCPOptionKey where Value == DHCPMessageType {
    /// 53: what the message is (RFC 2132 section 9.6).
    @inlinable public static var messageType: Self { .init(.messageType) }
}

extension DHCPOptionKey where Value == MaximumMessageSize {
    /// 57: the longest message the client takes (RFC 2132 section 9.10).
    @inlinable public static var maximumMessageSize: Self { .init(.maximumMessageSize) }
}

extension DHCPOptionKey where Value == ClientIdentifier {
    /// 61: what tells clients apart, instead of `chaddr` (RFC 2132 section 9.14).
    @inlinable public static var clientIdentifier: Self { .init(.clientIdentifier) }
}

extension DHCPOptionKey where Value == UserClass {
    /// 77: which kinds of user or use the client names (RFC 3004 section 4).
    @inlinable public static var userClass: Self { .init(.userClass) }
}

extension DHCPOptionKey where Value == SLPDirectoryAgents {
    /// 78: service location directory agents (RFC 2610 section 3).
    @inlinable public static var slpDirectoryAgent: Self { .init(.slpDirectoryAgent) }
}

extension DHCPOptionKey where Value == SLPServiceScope {
    /// 79: service location scopes (RFC 2610 section 4).
    @inlinable public static var slpServiceScope: Self { .init(.slpServiceScope) }
}

extension DHCPOptionKey where Value == OptionPresence {
    /// 80: the client takes, or the server gives, an ACK at once (RFC 4039 section 4).
    @inlinable public static var rapidCommit: Self { .init(.rapidCommit) }
}

extension DHCPOptionKey where Value == ClientFQDN {
    /// 81: the client's full name and who updates the DNS (RFC 4702 section 2).
    @inlinable public static var clientFQDN: Self { .init(.clientFQDN) }
}

extension DHCPOptionKey where Value == RelayAgentInformation {
    /// 82: what the relay adds, returned by the server as it came (RFC 3046).
    @inlinable public static var relayAgentInformation: Self { .init(.relayAgentInformation) }
}

extension DHCPOptionKey where Value == DomainNameList {
    /// 88: broadcast and multicast service controllers by name (RFC 4280 section 4).
    @inlinable public static var bcmcsControllerDomainName: Self { .init(.bcmcsControllerDomainName) }
    /// 119: domains to search for host names in (RFC 3397 section 2).
    @inlinable public static var domainSearch: Self { .init(.domainSearch) }
    /// 141: domains that configure SIP user agents (RFC 6011 section 4).
    @inlinable public static var sipUserAgentConfigurationDomain: Self { .init(.sipUserAgentConfigurationDomain) }
}

extension DHCPOptionKey where Value == [ClientArchitecture] {
    /// 93: what the machine boots, such as x64 UEFI (RFC 4578 section 2.1).
    @inlinable public static var clientArchitecture: Self { .init(.clientArchitecture) }
}

extension DHCPOptionKey where Value == ClientNetworkInterface {
    /// 94: the version of the client's UNDI (RFC 4578 section 2.2).
    @inlinable public static var clientNetworkInterface: Self { .init(.clientNetworkInterface) }
}

extension DHCPOptionKey where Value == ClientUUID {
    /// 97: the machine's UUID (RFC 4578 section 2.3).
    @inlinable public static var clientUUID: Self { .init(.clientUUID) }
}

extension DHCPOptionKey where Value == AutoConfigure {
    /// 116: whether the client may take a link-local address (RFC 2563 section 2).
    @inlinable public static var autoConfigure: Self { .init(.autoConfigure) }
}

extension DHCPOptionKey where Value == SIPServers {
    /// 120: outbound SIP proxies (RFC 3361 section 3).
    @inlinable public static var sipServers: Self { .init(.sipServers) }
}

extension DHCPOptionKey where Value == ClasslessRoutes {
    /// 121: routes with masks, which replace 3 and 33 (RFC 3442).
    @inlinable public static var classlessStaticRoute: Self { .init(.classlessStaticRoute) }
    /// 249: 121 as older Windows asks for it (MS-DHCPE section 2.2.8).
    @inlinable public static var microsoftClasslessStaticRoute: Self { .init(.microsoftClasslessStaticRoute) }
}

extension DHCPOptionKey where Value == VendorIdentifyingClass {
    /// 124: vendor classes by enterprise number (RFC 3925 section 3).
    @inlinable public static var vendorIdentifyingClass: Self { .init(.vendorIdentifyingClass) }
}

extension DHCPOptionKey where Value == VendorIdentifyingOptions {
    /// 125: vendor options by enterprise number (RFC 3925 section 4).
    @inlinable public static var vendorIdentifyingOptions: Self { .init(.vendorIdentifyingOptions) }
}

extension DHCPOptionKey where Value == DomainName {
    /// 137: the location-to-service server (RFC 5223).
    @inlinable public static var lostServer: Self { .init(.lostServer) }
    /// 147: the DOTS agent's name (RFC 8973 section 5).
    @inlinable public static var dotsReferenceIdentifier: Self { .init(.dotsReferenceIdentifier) }
    /// 213: the access network's domain (RFC 5986 section 3).
    @inlinable public static var accessNetworkDomain: Self { .init(.accessNetworkDomain) }
}
