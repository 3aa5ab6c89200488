import DHCP

/// The JSON Schema of the configuration file, by which editors complete and check it.
public enum ConfigurationSchema {
    /// The schema (draft 2020-12) as indented JSON.
    public static var document: String { schema.document }

    private static let schema: JSONValue = {
        var definitions: [String: JSONValue] = [
            "nothing": nothing, "options": options, "option-value": optionValue, "option-value-tagged": taggedValue,
        ]
        definitions["option-code"] = .object([
            "anyOf": [["type": "integer", "minimum": .number(1), "maximum": .number(254)], ["type": "string"]]
        ])
        for (name, shape) in textShapes { definitions[name] = shape }
        for format in DHCPOptionDefinition.Format.allCases {
            definitions[reference(format)] = FormatSchema.schema(of: format)
        }
        for section in Section.allCases where section != .root { definitions[section.rawValue] = object(section) }
        guard case .object(var root) = object(.root) else { return [:] }
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        root["title"] = "Configuration of the DHCP server `dhcp serve`"
        root["$defs"] = .object(definitions)
        return .object(root)
    }()

    /// A mapping with known keys.
    private static func object(_ section: Section) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for entry in section.entries {
            guard case .object(var property) = schema(of: entry.shape) else { continue }
            property["description"] = .text(entry.meaning)
            if let fallback = entry.fallback { property["default"] = literal(fallback) }
            properties[entry.key.rawValue] = .object(property)
        }
        // `<<` takes over another mapping, which may hold what is required.
        properties["<<"] = [:]
        var object: [String: JSONValue] = [
            "type": ["object", "null"], "properties": .object(properties), "additionalProperties": .boolean(false),
        ]
        let required = section.required.map { JSONValue.text($0.rawValue) }
        if section.isOwnKey("x-") { object["patternProperties"] = ["^x-": [:]] }
        if !required.isEmpty {
            object["anyOf"] = [["required": .list(required)], ["required": ["<<"]], ["type": "null"]]
        }
        return .object(object)
    }

    /// A fallback as a file writes it.
    private static func literal(_ text: String) -> JSONValue {
        Bool(text).map(JSONValue.boolean) ?? Int(text).map(JSONValue.number) ?? .text(text)
    }

    static func schema(of shape: ValueShape) -> JSONValue {
        switch shape {
        case .text: reference("text")
        case .address: reference("address")
        case .addressOrPrefix: reference("address-or-prefix")
        case .prefix: reference("prefix")
        case .range: reference("range")
        case .endpoint: reference("endpoint")
        case .etcdEndpoint: reference("etcd-endpoint")
        case .duration: reference("duration")
        case .timeout: reference("timeout")
        case .size: reference("size")
        case .part: reference("part")
        case .percent: reference("percent")
        case .hardwareAddress: reference("hardware-address")
        case .octets: reference("octets")
        case .boolean: ["type": "boolean"]
        case .number(let range):
            ["type": "integer", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        case .words(let words): ["enum": .list(words.map { .text($0) })]
        case .section(let section): reference(section.rawValue)
        case .options: reference("options")
        case .optionCode: reference("option-code")
        case .optionValue: reference("option-value")
        case .list(let element):
            ["anyOf": [schema(of: element), ["type": "array", "items": schema(of: element)], ["type": "null"]]]
        case .either(let shapes): ["anyOf": .list(shapes.map(schema))]
        }
    }

    static func reference(_ name: String) -> JSONValue { ["$ref": .text("#/$defs/\(name)")] }

    static func reference(_ format: DHCPOptionDefinition.Format) -> String { "format-\(format.rawValue)" }

    private static let octet = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
    private static let address = "\(octet)(\\.\(octet)){3}"
    private static let length = "(3[0-2]|[12]?[0-9])"

    /// What a text looks like.
    private static let textShapes: [String: JSONValue] = [
        "text": ["type": ["string", "number", "boolean"]],
        "address": pattern(address, such: "10.0.0.1"),
        "address-or-prefix": pattern("\(address)(/\(length))?", such: "10.0.0.2"),
        "prefix": pattern("\(address)/\(length)", such: "10.0.0.0/16"),
        "range": pattern("\(address)(/\(length)| *- *\(address))?", such: "10.0.1.0-10.0.9.255"),
        "endpoint": pattern("\(address):[1-9][0-9]{0,4}", such: "0.0.0.0:67"),
        "etcd-endpoint": pattern(
            "([Hh][Tt][Tt][Pp][Ss]?://)?([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\]):[1-9][0-9]{0,4}", such: "10.0.0.1:2379"),
        "duration": pattern("([0-9]+[smhd]|infinite)", such: "12h"),
        "timeout": pattern("[0-9]+m?s", such: "500ms"),
        "size": pattern("([0-9]+[KMGT]iB|0)", such: "64MiB"),
        "part": pattern("[0-9]{1,2}(\\.[0-9])?%", such: "87.5%"),
        "percent": pattern("0*(100|[0-9]{1,2})%", such: "25%"),
        "hardware-address": pattern(
            "([0-9]{1,3}/)?[0-9A-Fa-f]{2}([:-]?[0-9A-Fa-f]{2}|\\.[0-9A-Fa-f]{2})*", such: "00:11:22:33:44:55"),
        "octets": [
            "anyOf": [
                reference("text"), tagged("hex", ["type": ["string", "number"]]), tagged("string", reference("text")),
            ]
        ],
    ]

    private static func pattern(_ pattern: String, such example: String) -> JSONValue {
        ["type": "string", "pattern": .text("^\(pattern)$"), "examples": [.text(example)]]
    }

    /// A mapping with one key, such as `{ hex: "0a0b" }`.
    static func tagged(_ name: String, _ value: JSONValue) -> JSONValue {
        [
            "type": "object", "properties": .object([name: value]), "required": [.text(name)],
            "additionalProperties": .boolean(false),
        ]
    }

    // MARK: Options

    /// Options by name, and by code; names that a file defines are its own affair.
    private static let options: JSONValue = {
        var properties: [String: JSONValue] = [:]
        for definition in DHCPOptionDefinition.all where ServerManagedOptions.reason(definition.code) == nil {
            let value: JSONValue = [
                "anyOf": [
                    reference(reference(definition.format)), reference("option-value-tagged"), reference("nothing"),
                ],
                "description": .text("Option \(definition.code.rawValue)."),
            ]
            properties[definition.name] = value
        }
        return [
            "type": ["object", "null"], "properties": .object(properties),
            "propertyNames": ["pattern": "^([A-Za-z0-9-]{1,64}|<<)$"],
        ]
    }()

    /// What takes an option of a wider scope away.
    private static let nothing: JSONValue = ["anyOf": [["type": "array", "maxItems": .number(0)], ["enum": ["none"]]]]

    private static let optionValue: JSONValue = ["type": ["string", "number", "boolean", "array", "object"]]

    /// A value that says how it is written, such as `{ string: hello }`.
    static let taggedValue: JSONValue = [
        "anyOf": .list(
            DHCPOptionDefinition.Format.allCases.map { format in
                // One address or several is the same format to whoever writes a file.
                let value = format == .address ? DHCPOptionDefinition.Format.addresses : format
                return tagged(format.rawValue, reference(reference(value)))
            })
    ]
}
