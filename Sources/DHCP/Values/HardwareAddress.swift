/// A hardware (link-layer) address with its type: what `htype`, `hlen` and `chaddr` say together.
public struct HardwareAddress: Hashable, Sendable, BitwiseCopyable {
    /// What kind of hardware this address belongs to.
    public let type: HardwareType
    private let length: UInt8
    /// The octets; those from `count` on are zero.
    public let storage: Octets16

    /// Makes an address of up to sixteen octets.
    ///
    /// Gives `nil` for more.
    public init?(type: HardwareType = .ethernet, octets: some Collection<UInt8>) {
        guard let storage = Octets16(octets) else { return nil }
        self.type = type
        self.length = UInt8(octets.count)
        self.storage = storage
    }

    /// Makes an address of up to sixteen octets, without the cost of a generic collection.
    ///
    /// Gives `nil` for more.
    public init?(type: HardwareType, octets: RawSpan) {
        guard octets.byteCount <= 16 else { return nil }
        self.type = type
        length = UInt8(octets.byteCount)
        storage = Octets16(octets)
    }

    /// Makes an Ethernet address.
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8) {
        type = .ethernet
        length = 6
        let high = [a, b, c, d, e, f].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        storage = Octets16(high: high << 16, low: 0)
    }

    /// Takes the first `count` octets of a `chaddr` field; `count` is limited to 0...16.
    init(type: HardwareType, count: Int, chaddr: Octets16) {
        self.type = type
        self.length = UInt8(min(max(count, 0), 16))
        self.storage = chaddr.prefix(count)
    }

    /// No address: one of Ethernet without octets.
    package static let none = HardwareAddress(type: .ethernet, count: 0, chaddr: Octets16())

    /// How many octets the address has, 0 to 16.
    public var count: Int { Int(length) }

    /// The octets of the address, `count` of them.
    public var octets: [UInt8] { (0..<count).map { storage[$0] } }

    /// Calls `body` with the type and the octets behind it, which are not copied to the heap for it.
    package func withTypeAndOctets<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result {
        let (high, low) = (storage.high, storage.low)
        let first = UInt64(type.rawValue) << 56 | high >> 8
        let words = (first.bigEndian, (high << 56 | low >> 8).bigEndian, (low << 56).bigEndian)
        return try withUnsafeBytes(of: words) { try body($0.bytes.extracting(first: count + 1)) }
    }

    /// Whether every octet is zero, or there is none.
    public var isZero: Bool { storage == Octets16() }

    /// Whether frames can be sent to it on Ethernet: six octets, of Ethernet or of another IEEE 802 network.
    public var isEthernet: Bool { (type == .ethernet || type == .ieee802) && count == 6 }
}

extension HardwareAddress: CustomStringConvertible {
    /// Reads an Ethernet address in one of the usual ways: `00:11:22:33:44:55`, `00-11-22-33-44-55` or
    /// `0011.2233.4455`, upper or lower case.
    ///
    /// Longer and shorter addresses (up to sixteen octets) are read in the forms with `:` and `-`. Anything else gives
    /// `nil`.
    public init?(_ text: some StringProtocol, type: HardwareType = .ethernet) {
        guard
            let octets = Self.groups(of: text, separator: ":", digits: 2)
                ?? Self.groups(of: text, separator: "-", digits: 2)
                ?? Self.groups(of: text, separator: ".", digits: 4).flatMap({ $0.count == 6 ? $0 : nil })
        else { return nil }
        self.init(type: type, octets: octets)
    }

    /// Reads an address as configurations and command lines have it: in one of the usual ways, or with the number of its
    /// hardware type in front, as in `32/80:00:00:48`.
    ///
    /// Gives `nil` for anything else, and for an address without octets.
    package init?(notation text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let address: HardwareAddress?
        if parts.count == 1 {
            address = HardwareAddress(text)
        } else if let type = UInt8(parts[0]), "\(type)" == parts[0] {
            address = HardwareAddress(parts[1], type: HardwareType(rawValue: type))
        } else {
            return nil
        }
        guard let address, address.count > 0 else { return nil }
        self = address
    }

    /// The octets of hexadecimal groups of exactly `digits` digits with `separator` between them.
    private static func groups(of text: some StringProtocol, separator: Character, digits: Int) -> [UInt8]? {
        var octets: [UInt8] = []
        for group in text.split(separator: separator, omittingEmptySubsequences: false) {
            let nibbles = group.utf8.compactMap(Self.nibble)
            guard nibbles.count == digits, group.utf8.count == digits, octets.count < 16 else { return nil }
            for index in stride(from: 0, to: digits, by: 2) { octets.append(nibbles[index] << 4 | nibbles[index + 1]) }
        }
        return octets
    }

    /// The value of a hexadecimal digit.
    package static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Lower-case hexadecimal octets with colons, as in `00:11:22:aa:bb:cc`.
    public var description: String { octets.hexadecimal(separator: ":") }

    /// Hexadecimal octets with `separator` between them, in upper case if wished, as in `00-11-22-AA-BB-CC`.
    public func description(separator: String = ":", isUppercase: Bool) -> String {
        octets.map { octet in
            let digits = String(octet, radix: 16, uppercase: isUppercase)
            return octet < 16 ? "0" + digits : digits
        }.joined(separator: separator)
    }
}

extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits an octet, `separator` between octets.
    package func hexadecimal(separator: String = "") -> String {
        var text: [UInt8] = []
        text.reserveCapacity(underestimatedCount * (2 + separator.utf8.count))
        func write(_ digit: UInt8) {
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
        for octet in self {
            if !text.isEmpty { text.append(contentsOf: separator.utf8) }
            write(octet >> 4)
            write(octet & 15)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
