import DHCP
import DHCPLeases

/// Reads `options`.
struct OptionsReader {
    let definitions: OptionDefinitions

    /// What an Ethernet frame has room for; more could be sent to nobody.
    private static let maximumCount = 1200

    /// Options and where each stands.
    struct Result {
        var options = DHCPOptions()
        var places: [DHCPOptionCode: YAMLValue] = [:]
        /// What goes out unasked, and what not any more.
        var rules = OptionRules()
        /// Where each option is named that goes out unasked.
        var alwaysPlaces: [DHCPOptionCode: YAMLValue] = [:]

        /// These options, and those of a narrower scope.
        func narrowed(by narrower: Result) -> Result {
            var result = self
            for code in narrower.rules.removed {
                result.options.remove(code)
                result.places[code] = nil
            }
            for code in narrower.options.codes { result.options[raw: code] = narrower.options[raw: code] }
            result.places.merge(narrower.places) { $1 }
            result.rules = rules.narrowed(by: narrower.rules)
            result.rules.removed.subtract(result.options.codes)
            result.rules.templates = rules.templates.subtracting(narrower.options.codes)
                .subtracting(narrower.rules.removed).union(narrower.rules.templates)
            return result
        }
    }

    /// Reads single values.
    var values: OptionValueReader { OptionValueReader(definitions: definitions) }

    /// The options of a section, and what it sends always.
    ///
    /// In the widest scope there is nothing to take away.
    func read(_ section: SectionReader, isWidest: Bool = false) -> Result {
        var result = read(section.value(.options), isWidest: isWidest)
        guard let always = section.value(.sendAlways) else { return result }
        always.warnOfDoubles(in: always.list())
        for value in always.list() {
            guard let code = values.code(value) else { continue }
            if let reason = ServerManagedOptions.reason(code) {
                value.fail(reason)
            } else {
                result.rules.always.insert(code)
                result.alwaysPlaces[code] = value
            }
        }
        return result
    }

    private func read(_ value: YAMLValue?, isWidest: Bool) -> Result {
        var result = Result()
        guard let value else { return result }
        for entry in value.entries("a mapping such as { routers: [10.0.0.1] }") {
            do throws(Complaint) {
                if definitions.isUnreadable(entry.name) { continue }
                let code = try definitions.code(entry.name, entry.value.reading)
                if let reason = ServerManagedOptions.reason(code) { throw Complaint(reason) }
                if let other = result.places[code] {
                    throw Complaint("option \(code.rawValue) stands twice, also as \(other.whereabouts)")
                }
                result.places[code] = entry.value
                entry.value.reading.note(entry.key, at: "\(value.path).\(code.rawValue)")
                if !isWidest, isNothing(entry.value, code) {
                    result.rules.removed.insert(code)
                } else if let octets = octets(entry.value, code) {
                    if isTemplate(entry.value, octets, code) { result.rules.templates.insert(code) }
                    result.options[raw: code] = octets
                }
            } catch {
                entry.value.reading.report(.error, at: entry.key, path: entry.value.path, error.message)
            }
        }
        return result
    }

    /// Whether a text has something in it that stands for what a client has.
    private func isTemplate(_ value: YAMLValue, _ octets: [UInt8], _ code: DHCPOptionCode) -> Bool {
        let isText = value.isMapping ? value.onlyKey == "string" : definitions.definition(code)?.format == .string
        guard isText, octets.contains(UInt8(ascii: "{")) else { return false }
        let text = String(decoding: octets, as: UTF8.self)
        value.warnOfUnknownPlaceholders(in: text)
        return ClientPlaceholder.isIn(text)
    }

    /// Whether a value takes away what wider scopes say: an empty list, or `none` where that is no text.
    private func isNothing(_ value: YAMLValue, _ code: DHCPOptionCode) -> Bool {
        if value.isList { return value.list().isEmpty }
        let texts: [OptionValueReader.Format?] = [
            .string, .domainName, .domainNames, .slpServiceScope, .sipServers, .octets, nil,
        ]
        return value.plainText == "none" && !texts.contains(definitions.definition(code)?.format)
    }

    private func octets(_ value: YAMLValue, _ code: DHCPOptionCode) -> [UInt8]? {
        let record = definitions.record(code).flatMap { value.isMapping ? nil : $0 }
        let read =
            if let record { values.octets(value, record: record) } else {
                values.octets(value, definitions.definition(code)?.format)
            }
        guard let octets = read else { return nil }
        AddressAdvice(code: code, format: definitions.definition(code)?.format).run(on: value)
        if let length = definitions.length(code), !length.admits(octets.count) {
            let count = octets.count == 1 ? "1 octet" : octets.isEmpty ? "no octets" : "\(octets.count) octets"
            // Octets that are said to be these are sent, as some vendors have a use of their own for a code.
            guard octets.isEmpty else {
                value.warn("\(count); option \(code.rawValue) has \(length), so clients may not read it")
                return octets
            }
            value.fail("\(count); option \(code.rawValue) has \(length)")
            return nil
        }
        if octets.count > Self.maximumCount {
            value.fail("\(octets.count) octets; no message has room for more than \(Self.maximumCount)")
            return nil
        }
        if octets.count > 255 { value.warn("\(octets.count) octets; many clients read no more than 255") }
        if record == nil, let complaint = OptionRange.complaint(octets, of: code, definitions.definition(code)?.format)
        {
            value.warn(complaint)
        }
        return octets
    }
}
