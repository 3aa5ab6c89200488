import DHCP

/// Which numbers the value of an option may be, by the document that defines it.
enum OptionRange {
    private static let ranges: [DHCPOptionCode: (range: ClosedRange<UInt64>, source: String)] = [
        .maximumDatagramReassemblySize: (576...65_535, "RFC 2132 section 4.4"),
        .defaultIPTTL: (1...255, "RFC 2132 section 4.5"),
        .pathMTUPlateauTable: (68...65_535, "RFC 2132 section 4.7"),
        .interfaceMTU: (68...65_535, "RFC 2132 section 5.1"),
        .defaultTCPTTL: (1...255, "RFC 2132 section 7.1"),
        .netBIOSNodeType: (1...8, "RFC 2132 section 8.7"),
    ]

    /// What is wrong with a value; `nil` when nothing is, or no document says.
    static func complaint(
        _ octets: [UInt8], of code: DHCPOptionCode, _ format: DHCPOptionDefinition.Format?
    ) -> String? {
        if format == .boolean, let octet = octets.first, octets.count == 1, octet > 1 {
            return "\(octet) is neither 0 (false) nor 1 (true)"
        }
        guard let (range, source) = ranges[code] else { return nil }
        let size = format == .uint8 ? 1 : 2
        guard octets.count.isMultiple(of: size) else { return nil }
        for start in stride(from: 0, to: octets.count, by: size) {
            let number = octets[start..<start + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if !range.contains(number) {
                return "\(number) is outside \(range.lowerBound) to \(range.upperBound) (\(source)), and clients may "
                    + "refuse it"
            }
        }
        return nil
    }
}
