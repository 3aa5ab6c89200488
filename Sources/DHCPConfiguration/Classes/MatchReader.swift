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
            simpleMatches.compactMap { key, read in section.value(key).map { one(of: $0, read) } }
                + combinedMatches(section, depth: depth + 1)
        }
        guard let matches else { return nil }
        let known = matches.compactMap { $0 }
        if known.count < matches.count { return nil }
        return known.count == 1 ? known[0] : .all(known)
    }

    /// The questions about one part of a message; one element of a list has to hold.
    private var simpleMatches: [(key: ConfigurationKey, read: (YAMLValue) -> ClassMatch?)] {
        [
            (.vendorClass, { $0.pattern(.text).map(ClassMatch.vendorClass) }),
            (.userClass, { $0.pattern(.text).map(ClassMatch.userClass) }),
            (.architecture, { $0.architecture().map(ClassMatch.architecture) }),
            (.hardwareAddress, { $0.hardwarePattern().map(ClassMatch.hardwareAddress) }),
            (.clientID, { $0.pattern(.hexadecimal).map(ClassMatch.clientIdentifier) }),
            (.circuitID, { $0.pattern(.text).map(ClassMatch.circuitIdentifier) }),
            (.remoteID, { $0.pattern(.text).map(ClassMatch.remoteIdentifier) }),
            (.requestedOption, { options.code($0).map(ClassMatch.requestedOption) }),
            (.messageType, { $0.messageType().map(ClassMatch.messageType) }),
            (.option, option), (.subOption, subOption),
            (.known, { $0.boolean().map { $0 ? .known : .not(.known) } }),
            (.relay, { LeaseQueryReader.block($0).map(ClassMatch.relay) }),
            (.interface, { $0.servedInterface().map(ClassMatch.interface) }),
            (.classKey, { $0.name("pxe").map(ClassMatch.memberOf) }),
        ]
    }

    /// The questions made of other questions; `nil` stands for a wrong one.
    private func combinedMatches(_ section: SectionReader, depth: Int) -> [ClassMatch?] {
        let all = section.value(.all).map { value in
            value.elements(of: "the key") { read($0, depth: depth) }.map { ClassMatch.all($0) }
        }
        let any = section.value(.any).map { value in one(of: value) { read($0, depth: depth) } }
        let not = section.value(.not).map { value in one(of: value) { read($0, depth: depth) }.map(ClassMatch.not) }
        return [all, any, not].compactMap { $0 }
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
                value.warnOfStar(in: code)
                return equal(value, code).map { .option(code, OctetPattern($0)) }
            case (nil, let value?):
                value.warnOfStar(in: code)
                return value.identifier(.text).map { .option(code, OctetPattern(prefix: $0)) }
            case (_?, let value?):
                value.fail("either equals or prefix; leave one of both out")
                return nil
            }
        }
        return match ?? nil
    }

    /// A sub-option, and how it reads.
    private func subOption(_ value: YAMLValue) -> ClassMatch? {
        let match = value.section(.subOptionMatch) { section -> SubOptionMatch? in
            let place = section.required(.option, such: "{ option: 82, code: 9 }")
            guard let place, let option = options.code(place) else { return nil }
            let containers: [DHCPOptionCode] = [
                .vendorSpecificInformation, .relayAgentInformation, .vendorIdentifyingClass, .vendorIdentifyingOptions,
            ]
            guard containers.contains(option) else {
                place.fail(
                    "option \(option.rawValue) has no sub-options; those of 43, 82, 124 and 125 can be asked for")
                return nil
            }
            let code = section.value(.code)?.number(in: 0...255, such: "9").map { UInt8($0) }
            if code == nil, section.value(.code) == nil, option != .vendorIdentifyingClass {
                _ = section.required(.code, such: "{ option: 82, code: 9 }")
                return nil
            }
            let enterprise = section.value(.enterprise)?.number(in: 0...4_294_967_295, such: "4491")
            guard let pattern = pattern(section) else { return nil }
            return SubOptionMatch(
                of: option, enterprise: enterprise.map { EnterpriseNumber(rawValue: UInt32($0)) }, code: code,
                pattern: pattern.octets)
        }
        return (match ?? nil).map(ClassMatch.subOption)
    }

    /// `equals` or `prefix`, or neither; `nil` when that is wrong.
    private func pattern(_ section: SectionReader) -> (octets: OctetPattern?, Void)? {
        switch (section.value(.equals), section.value(.prefix)) {
        case (nil, nil): return (nil, ())
        case (let value?, nil):
            value.warnOfNotation(isPattern: false)
            return value.identifier(.text).map { (OctetPattern($0), ()) }
        case (nil, let value?):
            value.warnOfNotation(isPattern: false)
            return value.identifier(.text).map { (OctetPattern(prefix: $0), ()) }
        case (_?, let value?):
            value.fail("either equals or prefix; leave one of both out")
            return nil
        }
    }

    /// The classes that a question asks for, at whatever depth.
    func classNames(_ value: YAMLValue) -> [Placed<String>] { classNames(value, depth: 0) }

    private func classNames(_ value: YAMLValue, depth: Int) -> [Placed<String>] {
        guard depth < Self.maximumDepth, value.isMapping else { return [] }
        return value.entries("").flatMap { entry -> [Placed<String>] in
            switch ConfigurationKey(rawValue: entry.name) {
            case .classKey: entry.value.list().compactMap { place in place.plainText.map { Placed($0, place) } }
            case .all, .any, .not: entry.value.list().flatMap { classNames($0, depth: depth + 1) }
            default: []
            }
        }
    }

    /// The whole value: as options write it, or as octets where options can not be written so.
    private func equal(_ value: YAMLValue, _ code: DHCPOptionCode) -> [UInt8]? {
        guard let format = options.definitions.definition(code)?.format else { return value.identifier(.text) }
        return options.octets(value, format)
    }
}

extension YAMLValue {
    /// Warns of a text in which a star, or what is no text, was to stand for something else.
    fileprivate func warnOfStar(in code: DHCPOptionCode) {
        guard let text = plainText else { return }
        guard text.contains("*") else { return warnOfNotation(isPattern: false) }
        let start = text.prefix { $0 != "*" }
        if code == .vendorClassIdentifier {
            warn("a * stands for itself here; write vendor-class: \(text.quoted), which is a pattern")
        } else if code == .userClass {
            warn("a * stands for itself here; write user-class: \(text.quoted), which is a pattern")
        } else if !start.isEmpty {
            warn("a * stands for itself here; write prefix: \(String(start).quoted) for what begins so")
        } else {
            warn("a * stands for itself here; only the beginning of an option can be asked for, by prefix")
        }
    }
}
