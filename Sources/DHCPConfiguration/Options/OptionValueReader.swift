import DHCP

/// Reads the value of one option: as its format is naturally written, or as `{ string: hello }`.
struct OptionValueReader {
    typealias Format = DHCPOptionDefinition.Format

    let definitions: OptionDefinitions

    private static let tagged = "{ string: hello }, { ip-address: 10.0.0.9 } or { hex: \"0a0b\" }"

    /// The octets of a value; `nil` when it is wrong, which is reported.
    ///
    /// `format` is `nil` for a code without one.
    func octets(_ value: YAMLValue, _ format: Format?) -> [UInt8]? {
        // Options inside options are a mapping too, with codes as keys.
        let isPlainFormat = format != .encapsulated && format != .vendorOptions
        if value.isMapping, isPlainFormat || value.onlyKey.flatMap(Format.init) != nil {
            return taggedOctets(value, among: Format.allCases)
        }
        guard let format else {
            value.fail("this option has no definition; say how it is written, as in \(Self.tagged)")
            return nil
        }
        return natural(value, format)
    }

    /// The octets of a record, `[10.0.0.9, 80, rack]`, or of several behind each other: `[[10.0.0.9, 80], …]`.
    ///
    /// Only records of a known length can follow each other.
    func octets(_ value: YAMLValue, record: [Format]) -> [UInt8]? {
        let values = value.list()
        if let first = values.first, first.isList {
            let parts = values.map { fields($0, record) }
            return parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }.flatMap { $0 }
        }
        return fields(value, record)
    }

    private func fields(_ value: YAMLValue, _ record: [Format]) -> [UInt8]? {
        let values = value.list()
        guard values.count == record.count else {
            let names = record.map(\.rawValue).joined(separator: ", ")
            value.fail("\(record.count) fields belong here, [\(names)], not \(values.count)")
            return nil
        }
        let fields = zip(values, record).map { natural($0, $1) }
        return fields.contains { $0 == nil } ? nil : fields.compactMap { $0 }.flatMap { $0 }
    }

    /// Reads `{ string: hello }` and the like.
    private func taggedOctets(_ value: YAMLValue, among formats: [Format]) -> [UInt8]? {
        let entries = value.entries("a value such as \(Self.tagged)")
        guard entries.count == 1, let entry = entries.first else {
            value.fail("one format and its value belong here, as in \(Self.tagged)")
            return nil
        }
        guard let format = Format(rawValue: entry.name), formats.contains(format) else {
            let hint = value.reading.hint(for: entry.name, among: formats.map(\.rawValue))
            value.reading.report(
                .error, at: entry.key, path: entry.value.path,
                "\(entry.name.shown) is no format\(hint.isEmpty ? "; write \(Self.tagged)" : hint)")
            return nil
        }
        // One address or several is the same format to whoever writes a file.
        if format == .address, entry.value.isList { return natural(entry.value, .addresses) }
        return natural(entry.value, format)
    }

    private func natural(_ value: YAMLValue, _ format: Format) -> [UInt8]? {
        switch format {
        case .address: value.address()?.encodedOctets
        case .addresses: value.octets { $0.address() }
        case .addressPairs: value.octets { $0.policyFilter() }
        case .string: value.string()?.encodedOctets
        case .uint8: value.number(in: 0...255, such: "64").map { UInt8($0).encodedOctets }
        case .uint16: value.number(in: 0...65_535, such: "1500").map { UInt16($0).encodedOctets }
        case .uint32: value.number(in: 0...4_294_967_295, such: "3600").map { UInt32($0).encodedOctets }
        case .int32:
            value.number(in: -2_147_483_648...2_147_483_647, such: "-3600").map { Int32($0).encodedOctets }
        case .boolean: value.boolean()?.encodedOctets
        case .uint16s: value.octets { $0.number(in: 0...65_535, such: "1500").map { UInt16($0) } }
        case .octets: value.hexadecimal()
        case .flag: flag(value)
        case .codes: value.octets { code($0) }
        case .staticRoutes: value.octets { $0.staticRoute() }
        case .classlessRoutes: value.elements { $0.classlessRoute() }.map { ClasslessRoutes($0).encodedOctets }
        case .domainName: value.domainName()?.encodedOctets
        case .domainNames: value.elements { $0.domainName() }.map { DomainNameList($0).encodedOctets }
        case .sipServers: sipServers(value)
        case .slpDirectoryAgents: value.elements { $0.address() }.map { SLPDirectoryAgents($0).encodedOctets }
        case .slpServiceScope: value.string().map { SLPServiceScope($0).encodedOctets }
        case .encapsulated: vendorSpecific(value)
        case .vendorOptions: vendorOptions(value)
        case .messageType, .maximumMessageSize, .clientIdentifier, .fqdn, .userClass, .architectures,
            .networkInterface, .uuid, .relayAgentInformation, .vendorClass:
            octetsOnly(value)
        }
    }

    /// Formats that clients and relays write; a server that must send one knows its octets.
    private func octetsOnly(_ value: YAMLValue) -> [UInt8]? {
        value.fail("this option can only be given as octets, as in { hex: \"0a0b\" }")
        return nil
    }

    private func flag(_ value: YAMLValue) -> [UInt8]? {
        guard let isPresent = value.boolean() else { return nil }
        if isPresent { return [] }
        value.fail("this option says all by being there; leave it out instead")
        return nil
    }

    func code(_ value: YAMLValue) -> DHCPOptionCode? {
        value.read(
            "an option by name or code",
            orComplain: { text throws(Complaint) -> DHCPOptionCode in
                try definitions.code(text, value.reading)
            })
    }

    private func sipServers(_ value: YAMLValue) -> [UInt8]? {
        let hasAddresses = value.list().first?.plainText.flatMap { IPv4Address($0) } != nil
        if hasAddresses { return value.elements { $0.address() }.map { SIPServers.addresses($0).encodedOctets } }
        return value.elements { $0.domainName() }.map { SIPServers.names(DomainNameList($0)).encodedOctets }
    }

    // MARK: Options inside options

    /// Formats inside another option; not options again, so that aliases can not nest them without end.
    private static let inner = Format.allCases.filter { $0 != .encapsulated && $0 != .vendorOptions }

    /// Option 43, in which some vendors have a sub-option 0, which else is padding (RFC 2132 section 8.4).
    private func vendorSpecific(_ value: YAMLValue) -> [UInt8]? {
        guard value.isMapping, value.entries("").contains(where: { $0.name == "0" }) else {
            return encapsulated(value)?.encodedOctets
        }
        var octets: [UInt8] = []
        var isWhole = true
        for entry in numbered(value, 0...254, "a mapping such as { 1: { string: hello } }", &isWhole) {
            guard let inner = taggedOctets(entry.value, among: Self.inner) else {
                isWhole = false
                continue
            }
            if inner.count > 255 { entry.value.fail("\(inner.count) octets; a sub-option has room for 255") }
            octets += [UInt8(entry.number), UInt8(truncatingIfNeeded: inner.count)] + inner
        }
        return isWhole ? octets : nil
    }

    private func encapsulated(_ value: YAMLValue) -> EncapsulatedOptions? {
        var options = EncapsulatedOptions()
        var isWhole = true
        for entry in numbered(value, 1...254, "a mapping such as { 1: { string: hello } }", &isWhole) {
            guard let octets = taggedOctets(entry.value, among: Self.inner) else {
                isWhole = false
                continue
            }
            options[UInt8(entry.number)] = octets
        }
        return isWhole ? options : nil
    }

    private func vendorOptions(_ value: YAMLValue) -> [UInt8]? {
        var options = VendorIdentifyingOptions()
        var isWhole = true
        let expected = "a mapping such as { 4491: { 1: { string: hello } } }"
        for entry in numbered(value, 0...4_294_967_295, expected, &isWhole) {
            guard let inner = encapsulated(entry.value) else {
                isWhole = false
                continue
            }
            options[EnterpriseNumber(rawValue: UInt32(entry.number))] = inner
        }
        return isWhole ? options.encodedOctets : nil
    }

    /// The entries of a mapping whose keys are numbers; an empty mapping is reported too.
    private func numbered(
        _ value: YAMLValue, _ range: ClosedRange<Int>, _ expected: String, _ isWhole: inout Bool
    ) -> [(number: Int, value: YAMLValue)] {
        let entries = value.isMapping ? value.entries(expected) : []
        if entries.isEmpty {
            let octets = value.plainText.flatMap { text in [UInt8](hexadecimal: text).map { $0.isEmpty ? "" : text } }
            let cure = octets.map { $0.isEmpty ? "" : "; for octets write { hex: \($0.quoted) }" } ?? ""
            value.fail("\(expected) belongs here, not \(value.noun)\(cure)")
            isWhole = false
            return []
        }
        var result: [(number: Int, value: YAMLValue)] = []
        for entry in entries {
            if let number = Int(entry.name), "\(number)" == entry.name, range.contains(number) {
                result.append((number, entry.value))
            } else {
                isWhole = false
                value.reading.report(
                    .error, at: entry.key, path: entry.value.path,
                    "\(entry.name.shown) is not a number from \(range.lowerBound) to \(range.upperBound)")
            }
        }
        return result
    }
}
