import DHCP

/// Values that stand in options.
extension YAMLValue {
    /// The elements of a list that must have some; `nil` when one of them is wrong.
    func elements<Element>(of whole: String = "the option", _ read: (YAMLValue) -> Element?) -> [Element]? {
        let values = list()
        if values.isEmpty {
            fail("the list is empty; leave \(whole) out instead")
            return nil
        }
        if whole != "the type" { warnOfDoubles(in: values) }
        let elements = values.compactMap(read)
        return elements.count == values.count ? elements : nil
    }

    /// Warns of words that stand twice in a list.
    func warnOfDoubles(in values: [YAMLValue]) {
        guard values.count > 1 else { return }
        var seen: Set<String> = []
        for value in values {
            if let text = value.plainText, !seen.insert(text).inserted { value.warn("\(text.shown) stands twice") }
        }
    }

    /// The octets of a list's elements.
    func octets<Element: DHCPOptionValue>(_ read: (YAMLValue) -> Element?) -> [UInt8]? {
        elements(read)?.flatMap(\.encodedOctets)
    }

    /// The name of a format.
    func format() -> DHCPOptionDefinition.Format? {
        read(
            "a type such as string",
            orComplain: { text throws(Complaint) -> DHCPOptionDefinition.Format in
                if let format = DHCPOptionDefinition.Format(rawValue: text) { return format }
                let hint = reading.hint(for: text, among: DHCPOptionDefinition.Format.allCases.map(\.rawValue))
                let common = "; write string, ip-address, ip-addresses, uint8, uint16, uint32, boolean or hex"
                throw Complaint("\(text.shown) is no type\(hint.isEmpty ? common : hint)")
            })
    }

    /// The formats of a record's fields: those of a known length, and behind them one more.
    func fields() -> [DHCPOptionDefinition.Format]? {
        guard let formats = elements(of: "the type", { $0.format() }) else { return nil }
        let fixed: [DHCPOptionDefinition.Format] = [.address, .uint8, .uint16, .uint32, .int32, .boolean]
        let last: [DHCPOptionDefinition.Format] = fixed + [.string, .octets, .addresses, .uint16s, .domainName]
        if formats.dropLast().allSatisfy(fixed.contains), formats.last.map(last.contains) ?? false { return formats }
        fail(
            "the fields of a record are ip-address, uint8, uint16, uint32, int32 and boolean; the last one may be of any "
                + "length, such as string or hex")
        return nil
    }

    /// Text that is not empty: RFC 2132 wants one octet at least.
    func string() -> String? {
        guard let text = text("text") else { return nil }
        if !text.isEmpty { return text }
        fail("the text is empty; leave the option out instead")
        return nil
    }

    func hexadecimal() -> [UInt8]? {
        read("octets such as \"0a0b\" or \"0a:0b\"") { [UInt8](hexadecimal: $0) }
    }

    func domainName() -> DomainName? {
        read("a domain name such as lab.example") { DomainName($0) }
    }

    func policyFilter() -> PolicyFilter? {
        read("an address and a mask such as 10.1.0.0/255.255.0.0") { text in
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, let address = IPv4Address(parts[0]), let mask = IPv4Address(parts[1]) else {
                return nil
            }
            return PolicyFilter(address, mask: mask)
        }
    }

    func staticRoute() -> StaticRoute? {
        read("a route such as 10.1.0.0 via 10.0.0.254") { text in
            let words = text.split(separator: " ")
            guard words.count == 3, words[1] == "via", let destination = IPv4Address(words[0]),
                let router = IPv4Address(words[2])
            else { return nil }
            return StaticRoute(to: destination, via: router)
        }
    }

    func classlessRoute() -> ClasslessRoute? {
        let expected = "a route such as 10.2.0.0/16 via 10.0.0.254"
        return read(
            expected,
            orComplain: { text throws(Complaint) -> ClasslessRoute in
                if let route = ClasslessRoute(text) { return route }
                let words = text.split(separator: " ")
                // A destination with host bits says best itself what is wrong with it.
                if words.count == 3 { _ = try PrefixText.prefix(String(words[0])) }
                throw Complaint("\(text.shown) is not \(expected)")
            })
    }
}
