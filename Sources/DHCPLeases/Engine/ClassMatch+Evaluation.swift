import DHCP

extension ClassMatch {
    /// Whether the sender of `message` is meant.
    func holds(for message: DHCPMessage) -> Bool {
        switch self {
        case .all(let matches): matches.allSatisfy { $0.holds(for: message) }
        case .any(let matches): matches.contains { $0.holds(for: message) }
        case .not(let match): !match.holds(for: message)
        case .vendorClass(let pattern):
            message.options.withValue(of: .vendorClassIdentifier) { value in
                value.withUnsafeBytes { pattern.matches($0.trimmingNULs) }
            } ?? false
                || Self.hasVendorClass(message, pattern)
        case .userClass(let pattern):
            message.options.withValue(of: .userClass) { UserClass.contains(in: $0) { pattern.matches($0) } } ?? false
        case .architecture(let architecture): message.options[.clientArchitecture]?.contains(architecture) ?? false
        case .hardwareAddress(let pattern): pattern.matches(message.hardwareAddress.octets)
        case .clientIdentifier(let pattern): pattern.matches(message.options[raw: .clientIdentifier])
        case .circuitIdentifier(let pattern): pattern.matches(message.options[.relayAgentInformation]?.circuitID)
        case .remoteIdentifier(let pattern): pattern.matches(message.options[.relayAgentInformation]?.remoteID)
        case .requestedOption(let code):
            message.options.withValue(of: .parameterRequestList) { list in
                list.withUnsafeBytes { $0.contains(code.rawValue) }
            } ?? false
        case .messageType(let type): message.messageType == type
        case .option(let code, let pattern):
            if let pattern { pattern.matches(message.options[raw: code]) } else { message.options.contains(code) }
        }
    }

    /// Whether the data of an enterprise in option 124, or a class into which it is divided, reads so (RFC 3925 section 3).
    private static func hasVendorClass(_ message: DHCPMessage, _ pattern: OctetPattern) -> Bool {
        guard message.options.contains(.vendorIdentifyingClass), let value = message.options[.vendorIdentifyingClass]
        else { return false }
        return value.data.contains { data in
            pattern.matches(data[...]) || UserClass.contains(in: data.span.bytes) { pattern.matches($0) }
        }
    }
}

extension OctetPattern {
    fileprivate func matches(_ octets: [UInt8]?) -> Bool { octets.map { matches($0[...]) } ?? false }
}

extension UnsafeRawBufferPointer {
    /// The octets without the NULs that some clients put behind a text.
    fileprivate var trimmingNULs: UnsafeRawBufferPointer {
        var count = count
        while count > 0, self[count - 1] == 0 { count -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[..<count])
    }
}
