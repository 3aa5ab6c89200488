import DHCP
import DHCPLeases

/// How octets stand in a file when it does not say so itself.
enum OctetNotation {
    /// As text: `eth1/0/7`.
    case text
    /// In hexadecimal: `01:aa:bb`.
    case hexadecimal

    /// What stands in messages when something else stands there.
    var expected: String {
        switch self {
        case .text: "a text such as eth1/0/7, or octets such as { hex: \"0a0b\" }"
        case .hexadecimal: "octets such as \"01:aa:bb\", or a text such as { string: abc }"
        }
    }
}

/// Octets that clients and relays send, and patterns for them.
extension YAMLValue {
    /// Octets in the usual notation of their place, or as `{ hex: "0a0b" }` or `{ string: abc }`.
    func identifier(_ usual: OctetNotation) -> [UInt8]? {
        guard let (notation, value) = notation(usual), let octets = value.octets(notation) else { return nil }
        guard (1...255).contains(octets.count) else {
            fail("\(octets.count) octets; there are 1 to 255 in an identifier")
            return nil
        }
        return octets
    }

    private func octets(_ notation: OctetNotation) -> [UInt8]? {
        switch notation {
        case .hexadecimal: read(notation.expected) { [UInt8](hexadecimal: $0) }
        case .text: text(notation.expected).map { Array($0.utf8) }
        }
    }

    /// What a relay calls a port or what is behind it: text, unless the file says otherwise.
    ///
    /// Warns of a text that looks like octets, as many relays send a hardware address as six octets.
    func relayIdentifier() -> [UInt8]? {
        warnOfNotation(isPattern: false)
        return identifier(.text)
    }

    /// A pattern in which each `*` stands for any octets.
    func pattern(_ usual: OctetNotation) -> OctetPattern? {
        guard let (notation, value) = notation(usual) else { return nil }
        switch notation {
        case .text:
            if !isMapping { warnOfNotation(isPattern: true) }
            return value.text(usual.expected).map { OctetPattern(glob: $0) }
        case .hexadecimal:
            return value.read("octets such as \"01:aa:*\"") { OctetPattern(hexadecimalGlob: $0) }
        }
    }

    /// The value, and the notation it is in.
    private func notation(_ usual: OctetNotation) -> (OctetNotation, YAMLValue)? {
        guard isMapping else { return (usual, self) }
        let entries = entries(usual.expected)
        switch (entries.count, entries.first?.name) {
        case (1, "hex"): return entries.first.map { (.hexadecimal, $0.value) }
        case (1, "string"): return entries.first.map { (.text, $0.value) }
        default:
            fail("\(usual.expected) belongs here, not \(noun)")
            return nil
        }
    }

    /// A hardware address, by default one of Ethernet; warns of one that no machine has.
    func hardwareAddress() -> HardwareAddress? {
        let address = read(
            "a hardware address such as 00:11:22:33:44:55, or 32/80:00:00:48 with the number of its type"
        ) { HardwareAddress(notation: $0) }
        guard let address, address.type == .ethernet else { return address }
        if address.count != 6 {
            warn(
                "\(address.count == 1 ? "1 octet" : "\(address.count) octets"); a hardware address of Ethernet has 6, so "
                    + "no client has this one")
        } else if address.isZero || address.octets[0] & 1 == 1 {
            warn("\(address) is \(address.isZero ? "no machine's address" : "a group's address"), so no client has it")
        }
        return address
    }

    /// A pattern of hardware addresses; warns of one that none can fit.
    func hardwarePattern() -> OctetPattern? {
        guard let pattern = pattern(.hexadecimal) else { return nil }
        let count = pattern.parts.reduce(0) { $0 + $1.count }
        if pattern.parts.count == 1, count != 6 {
            warn("\(count == 1 ? "1 octet" : "\(count) octets") without a *; a hardware address of Ethernet has 6")
        } else if count > 16 {
            warn("\(count) octets; no hardware address has more than 16")
        }
        return pattern
    }
}

extension OctetPattern {
    /// Octets in hexadecimal in which each `*` stands for any octets, as in `00:11:22:*`.
    ///
    /// Gives `nil` for anything else.
    init?(hexadecimalGlob text: String) {
        var parts: [[UInt8]] = []
        for piece in text.replacing("-", with: ":").split(separator: "*", omittingEmptySubsequences: false) {
            var digits = piece[...]
            if !parts.isEmpty, digits.first == ":" { digits.removeFirst() }
            if digits.last == ":" { digits.removeLast() }
            guard let octets = [UInt8](hexadecimal: digits) else { return nil }
            parts.append(octets)
        }
        self.init(parts: parts)
    }
}
