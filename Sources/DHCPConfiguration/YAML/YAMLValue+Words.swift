import DHCP

/// Values that stand in several places.
extension YAMLValue {
    func address() -> IPv4Address? {
        read("an address such as 10.0.0.1") { IPv4Address($0) }
    }

    /// An address that a machine can have.
    func hostAddress() -> IPv4Address? {
        guard let address = address() else { return nil }
        // 224.0.0.0 and above are groups, reserved, or all hosts (RFC 1112 section 4).
        if !address.isAny && address.bitPattern < 0xE000_0000 { return address }
        fail("\(address) is no machine's address")
        return nil
    }

    /// An address that a client can have, which is none of this host's own (127.0.0.0/8) either.
    func clientAddress() -> IPv4Address? {
        guard let address = address() else { return nil }
        if address.isUsableByHost { return address }
        fail("\(address) is no machine's address")
        return nil
    }

    func endpoint() -> DHCPEndpoint? {
        read("an address and a port such as 0.0.0.0:67") { text in
            // The way back excludes what an integer takes too, such as +67 and 067.
            DHCPEndpoint(text).flatMap { "\($0)" == text ? $0 : nil }
        }
    }

    func port() -> UInt16? {
        number(in: 1...65_535, such: "68").map { UInt16($0) }
    }

    /// A whole number without sign, leading zeros and other bases: those mean different things to different readers.
    func number(in range: ClosedRange<Int>, such example: String) -> Int? {
        read("a number from \(range.lowerBound) to \(range.upperBound) such as \(example)") { text in
            Int(text).flatMap { "\($0)" == text && range.contains($0) ? $0 : nil }
        }
    }

    /// A truth value.
    ///
    /// YAML's older `yes` and `on` are refused: readers disagree about them.
    func boolean() -> Bool? {
        read(
            "true or false",
            orComplain: { text throws(Complaint) -> Bool in
                if let value = Bool(text) { return value }
                let isYes = ["yes", "on", "y"].contains(text.lowercased())
                let isNo = ["no", "off", "n"].contains(text.lowercased())
                throw Complaint(
                    "\(text.shown) is not true or false" + (isYes ? "; write true" : isNo ? "; write false" : ""))
            })
    }

    func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word? where Word.RawValue == String {
        let words = type.allCases.map(\.rawValue)
        return read(
            words.joined(separator: " or "),
            orComplain: { text throws(Complaint) -> Word in
                if let word = Word(rawValue: text) { return word }
                let hint = reading.hint(for: text, among: words)
                throw Complaint("\(text.shown) is not \(words.joined(separator: " or "))\(hint)")
            })
    }

    /// The name of an interface: Linux has room for fifteen bytes, no slashes and no spaces.
    func interface() -> String? {
        read("an interface such as eth0") { name in
            let isName =
                (1...15).contains(name.utf8.count)
                && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
            return isName && name != "." && name != ".." ? name : nil
        }
    }

    /// An interface; warns of names that were to be several, or another thing than an interface.
    func servedInterface() -> String? {
        guard let name = interface() else { return nil }
        if name.contains(where: { "*?[]!{}".contains($0) }) {
            warn(
                "an interface of just this name: names are no patterns; write each one, or leave interfaces out for "
                    + "all")
        } else if name.contains(",") {
            warn("an interface of just this name; several are a list: [\(name.replacing(",", with: ", "))]")
        } else if let colon = name.firstIndex(of: ":") {
            warn("\(name) is an alias, of which nothing arrives; write \(name[..<colon])")
        } else if ["all", "any"].contains(name.lowercased()) {
            warn("an interface of just this name; leave interfaces out for all")
        }
        return name
    }

    /// The name or number of a user, as `useradd` makes them: no colon, no slash, no spaces.
    func user() -> String? {
        read("a user such as dhcp-server") { name in
            let isName =
                (1...32).contains(name.utf8.count)
                && name.utf8.allSatisfy {
                    (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":")
                }
            return isName && !name.hasPrefix("-") ? name : nil
        }
    }
}
