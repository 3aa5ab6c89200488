import DHCP
import DHCPLeases

extension ExplainedMessage {
    /// What the client says of what rules of classes ask for, each once, as in `vendor class "MSFT 5.0"`; its vendor class
    /// where they ask for nothing that a client says.
    func words(askedBy matches: [ClassMatch]) -> [String] {
        var words: [String] = []
        for word in matches.flatMap({ self.words(askedBy: $0) }) where !words.contains(word) { words.append(word) }
        return words.isEmpty ? [vendorClassWords] : words
    }

    private func words(askedBy match: ClassMatch) -> [String] {
        let message = request.message
        switch match {
        case .all(let matches), .any(let matches): return matches.flatMap { words(askedBy: $0) }
        case .not(let match): return words(askedBy: match)
        case .vendorClass: return [vendorClassWords]
        case .userClass: return [words("user class", .userClass)]
        case .architecture: return [words("architecture", .clientArchitecture)]
        case .hardwareAddress: return ["hardware address \(request.hardwareAddress)"]
        case .clientIdentifier: return [words("client identifier", .clientIdentifier)]
        case .circuitIdentifier:
            return [words("circuit identifier", message.options[.relayAgentInformation]?.circuitID)]
        case .remoteIdentifier:
            return [words("remote identifier", message.options[.relayAgentInformation]?.remoteID)]
        case .requestedOption(let code):
            let isAsked = message.options[.parameterRequestList]?.contains(code) ?? false
            return [isAsked ? "that it wants option \(code)" : "nothing of option \(code)"]
        case .option(let code, _): return [words("option \(code)", code)]
        case .relay, .interface: return ["that it is behind \(sourceWords)"]
        case .messageType, .subOption, .known, .memberOf: return []
        }
    }

    private func words(_ name: String, _ code: DHCPOptionCode) -> String {
        let octets = request.message.options[raw: code]
        return octets.map { "\(name) \(PortWords.text(Array($0.prefix(64))))" }
            ?? "no \(name)" + (name.hasPrefix("option") ? "" : " (option \(code.rawValue))")
    }

    private func words(_ name: String, _ identifier: [UInt8]?) -> String {
        if let identifier { return "\(name) \(PortWords.text(identifier))" }
        let hasOption = request.message.options.contains(.relayAgentInformation)
        return "no \(name)" + (hasOption ? " in option 82" : ", as it came without option 82")
    }
}

extension ClassMatch {
    /// Whether it asks for what a relay adds (option 82).
    var asksForPort: Bool {
        switch self {
        case .all(let matches), .any(let matches): matches.contains { $0.asksForPort }
        case .circuitIdentifier, .remoteIdentifier: true
        default: false
        }
    }
}
