import DHCP
import DHCPLeases

/// Reads `match`.
struct MatchReader {
    let options: OptionValueReader

    /// Deeper questions are not asked by people, but aliases can write them.
    private static let maximumDepth = 16

    /// A question; `nil` when it is wrong, which is reported.
    ///
    /// All its keys have to hold, and of a list behind a key one element.
    func read(_ value: YAMLValue, depth: Int = 0) -> ClassMatch? {
        guard depth < Self.maximumDepth else {
            value.fail("any, all and not are nested deeper than \(Self.maximumDepth) times")
            return nil
        }
        let matches = value.section(.match) { section in
            Section.match.entries.map(\.key).compactMap { key -> ClassMatch?? in
                section.value(key).map { read(key, $0, depth) }
            }
        }
        guard let matches else { return nil }
        let known = matches.compactMap { $0 }
        if known.count < matches.count { return nil }
        return known.count == 1 ? known[0] : .all(known)
    }

    private func read(_ key: ConfigurationKey, _ value: YAMLValue, _ depth: Int) -> ClassMatch? {
        switch key {
        case .vendorClass: one(of: value) { $0.pattern(.text).map(ClassMatch.vendorClass) }
        case .userClass: one(of: value) { $0.pattern(.text).map(ClassMatch.userClass) }
        case .architecture: one(of: value) { $0.architecture().map(ClassMatch.architecture) }
        case .hardwareAddress: one(of: value) { $0.pattern(.hexadecimal).map(ClassMatch.hardwareAddress) }
        case .clientID: one(of: value) { $0.pattern(.hexadecimal).map(ClassMatch.clientIdentifier) }
        case .circuitID: one(of: value) { $0.pattern(.text).map(ClassMatch.circuitIdentifier) }
        case .remoteID: one(of: value) { $0.pattern(.text).map(ClassMatch.remoteIdentifier) }
        case .requestedOption: one(of: value) { options.code($0).map(ClassMatch.requestedOption) }
        case .messageType: one(of: value) { $0.messageType().map(ClassMatch.messageType) }
        case .option: one(of: value, option)
        case .any: one(of: value) { read($0, depth: depth + 1) }
        case .not: one(of: value) { read($0, depth: depth + 1) }.map(ClassMatch.not)
        case .all: value.elements(of: "the key") { read($0, depth: depth + 1) }.map { ClassMatch.all($0) }
        default: nil
        }
    }

    /// One element of a list holds.
    private func one(of value: YAMLValue, _ read: (YAMLValue) -> ClassMatch?) -> ClassMatch? {
        guard let matches = value.elements(of: "the key", read) else { return nil }
        return matches.count == 1 ? matches[0] : .any(matches)
    }

    private func option(_ value: YAMLValue) -> ClassMatch? {
        let match = value.section(.optionMatch) { section -> ClassMatch? in
            guard let code = section.required(.code, such: "{ code: 60, prefix: docsis }").flatMap(options.code) else {
                return nil
            }
            let (equals, prefix) = (section.value(.equals), section.value(.prefix))
            switch (equals, prefix) {
            case (nil, nil): return .option(code, nil)
            case (let value?, nil):
                return equal(value, code).map { .option(code, OctetPattern($0)) }
            case (nil, let value?):
                return value.identifier(.text).map { .option(code, OctetPattern(prefix: $0)) }
            case (_?, let value?):
                value.fail("either equals or prefix; leave one of both out")
                return nil
            }
        }
        return match ?? nil
    }

    /// The whole value: as options write it, or as octets where options can not be written so.
    private func equal(_ value: YAMLValue, _ code: DHCPOptionCode) -> [UInt8]? {
        guard let format = options.definitions.definition(code)?.format else { return value.identifier(.text) }
        return options.octets(value, format)
    }
}
