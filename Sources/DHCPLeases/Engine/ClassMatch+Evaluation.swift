import DHCP

extension ClassMatch {
    /// Whether the sender of `message` is meant.
    func holds(for message: DHCPMessage) -> Bool {
        switch self {
        case .all(let matches): matches.allSatisfy { $0.holds(for: message) }
        case .any(let matches): matches.contains { $0.holds(for: message) }
        case .not(let match): !match.holds(for: message)
        case .vendorClass(let pattern):
            message.options[raw: .vendorClassIdentifier].map { pattern.matches($0.trimmingNULs) } ?? false
                || Self.vendorClasses(of: message).contains { pattern.matches($0[...]) }
        case .userClass(let pattern):
            message.options[.userClass]?.classes.contains { pattern.matches($0[...]) } ?? false
        case .architecture(let architecture): message.options[.clientArchitecture]?.contains(architecture) ?? false
        case .hardwareAddress(let pattern): pattern.matches(message.hardwareAddress.octets)
        case .clientIdentifier(let pattern): pattern.matches(message.options[raw: .clientIdentifier])
        case .circuitIdentifier(let pattern): pattern.matches(message.options[.relayAgentInformation]?.circuitID)
        case .remoteIdentifier(let pattern): pattern.matches(message.options[.relayAgentInformation]?.remoteID)
        case .requestedOption(let code): message.options[.parameterRequestList]?.contains(code) ?? false
        case .messageType(let type): message.messageType == type
        case .option(let code, let pattern):
            if let pattern { pattern.matches(message.options[raw: code]) } else { message.options.contains(code) }
        }
    }

    /// The data of each enterprise in option 124, and the classes it is divided into (RFC 3925 section 3).
    private static func vendorClasses(of message: DHCPMessage) -> [[UInt8]] {
        guard let value = message.options[.vendorIdentifyingClass] else { return [] }
        return value.enterprises.compactMap { value[$0] }.flatMap { data in
            [data] + ((try? UserClass(decoding: data.span.bytes))?.classes ?? [])
        }
    }
}

extension OctetPattern {
    fileprivate func matches(_ octets: [UInt8]?) -> Bool { octets.map { matches($0[...]) } ?? false }
}

extension [UInt8] {
    /// The octets without the NULs that some clients put behind a text.
    fileprivate var trimmingNULs: ArraySlice<UInt8> {
        var slice = self[...]
        while slice.last == 0 { slice.removeLast() }
        return slice
    }
}
