/// A value of a registered option: what its format is called in configuration files and by packet printers.
protocol FormattedOptionValue: DHCPOptionValue {
    static var format: DHCPOptionDefinition.Format { get }
}

/// A value of which registered options have lists.
protocol FormattedOptionElement: DHCPOptionElement {
    static var listFormat: DHCPOptionDefinition.Format { get }
}

// MARK: - Basic values

extension IPv4Address: FormattedOptionValue, FormattedOptionElement {
    static var format: DHCPOptionDefinition.Format { .address }
    static var listFormat: DHCPOptionDefinition.Format { .addresses }
}

extension UInt8: FormattedOptionValue, FormattedOptionElement {
    static var format: DHCPOptionDefinition.Format { .uint8 }
    static var listFormat: DHCPOptionDefinition.Format { .octets }
}

extension UInt16: FormattedOptionValue, FormattedOptionElement {
    static var format: DHCPOptionDefinition.Format { .uint16 }
    static var listFormat: DHCPOptionDefinition.Format { .uint16s }
}

extension UInt32: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .uint32 }
}

extension Int32: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .int32 }
}

extension Bool: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .boolean }
}

extension String: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .string }
}

extension Array: FormattedOptionValue where Element: FormattedOptionElement {
    static var format: DHCPOptionDefinition.Format { Element.listFormat }
}

extension DHCPOptionCode: FormattedOptionElement {
    static var listFormat: DHCPOptionDefinition.Format { .codes }
}

extension PolicyFilter: FormattedOptionElement {
    static var listFormat: DHCPOptionDefinition.Format { .addressPairs }
}

extension StaticRoute: FormattedOptionElement {
    static var listFormat: DHCPOptionDefinition.Format { .staticRoutes }
}

extension ClientArchitecture: FormattedOptionElement {
    static var listFormat: DHCPOptionDefinition.Format { .architectures }
}

// MARK: - Values with a structure

extension AutoConfigure: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .uint8 }
}

extension ClasslessRoutes: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .classlessRoutes }
}

extension ClientFQDN: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .fqdn }
}

extension ClientIdentifier: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .clientIdentifier }
}

extension ClientNetworkInterface: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .networkInterface }
}

extension ClientUUID: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .uuid }
}

extension DHCPMessageType: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .messageType }
}

extension DomainName: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .domainName }
}

extension DomainNameList: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .domainNames }
}

extension EncapsulatedOptions: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .encapsulated }
}

extension MaximumMessageSize: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .maximumMessageSize }
}

extension NetBIOSNodeType: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .uint8 }
}

extension OptionPresence: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .flag }
}

extension RelayAgentInformation: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .relayAgentInformation }
}

extension SIPServers: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .sipServers }
}

extension SLPDirectoryAgents: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .slpDirectoryAgents }
}

extension SLPServiceScope: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .slpServiceScope }
}

extension UserClass: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .userClass }
}

extension VendorIdentifyingClass: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .vendorClass }
}

extension VendorIdentifyingOptions: FormattedOptionValue {
    static var format: DHCPOptionDefinition.Format { .vendorOptions }
}
