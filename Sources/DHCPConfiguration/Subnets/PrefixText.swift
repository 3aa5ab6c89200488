import DHCP

/// Subnets as a file writes them: `10.0.0.0/16`.
enum PrefixText {
    static let expected = "a subnet such as 10.0.0.0/16"

    static func prefix(_ text: String) throws(Complaint) -> IPv4Prefix {
        if let prefix = IPv4Prefix(text) { return prefix }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPv4Address($0) }), parts.count <= 2 else {
            throw Complaint("\(text.shown) is not \(expected)")
        }
        guard parts.count == 2 else { throw Complaint("\(text) has no length; write it as in \(text)/24") }
        if let mask = IPv4Address(parts[1]), let prefix = IPv4Prefix(address, mask: mask) {
            throw Complaint("\(text) has a mask; write \(prefix)")
        }
        guard parts[1].isDecimal, let length = Int(parts[1]), "\(length)" == parts[1],
            let prefix = IPv4Prefix(address, length: length)
        else { throw Complaint("\(text.shown) has no length from 0 to 32 behind the slash") }
        throw Complaint("\(text) has host bits set; write \(prefix)")
    }
}

/// Pools as a file writes them: `10.0.1.0-10.0.9.255`, `10.0.10.0/24` or `10.0.0.5`.
enum RangeText {
    static let expected = "a range such as 10.0.1.0-10.0.9.255 or 10.0.10.0/24"

    static func range(_ text: String) throws(Complaint) -> IPv4Range {
        if let range = IPv4Range(text) { return range }
        if text.contains("/") { return IPv4Range(try PrefixText.prefix(text)) }
        if let address = IPv4Address(text), let range = IPv4Range(address, address) { return range }
        let ends = text.replacing(" ", with: "").split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, IPv4Address(ends[0]) != nil, IPv4Address(ends[1]) != nil else {
            throw Complaint("\(text.shown) is not \(expected)")
        }
        throw Complaint("\(ends[0])-\(ends[1]) runs backwards")
    }
}
