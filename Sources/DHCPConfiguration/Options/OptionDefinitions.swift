import DHCP

/// The options that a file can name: its own definitions, then the registry.
struct OptionDefinitions {
    private var byCode: [DHCPOptionCode: DHCPOptionDefinition] = [:]
    private var byName: [String: DHCPOptionCode] = [:]
    /// The fields of options whose values are records.
    private var records: [DHCPOptionCode: [DHCPOptionDefinition.Format]] = [:]
    /// Where each of the definitions stands.
    private var places: [DHCPOptionCode: String] = [:]
    /// Names and codes of definitions that are wrong, of which nothing more is said.
    private var unreadable: Set<String> = []

    /// Those of the registry alone.
    init() {}

    /// Reads `option-definitions`.
    init(reading values: [YAMLValue]) {
        for element in values {
            element.section(.optionDefinition) { add($0) }
        }
    }

    private mutating func add(_ section: SectionReader) {
        let (codeValue, nameValue, typeValue) = (section.value(.code), section.value(.name), section.value(.type))
        let missing = [("code", codeValue), ("name", nameValue), ("type", typeValue)].filter { $0.1 == nil }.map(\.0)
        if !missing.isEmpty, !section.hasUnknownKeys {
            let keys = missing.joined(separator: ", ")
            section.value.fail("\(keys) missing; a definition is such as { code: 224, name: rack, type: string }")
        }
        let number = codeValue?.number(in: 1...254, such: "224")
        let name = nameValue?.read("a name such as rack, of letters, digits and dashes") { Self.isName($0) ? $0 : nil }
        let fields = typeValue.flatMap { $0.isList ? $0.fields() : nil }
        let format = typeValue.flatMap { $0.isList ? fields.map { _ in .octets } : $0.format() }
        guard let number, let name, let format else {
            unreadable.formUnion([codeValue?.plainText, nameValue?.plainText].compactMap { $0 })
            return
        }
        let code = DHCPOptionCode(rawValue: UInt8(number))
        if let reason = ServerManagedOptions.reason(code) {
            codeValue?.fail(reason)
        } else if let other = places[code] {
            codeValue?.fail("\(number) is defined twice, also in \(other)")
        } else if let other = byName[name].flatMap({ places[$0] }) {
            nameValue?.fail("\(name) is defined twice, also in \(other)")
        } else if let other = DHCPOptionDefinition(name: name), other.code != code {
            nameValue?.fail("\(name) is the name of option \(other.code.rawValue)")
        } else {
            byCode[code] = DHCPOptionDefinition(code: code, name: name, format: format)
            byName[name] = code
            records[code] = fields
            places[code] = section.value.whereabouts
        }
    }

    /// A name that could be a code would be ambiguous.
    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !text.isDecimal
            && text.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The code that a key means, by name or by number.
    func code(_ key: String, _ reading: Reading) throws(Complaint) -> DHCPOptionCode {
        if let code = byName[key] ?? DHCPOptionDefinition(name: key)?.code { return code }
        if key.isDecimal {
            guard let number = UInt8(key), "\(number)" == key, (1...254).contains(number) else {
                throw Complaint("\(key.shown) is not a code from 1 to 254")
            }
            return DHCPOptionCode(rawValue: number)
        }
        let hint = reading.hint(for: key, among: names)
        throw Complaint("unknown option\(hint.isEmpty ? "; write its code, or name it in option-definitions" : hint)")
    }

    /// Whether a name or code is that of a definition that is wrong.
    func isUnreadable(_ word: String) -> Bool {
        unreadable.contains(word) && byName[word] == nil && DHCPOptionDefinition(name: word) == nil
    }

    /// The file's own definitions, by code.
    var own: [DHCPOptionDefinition] { byCode.values.sorted { $0.code.rawValue < $1.code.rawValue } }

    private var names: [String] { DHCPOptionDefinition.all.map(\.name) + byName.keys.sorted() }

    /// The fields of an option whose value is a record; `nil` for others.
    func record(_ code: DHCPOptionCode) -> [DHCPOptionDefinition.Format]? { records[code] }

    /// How long the value of a code is; `nil` when it may be of any length.
    func length(_ code: DHCPOptionCode) -> OptionLength? {
        byCode[code]?.format.length ?? code.length
    }

    /// How the value of a code is written; `nil` for a code that nobody defined.
    func definition(_ code: DHCPOptionCode) -> DHCPOptionDefinition? {
        byCode[code] ?? DHCPOptionDefinition(code)
    }
}

/// Options that the server sets in each reply by itself; a value in the file would be passed over.
enum ServerManagedOptions {
    /// Why a file can not set the option, and what can be set instead; `nil` when it can.
    static func reason(_ code: DHCPOptionCode) -> String? {
        switch code {
        case .leaseTime: "set lease-time in defaults or in the subnet instead"
        case .renewalTime: "set renewal-time in defaults or in the subnet instead"
        case .rebindingTime: "set rebinding-time in defaults or in the subnet instead"
        case .serverIdentifier: "set identifier in server instead"
        case .rapidCommit: "set rapid-commit: true for the whole file instead; replies have it when clients ask for it"
        case .autoConfigure: "set auto-configure in the subnet instead"
        case .messageType, .overload, .relayAgentInformation, .message: "the server writes this option itself"
        case .requestedAddress, .parameterRequestList, .maximumMessageSize, .clientIdentifier:
            "only clients send this option"
        case .pad, .end: "this is no option"
        default: nil
        }
    }
}
