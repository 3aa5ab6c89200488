import DHCP

/// Writes the value of an option as a file would.
struct OptionValueWriter {
    typealias Format = DHCPOptionDefinition.Format

    let definitions: OptionDefinitions

    /// The name of an option, or its code when it has none.
    func name(_ code: DHCPOptionCode) -> String {
        definitions.definition(code)?.name ?? "\(code.rawValue)"
    }

    /// The value by the option's format, or in hexadecimal when it has none or the octets do not have it.
    func value(_ octets: [UInt8], of code: DHCPOptionCode) -> EffectiveValue {
        guard let format = definitions.definition(code)?.format,
            let value = try? natural(octets, format)
        else { return Self.hexadecimal(octets) }
        return value
    }

    static func hexadecimal(_ octets: [UInt8]) -> EffectiveValue {
        .mapping([EffectiveEntry(Format.octets.rawValue, .text(octets.hexadecimal()))])
    }

    private func natural(_ octets: [UInt8], _ format: Format) throws(DHCPDecodingError) -> EffectiveValue {
        switch format {
        case .address: try .text(IPv4Address(decoding: octets))
        case .addresses: try Self.list([IPv4Address](decoding: octets))
        case .addressPairs: try Self.list([PolicyFilter](decoding: octets))
        case .staticRoutes: try Self.list([StaticRoute](decoding: octets))
        case .classlessRoutes: try Self.list(ClasslessRoutes(decoding: octets).routes)
        case .codes: try .list([DHCPOptionCode](decoding: octets).map { .text(name($0)) })
        case .uint16s: try .list([UInt16](decoding: octets).map { .number($0) })
        case .uint8: try .number(UInt8(decoding: octets))
        case .uint16: try .number(UInt16(decoding: octets))
        case .uint32: try .number(UInt32(decoding: octets))
        case .int32: try .number(Int32(decoding: octets))
        case .boolean: try .boolean(Bool(decoding: octets))
        case .flag: octets.isEmpty ? .boolean(true) : Self.hexadecimal(octets)
        case .string: Self.text(octets)
        case .domainName: try .text(DomainName(decoding: octets))
        case .encapsulated: try Self.encapsulated(EncapsulatedOptions(decoding: octets))
        case .octets, .domainNames, .sipServers, .slpDirectoryAgents, .slpServiceScope, .vendorOptions, .messageType,
            .maximumMessageSize, .clientIdentifier, .fqdn, .userClass, .architectures, .networkInterface, .uuid,
            .relayAgentInformation, .vendorClass:
            try described(octets, format)
        }
    }

    /// Lists of names; what has no shorter form stays octets.
    private func described(_ octets: [UInt8], _ format: Format) throws(DHCPDecodingError) -> EffectiveValue {
        switch format {
        case .domainNames: try Self.list(DomainNameList(decoding: octets).names)
        case .sipServers:
            switch try SIPServers(decoding: octets) {
            case .names(let names): Self.list(names.names)
            case .addresses(let addresses): Self.list(addresses)
            }
        default: Self.hexadecimal(octets)
        }
    }

    private static func list(_ values: [some CustomStringConvertible]) -> EffectiveValue {
        .list(values.map { .text($0) })
    }

    /// Text, unless octets that are none would be lost.
    private static func text(_ octets: [UInt8]) -> EffectiveValue {
        guard let text = String(validating: octets, as: UTF8.self), !text.isEmpty, Array(text.utf8) == octets else {
            return hexadecimal(octets)
        }
        return .text(text)
    }

    /// Options inside an option; with pads or an end they stay octets.
    private static func encapsulated(_ options: EncapsulatedOptions) -> EffectiveValue {
        if options.hasEnd || options.codes.isEmpty { return hexadecimal(options.octets) }
        return .mapping(
            options.codes.map { code in EffectiveEntry("\(code)", hexadecimal(options[code] ?? [])) })
    }
}
