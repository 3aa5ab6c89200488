/// How many octets the value of an option may have.
package struct OptionLength: Sendable {
    private let range: ClosedRange<Int>
    /// What the length is a multiple of.
    private let step: Int

    /// Any length from `minimum` on, in steps.
    static func from(_ minimum: Int, step: Int = 1) -> OptionLength {
        OptionLength(range: minimum...Int.max, step: step)
    }

    /// This length alone.
    static func exactly(_ count: Int) -> OptionLength { OptionLength(range: count...count, step: 1) }

    /// One of these lengths.
    static func within(_ range: ClosedRange<Int>) -> OptionLength { OptionLength(range: range, step: 1) }

    /// Whether a value may have `count` octets.
    package func admits(_ count: Int) -> Bool { range.contains(count) && count % step == 0 }
}

extension OptionLength: CustomStringConvertible {
    /// As in `4 octets`, `a multiple of 4 octets`, `5 octets or more`.
    package var description: String {
        let least = range.lowerBound == 1 ? "1 octet" : "\(range.lowerBound) octets"
        if range.upperBound == 0 { return "no octets" }
        if step > 1 { return "a multiple of \(step) octets" }
        if range.upperBound == .max { return "\(least) or more" }
        return range.count == 1 ? least : "\(range.lowerBound) to \(range.upperBound) octets"
    }
}

extension DHCPOptionDefinition.Format {
    /// How long a value of this format is; a list has one element at least.
    package var length: OptionLength {
        switch self {
        case .address, .uint32, .int32: .exactly(4)
        case .addresses: .from(4, step: 4)
        case .addressPairs, .staticRoutes: .from(8, step: 8)
        case .uint8, .boolean, .messageType: .exactly(1)
        case .uint16: .exactly(2)
        case .uint16s, .architectures: .from(2, step: 2)
        case .flag: .exactly(0)
        case .networkInterface: .exactly(3)
        // Sixteen, without the type in front, are read too.
        case .uuid: .within(16...17)
        case .fqdn: .from(3)
        case .relayAgentInformation, .sipServers: .from(2)
        case .classlessRoutes, .slpDirectoryAgents, .vendorClass, .vendorOptions: .from(5)
        // Octets of one's own may be none; 57 and 61 are read leniently, and a server needs one octet of 61.
        case .octets: .from(0)
        case .string, .codes, .maximumMessageSize, .clientIdentifier, .domainName, .domainNames, .userClass,
            .slpServiceScope, .encapsulated:
            .from(1)
        }
    }
}

extension DHCPOptionCode {
    /// How long the value of this option is by the document that defines it; `nil` for a code without a definition.
    package var length: OptionLength? { Self.lengths[Int(rawValue)] }

    /// Whether the value of this option may have `count` octets; a code without a definition may have any.
    package func admits(count: Int) -> Bool { Self.lengths[Int(rawValue)]?.admits(count) ?? true }

    private static let lengths: [OptionLength?] = {
        var table = [OptionLength?](repeating: nil, count: 256)
        for definition in DHCPOptionDefinition.all {
            // What the registry has no format for has contents still.
            table[Int(definition.code.rawValue)] =
                definition.format == .octets ? .from(1) : definition.format.length
        }
        for (code, length) in structured { table[Int(code.rawValue)] = length }
        return table
    }()

    /// Options with a structure that is not read here.
    private static let structured: [(DHCPOptionCode, OptionLength)] = [
        (.internetStorageNameService, .from(14)),  // RFC 4174 section 2
        (.authentication, .from(11)),  // RFC 3118 section 2
        (.civicLocation, .from(3)),  // RFC 4776 section 3.1
        (.softwireSourceAddress, .exactly(16)),  // RFC 8539 section 7.2
        (.coordinateLocation, .exactly(16)),  // RFC 6225 section 2.2.1
        (.geographicLocation, .exactly(16)),  // RFC 6225 section 2.2.2
        (.pcpServer, .from(5)),  // RFC 7291 section 4
        (.portParameters, .exactly(4)),  // RFC 7618 section 9
        (.sixRD, .from(22)),  // RFC 5969 section 7.1.1
    ]
}
