import DHCP

/// Subnets as a file writes them: `10.0.0.0/16`.
enum PrefixText {
    static let expected = "a subnet such as 10.0.0.0/16"

    static func prefix(_ text: String) throws(Complaint) -> IPv4Prefix {
        if let prefix = IPv4Prefix(text) { return prefix }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPv4Address($0) }), parts.count <= 2 else {
            throw Complaint("\(text.shown) is not \(expected)\(cure(text))")
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

    /// What `10.0.0.0 netmask 255.255.255.0` and the like mean here.
    private static func cure(_ text: String) -> String {
        let addresses = text.addresses
        guard addresses.count == 2, let prefix = IPv4Prefix(addresses[0], mask: addresses[1]) else { return "" }
        return "; write \(prefix)"
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
        guard ends.count == 2, let first = IPv4Address(ends[0]), let last = IPv4Address(ends[1]) else {
            throw Complaint("\(text.shown) is not \(expected)\(cure(text, ends.map(String.init)))")
        }
        throw Complaint("\(first)-\(last) runs backwards; write \(last)-\(first)")
    }

    /// What `10.0.0.100-199`, `10.0.0.1 10.0.0.9` and `10.0.0.1,10.0.0.9,12h` mean here.
    private static func cure(_ text: String, _ ends: [String]) -> String {
        if ends.count == 2, let first = IPv4Address(ends[0]) {
            let written = ends[1].split(separator: ".").count
            let kept = ends[0].split(separator: ".").dropLast(written).joined(separator: ".")
            if let last = IPv4Address("\(kept).\(ends[1])"), first <= last { return "; write \(first)-\(last)" }
        }
        let addresses = text.addresses
        guard addresses.count == 2, addresses[0] <= addresses[1] else { return "" }
        return "; write \(addresses[0])-\(addresses[1])"
    }
}

extension String {
    /// The addresses in a text, whatever stands between them.
    fileprivate var addresses: [IPv4Address] {
        split { !($0.isNumber || $0 == ".") }.compactMap { IPv4Address($0) }
    }
}
