extension DHCPOptionDefinition {
    /// The value as one line for people, as in `10.0.0.1, 10.0.0.2` or `"PXEClient"`.
    ///
    /// Text is quoted, and what does not print is escaped, so that nobody can write to a terminal through a packet.
    /// Throws `DHCPDecodingError` when the octets do not have the option's format.
    public func describe(_ octets: [UInt8]) throws(DHCPDecodingError) -> String {
        do throws(DHCPDecodingError) {
            return try format.describe(octets)
        } catch {
            throw error.within(code)
        }
    }

    /// The value of any option as one line for people: by its format, or in hexadecimal when the option is unknown or
    /// its value malformed.
    public static func text(of octets: [UInt8], for code: DHCPOptionCode) -> String {
        (try? DHCPOptionDefinition(code)?.describe(octets)) ?? octets.hexadecimal()
    }
}

extension DHCPOptionDefinition.Format {
    func describe(_ octets: [UInt8]) throws(DHCPDecodingError) -> String {
        switch self {
        case .address: try IPv4Address(decoding: octets).description
        case .addresses: try Self.list([IPv4Address](decoding: octets))
        case .addressPairs: try Self.list([PolicyFilter](decoding: octets))
        case .string: try String(decoding: octets).quoted
        case .uint8: try UInt8(decoding: octets).description
        case .uint16: try UInt16(decoding: octets).description
        case .uint32: try UInt32(decoding: octets).description
        case .int32: try Int32(decoding: octets).description
        case .boolean: try Bool(decoding: octets).description
        case .uint16s: try Self.list([UInt16](decoding: octets))
        case .octets: octets.hexadecimal()
        case .flag: try OptionPresence(decoding: octets).description
        case .codes: try Self.list([DHCPOptionCode](decoding: octets))
        case .messageType: try DHCPMessageType(decoding: octets).description
        case .maximumMessageSize: try MaximumMessageSize(decoding: octets).description
        case .clientIdentifier: try ClientIdentifier(decoding: octets).description
        case .staticRoutes: try Self.list([StaticRoute](decoding: octets))
        case .classlessRoutes: try ClasslessRoutes(decoding: octets).description
        case .domainName: try DomainName(decoding: octets).description
        case .domainNames: try DomainNameList(decoding: octets).description
        case .fqdn: try ClientFQDN(decoding: octets).description
        case .userClass: try UserClass(decoding: octets).description
        case .architectures: try Self.list([ClientArchitecture](decoding: octets))
        case .networkInterface: try ClientNetworkInterface(decoding: octets).description
        case .uuid: try ClientUUID(decoding: octets).description
        case .sipServers: try SIPServers(decoding: octets).description
        case .slpDirectoryAgents: try SLPDirectoryAgents(decoding: octets).description
        case .slpServiceScope: try SLPServiceScope(decoding: octets).description
        case .relayAgentInformation: try RelayAgentInformation(decoding: octets).description
        case .encapsulated: try EncapsulatedOptions(decoding: octets).description
        case .vendorClass: try VendorIdentifyingClass(decoding: octets).description
        case .vendorOptions: try VendorIdentifyingOptions(decoding: octets).description
        }
    }

    private static func list(_ values: [some CustomStringConvertible]) -> String {
        values.map(\.description).joined(separator: ", ")
    }
}
