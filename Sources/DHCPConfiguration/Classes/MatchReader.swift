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
            (.option, option),
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
