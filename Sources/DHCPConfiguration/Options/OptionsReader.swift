import DHCP

/// Reads `options`.
struct OptionsReader {
    let definitions: OptionDefinitions

    /// What an Ethernet frame has room for; more could be sent to nobody.
    private static let maximumCount = 1200

    /// Options and where each stands.
    struct Result {
        var options = DHCPOptions()
        var places: [DHCPOptionCode: YAMLValue] = [:]
    }

    /// Reads single values.
    var values: OptionValueReader { OptionValueReader(definitions: definitions) }

    func read(_ value: YAMLValue?) -> Result {
        var result = Result()
        guard let value else { return result }
        for entry in value.entries("a mapping such as { routers: [10.0.0.1] }") {
            do throws(Complaint) {
                if definitions.isUnreadable(entry.name) { continue }
                let code = try definitions.code(entry.name, entry.value.reading)
                if let reason = ServerManagedOptions.reason(code) { throw Complaint(reason) }
                if let other = result.places[code] {
                    throw Complaint("option \(code.rawValue) stands twice, also as \(other.path)")
                }
                result.places[code] = entry.value
                entry.value.reading.note(entry.key, at: "\(value.path).\(code.rawValue)")
                if let octets = octets(entry.value, code) { result.options[raw: code] = octets }
            } catch {
                entry.value.reading.report(.error, at: entry.key, path: entry.value.path, error.message)
            }
        }
        return result
    }

    private func octets(_ value: YAMLValue, _ code: DHCPOptionCode) -> [UInt8]? {
        guard let octets = values.octets(value, definitions.definition(code)?.format) else { return nil }
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
        return octets
    }
}
