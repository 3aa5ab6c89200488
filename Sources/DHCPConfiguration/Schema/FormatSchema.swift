import DHCP

/// How an option's value is written, as a JSON Schema says it.
enum FormatSchema {
    static func schema(of format: DHCPOptionDefinition.Format) -> JSONValue {
        switch format {
        case .address: ConfigurationSchema.schema(of: .address)
        case .addresses, .slpDirectoryAgents: some(.address)
        case .string, .slpServiceScope, .domainName: ConfigurationSchema.schema(of: .text)
        case .domainNames, .sipServers: some(.text)
        case .uint8: ConfigurationSchema.schema(of: .number(0...255))
        case .uint16: ConfigurationSchema.schema(of: .number(0...65_535))
        case .uint32: ConfigurationSchema.schema(of: .number(0...4_294_967_295))
        case .int32: ConfigurationSchema.schema(of: .number(-2_147_483_648...2_147_483_647))
        case .uint16s: some(.number(0...65_535))
        case .boolean, .flag: ConfigurationSchema.schema(of: .boolean)
        case .codes: some(.optionCode)
        case .addressPairs: routes("10.1.0.0/255.255.0.0", "^[0-9.]+/[0-9.]+$")
        case .staticRoutes: routes("10.1.0.0 via 10.0.0.254", "^[0-9.]+ +via +[0-9.]+$")
        case .classlessRoutes: routes("10.2.0.0/16 via 10.0.0.254", "^[0-9.]+/[0-9]+ +via +[0-9.]+$")
        case .octets: ["type": ["string", "number"]]
        case .encapsulated: byNumber(ConfigurationSchema.reference("option-value-tagged"))
        case .vendorOptions: byNumber(byNumber(ConfigurationSchema.reference("option-value-tagged")))
        case .messageType, .maximumMessageSize, .clientIdentifier, .fqdn, .userClass, .architectures,
            .networkInterface, .uuid, .relayAgentInformation, .vendorClass:
            ConfigurationSchema.tagged("hex", ["type": ["string", "number"]])
        }
    }

    /// One or several.
    private static func some(_ element: ValueShape) -> JSONValue { ConfigurationSchema.schema(of: .list(element)) }

    private static func routes(_ example: String, _ pattern: String) -> JSONValue {
        let route: JSONValue = ["type": "string", "pattern": .text(pattern), "examples": [.text(example)]]
        return ["anyOf": [route, ["type": "array", "items": route]]]
    }

    /// A mapping whose keys are numbers.
    private static func byNumber(_ value: JSONValue) -> JSONValue {
        ["type": "object", "propertyNames": ["pattern": "^([0-9]+|<<)$"], "additionalProperties": value]
    }
}
