import DHCP

/// Whoever sent a message, as classes look at it.
struct ClassSubject {
    let message: DHCPMessage
    /// The interface by which the message came; empty when that is not known.
    let interface: String
    /// Whether the client has a reservation on its link.
    let isKnown: Bool
}

extension ClassMatch {
    /// Whether the sender of a message is meant; `isMember` says in which classes it is so far.
    func holds(for subject: ClassSubject, _ isMember: (String) -> Bool) -> Bool {
        switch self {
        case .all(let matches): return matches.allSatisfy { $0.holds(for: subject, isMember) }
        case .any(let matches): return matches.contains { $0.holds(for: subject, isMember) }
        case .not(let match): return !match.holds(for: subject, isMember)
        case .vendorClass(let pattern):
            return subject.message.options.withValue(of: .vendorClassIdentifier) { value in
                value.withUnsafeBytes { pattern.matches($0.trimmingNULs) }
            } ?? false || Self.hasVendorClass(subject.message, pattern)
        case .userClass(let pattern):
            return subject.message.options.withValue(of: .userClass) { value in
                UserClass.contains(in: value) { pattern.matches($0) }
            } ?? false
        case .architecture(let architecture):
            return subject.message.options[.clientArchitecture]?.contains(architecture) ?? false
        case .hardwareAddress(let pattern): return pattern.matches(subject.message.hardwareAddress.octets)
        case .clientIdentifier(let pattern): return pattern.matches(subject.message.options[raw: .clientIdentifier])
        case .circuitIdentifier(let pattern):
            return pattern.matches(subject.message.options[.relayAgentInformation]?.circuitID)
        case .remoteIdentifier(let pattern):
            return pattern.matches(subject.message.options[.relayAgentInformation]?.remoteID)
        case .requestedOption(let code):
            return subject.message.options.withValue(of: .parameterRequestList) { list in
                list.withUnsafeBytes { $0.contains(code.rawValue) }
            } ?? false
        case .messageType(let type): return subject.message.messageType == type
        case .option(let code, nil): return subject.message.options.contains(code)
        case .option(let code, let pattern?): return pattern.matches(subject.message.options[raw: code])
        case .subOption(let match): return match.holds(for: subject.message)
        case .known: return subject.isKnown
        case .relay(let block): return !subject.message.giaddr.isAny && block.contains(subject.message.giaddr)
        case .interface(let name): return subject.interface == name
        case .memberOf(let name): return isMember(name)
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
