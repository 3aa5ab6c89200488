import DHCP
import DHCPLeases

/// Turns the question of a class back into keys and values.
struct EffectivePattern {
    let definitions: OptionDefinitions

    /// The keys of a question; all of them have to hold.
    func entries(_ match: ClassMatch) -> [EffectiveEntry] {
        switch match {
        case .all(let matches):
            let entries = matches.flatMap(entries)
            // A key that stands twice would be a mistake.
            if Set(entries.map(\.key)).count == entries.count { return entries }
            return [EffectiveEntry(.all, .list(matches.map { .mapping(self.entries($0)) }))]
        case .any(let matches): return [EffectiveEntry(.any, .list(matches.map { .mapping(entries($0)) }))]
        case .not(let match): return [EffectiveEntry(.not, .mapping(entries(match)))]
        case .vendorClass(let pattern): return [EffectiveEntry(.vendorClass, Self.text(pattern))]
        case .userClass(let pattern): return [EffectiveEntry(.userClass, Self.text(pattern))]
        case .architecture(let architecture): return [EffectiveEntry(.architecture, .text(architecture))]
        case .hardwareAddress(let pattern): return [EffectiveEntry(.hardwareAddress, Self.hexadecimal(pattern))]
        case .clientIdentifier(let pattern): return [EffectiveEntry(.clientID, Self.hexadecimal(pattern))]
        case .circuitIdentifier(let pattern): return [EffectiveEntry(.circuitID, Self.text(pattern))]
        case .remoteIdentifier(let pattern): return [EffectiveEntry(.remoteID, Self.text(pattern))]
        case .requestedOption(let code): return [EffectiveEntry(.requestedOption, .text(name(code)))]
        case .messageType(let type): return [EffectiveEntry(.messageType, .text(MessageTypeName.text(type)))]
        case .option(let code, let pattern): return [EffectiveEntry(.option, .mapping(option(code, pattern)))]
        case .subOption(let match): return [EffectiveEntry(.subOption, .mapping(subOption(match)))]
        case .known: return [EffectiveEntry(.known, .boolean(true))]
        case .relay(let block):
            return [EffectiveEntry(.relay, block.length == 32 ? .text(block.address) : .text(block))]
        case .interface(let name): return [EffectiveEntry(.interface, .text(name))]
        case .memberOf(let name): return [EffectiveEntry(.classKey, .text(name))]
        }
    }

    private func name(_ code: DHCPOptionCode) -> String { OptionValueWriter(definitions: definitions).name(code) }

    private func option(_ code: DHCPOptionCode, _ pattern: OctetPattern?) -> [EffectiveEntry] {
        var entries = [EffectiveEntry(.code, .text(name(code)))]
        if let pattern, let first = pattern.parts.first {
            let key: ConfigurationKey = pattern.parts.count == 1 ? .equals : .prefix
            entries.append(EffectiveEntry(key, OptionValueWriter.hexadecimal(first)))
        }
        return entries
    }

    private func subOption(_ match: SubOptionMatch) -> [EffectiveEntry] {
        var entries = [EffectiveEntry(.option, .text(name(match.option)))]
        if let enterprise = match.enterprise {
            entries.append(EffectiveEntry(.enterprise, .number(enterprise.rawValue)))
        }
        if let code = match.code { entries.append(EffectiveEntry(.code, .number(code))) }
        if let pattern = match.pattern, let first = pattern.parts.first {
            let key: ConfigurationKey = pattern.parts.count == 1 ? .equals : .prefix
            entries.append(EffectiveEntry(key, OptionValueWriter.hexadecimal(first)))
        }
        return entries
    }

    /// Octets as text where they are one that can be read again, else in hexadecimal.
    static func text(_ octets: [UInt8]) -> EffectiveValue {
        guard let text = String(validating: octets, as: UTF8.self), !text.isEmpty, !text.contains("*") else {
            return OptionValueWriter.hexadecimal(octets)
        }
        return .text(text)
    }

    private static func text(_ pattern: OctetPattern) -> EffectiveValue {
        let texts = pattern.parts.map { part in
            String(validating: part, as: UTF8.self).flatMap { $0.contains("*") ? nil : $0 }
        }
        let known = texts.compactMap { $0 }
        if known.count == texts.count { return .text(known.joined(separator: "*")) }
        return .mapping([EffectiveEntry("hex", hexadecimal(pattern))])
    }

    private static func hexadecimal(_ pattern: OctetPattern) -> EffectiveValue {
        .text(pattern.parts.map { $0.hexadecimal(separator: ":") }.joined(separator: "*"))
    }
}
