/// What an option is called and how its value is written, for programs that learn options at run time: configuration
/// files and packet printers.
///
/// Code that knows its options uses `DHCPOptionKey`.
///
/// ```swift
/// DHCPOptionDefinition(name: "routers")?.code              // 3
/// DHCPOptionDefinition(.leaseTime)?.format                 // .uint32
/// DHCPOptionDefinition.text(of: [10, 0, 0, 1], for: 3)     // 10.0.0.1
/// ```
public struct DHCPOptionDefinition: Hashable, Sendable {
    /// The option's code.
    public let code: DHCPOptionCode
    /// The name that operators know from other servers, such as `domain-name-servers`.
    public let name: String
    /// How the value is written.
    public let format: Format

    /// Makes the definition of an option of one's own.
    public init(code: DHCPOptionCode, name: String, format: Format) {
        self.code = code
        self.name = name
        self.format = format
    }

    /// Names a key of the registry.
    init<Value: FormattedOptionValue>(_ key: DHCPOptionKey<Value>, _ name: String) {
        self.init(code: key.code, name: name, format: Value.format)
    }

    /// How a value is written.
    ///
    /// The raw values are the words of a configuration file.
    public enum Format: String, CaseIterable, Sendable {
        /// One address.
        case address = "ip-address"
        /// One address or more.
        case addresses = "ip-addresses"
        /// Pairs of an address and a mask.
        case addressPairs = "ip-address-pairs"
        /// Text in UTF-8.
        case string = "string"
        /// A number of one octet.
        case uint8 = "uint8"
        /// A number of two octets.
        case uint16 = "uint16"
        /// A number of four octets.
        case uint32 = "uint32"
        /// A number of four octets with a sign.
        case int32 = "int32"
        /// One octet, 0 or 1.
        case boolean = "boolean"
        /// Numbers of two octets.
        case uint16s = "uint16s"
        /// Octets without a structure, or with one that is not read.
        case octets = "hex"
        /// No octets: being there is all.
        case flag = "flag"
        /// Codes of options.
        case codes = "option-codes"
        /// A message type.
        case messageType = "message-type"
        /// A size, read leniently.
        case maximumMessageSize = "message-size"
        /// `ClientIdentifier`.
        case clientIdentifier = "client-identifier"
        /// `[StaticRoute]`.
        case staticRoutes = "static-routes"
        /// `ClasslessRoutes`.
        case classlessRoutes = "classless-routes"
        /// `DomainName`.
        case domainName = "fqdn"
        /// `DomainNameList`.
        case domainNames = "fqdns"
        /// `ClientFQDN`.
        case fqdn = "client-fqdn"
        /// `UserClass`.
        case userClass = "user-class"
        /// `[ClientArchitecture]`.
        case architectures = "architectures"
        /// `ClientNetworkInterface`.
        case networkInterface = "network-interface"
        /// `ClientUUID`.
        case uuid = "uuid"
        /// `SIPServers`.
        case sipServers = "sip-servers"
        /// `SLPDirectoryAgents`.
        case slpDirectoryAgents = "slp-directory-agents"
        /// `SLPServiceScope`.
        case slpServiceScope = "slp-service-scope"
        /// `RelayAgentInformation`.
        case relayAgentInformation = "relay-agent-information"
        /// `EncapsulatedOptions`.
        case encapsulated = "encapsulated"
        /// `VendorIdentifyingClass`.
        case vendorClass = "vendor-identifying-class"
        /// `VendorIdentifyingOptions`.
        case vendorOptions = "vendor-identifying-options"
    }
}

// MARK: - Look-up

extension DHCPOptionDefinition {
    private static let byCode: [DHCPOptionDefinition?] = {
        var table = [DHCPOptionDefinition?](repeating: nil, count: 256)
        for definition in all { table[Int(definition.code.rawValue)] = definition }
        return table
    }()

    private static let byName: [String: DHCPOptionCode] = {
        var table: [String: DHCPOptionCode] = [:]
        for (name, code) in aliases { table[name] = code }
        for definition in all { table[definition.name] = definition.code }
        return table
    }()

    /// The definition of a code; `nil` for a code that the registry has no format for.
    public init?(_ code: DHCPOptionCode) {
        guard let definition = Self.byCode[Int(code.rawValue)] else { return nil }
        self = definition
    }

    /// The definition of a name, also by the names that Kea, ISC dhcpd and dnsmasq use, with or without `dhcp-` in
    /// front; `nil` for a name that is none.
    ///
    /// The result has the name this table prefers.
    public init?(name: String) {
        let code = Self.byName[name] ?? (name.hasPrefix("dhcp-") ? Self.byName[String(name.dropFirst(5))] : nil)
        guard let code else { return nil }
        self.init(code)
    }
}
