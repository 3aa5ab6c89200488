import DHCP
import DHCPLeases

/// Looks for a word in what people read of a lease: its address, its hardware address, its client and its name.
///
/// All of that is written as octets, since strings would take most of the time of a search through many leases.
struct LeaseWord: Sendable {
    /// The word in lower case, and where it is a hardware address in another notation (`0011.2233.4455`, `00-11-22`), that
    /// with colons too.
    private let words: [[UInt8]]

    fileprivate static let digits = Array("0123456789abcdef".utf8)
    fileprivate static let colon = UInt8(ascii: ":")

    /// `nil` for a word without letters.
    init?(_ word: String) {
        if word.isEmpty { return nil }
        words = [Array(word.lowercased().utf8)] + (Self.hardware(word).map { [$0] } ?? [])
    }

    private static func hardware(_ word: String) -> [UInt8]? {
        let groups = word.split(whereSeparator: { "-.".contains($0) })
        // Groups of four, so that the beginning of an IP address is none of those.
        let isWhole = word.contains(".") ? groups.dropLast().allSatisfy { $0.count == 4 } : true
        guard isWhole, groups.count > 1 || word.count == 12, let text = HexadecimalText(word, isBeginning: true)
        else { return nil }
        return text.digits.utf8.enumerated().flatMap { $0 > 0 && $0 % 2 == 0 ? [colon, $1] : [$1] }
    }

    /// Whether the word stands anywhere in what is said of a lease.
    func isFound(in lease: Lease) -> Bool {
        let text = Writing(of: lease).octets
        return words.contains { Self.holds(text.span, $0.span) }
    }

    private static func holds(_ text: Span<UInt8>, _ word: Span<UInt8>) -> Bool {
        if text.count < word.count { return false }
        for start in 0...text.count - word.count {
            var length = 0
            while length < word.count, text[start + length] == word[length] { length += 1 }
            if length == word.count { return true }
        }
        return false
    }
}

/// What people read of a lease, with a zero between its parts.
private struct Writing {
    private(set) var octets: [UInt8] = []

    init(of lease: Lease) {
        octets.reserveCapacity(160)
        write(lease.address)
        octets.append(0)
        write(hexadecimal: lease.hardwareAddress.octets)
        octets.append(0)
        write(lease.client)
        octets.append(0)
        if let name = DHCPOptions(sequence: lease.sentOptions)[raw: .hostName] { write(name: name) }
    }

    private mutating func write(_ address: IPv4Address) {
        for shift in [24, 16, 8, 0] as [UInt32] {
            write(number: UInt8(truncatingIfNeeded: address.bitPattern >> shift))
            if shift > 0 { octets.append(UInt8(ascii: ".")) }
        }
    }

    private mutating func write(number: UInt8) {
        if number >= 100 { octets.append(LeaseWord.digits[Int(number / 100)]) }
        if number >= 10 { octets.append(LeaseWord.digits[Int(number / 10 % 10)]) }
        octets.append(LeaseWord.digits[Int(number % 10)])
    }

    private mutating func write(hexadecimal: some Sequence<UInt8>) {
        var isFirst = true
        for octet in hexadecimal {
            if !isFirst { octets.append(LeaseWord.colon) }
            isFirst = false
            octets.append(LeaseWord.digits[Int(octet >> 4)])
            octets.append(LeaseWord.digits[Int(octet & 15)])
        }
    }

    /// As `ClientIdentity` describes itself.
    private mutating func write(_ client: ClientIdentity) {
        let identifier = client.octets
        switch client.source {
        case .clientIdentifier: octets.append(contentsOf: "id ".utf8)
        case .hardwareAddress:
            octets.append(contentsOf: "hw ".utf8)
            write(number: identifier.first ?? 0)
            octets.append(UInt8(ascii: "/"))
            return write(hexadecimal: identifier.dropFirst())
        case .circuitIdentifier: octets.append(contentsOf: "circuit ".utf8)
        case .remoteIdentifier: octets.append(contentsOf: "remote ".utf8)
        }
        write(hexadecimal: identifier)
    }

    private mutating func write(name: [UInt8]) {
        if name.contains(where: { $0 >= 0x80 }) {
            octets.append(contentsOf: String(decoding: name, as: UTF8.self).lowercased().utf8)
        } else {
            for letter in name { octets.append((0x41...0x5A).contains(letter) ? letter | 0x20 : letter) }
        }
    }
}
