/// An IPv4 address.
///
/// The value is kept as one 32-bit number in host order, so addresses compare and count as an engineer expects:
/// `10.0.0.255` comes before `10.0.1.0`.
public struct IPv4Address: Hashable, Sendable, BitwiseCopyable {
    /// The address as a number, most significant octet first: `10.0.0.1` is `0x0A000001`.
    public var bitPattern: UInt32

    /// Makes the address whose number is `bitPattern`.
    @inlinable
    public init(bitPattern: UInt32) {
        self.bitPattern = bitPattern
    }

    /// Makes `a.b.c.d`.
    @inlinable
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        bitPattern = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
    }

    /// The four octets in the order in which they are written and sent.
    public var octets: (UInt8, UInt8, UInt8, UInt8) {
        (
            UInt8(truncatingIfNeeded: bitPattern >> 24), UInt8(truncatingIfNeeded: bitPattern >> 16),
            UInt8(truncatingIfNeeded: bitPattern >> 8), UInt8(truncatingIfNeeded: bitPattern)
        )
    }

    /// `0.0.0.0`: no address, or every local address.
    public static let any = IPv4Address(bitPattern: 0)
    /// `255.255.255.255`: all hosts of the link (RFC 919 section 7).
    public static let broadcast = IPv4Address(bitPattern: .max)
    /// `127.0.0.1`.
    public static let loopback = IPv4Address(127, 0, 0, 1)

    /// Whether this is `0.0.0.0`.
    @inlinable
    public var isAny: Bool { bitPattern == 0 }

    /// Whether a host can have this address: not in 0/8, 127/8, 224/4 or 240/4 (RFC 1122 section 3.2.1.3).
    public var isUsableByHost: Bool {
        let first = bitPattern >> 24
        return first != 0 && first != 127 && first < 224
    }
}

extension IPv4Address: Comparable {
    /// Orders addresses as numbers.
    @inlinable
    public static func < (left: IPv4Address, right: IPv4Address) -> Bool {
        left.bitPattern < right.bitPattern
    }
}

extension IPv4Address: CustomStringConvertible, LosslessStringConvertible {
    /// Reads dotted decimal: four numbers of 0 to 255.
    ///
    /// Anything else, leading zeros too, gives `nil`.
    public init?(_ text: some StringProtocol) {
        var value: UInt32 = 0
        var octet: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if digits > 0 && octet == 0 { return nil }
                octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
                digits += 1
                if octet > 255 { return nil }
            case UInt8(ascii: "."):
                if digits == 0 || dots == 3 { return nil }
                value = value << 8 | octet
                (octet, digits, dots) = (0, 0, dots + 1)
            default:
                return nil
            }
        }
        if digits == 0 || dots != 3 { return nil }
        bitPattern = value << 8 | octet
    }

    /// Dotted decimal, as in `10.0.0.1`.
    public var description: String {
        // Replies to boot clients have it, so it is written without a text for each number: a twentieth of the time.
        String(unsafeUninitializedCapacity: 15) { text in
            var count = 0
            func write(_ octet: UInt8) {
                text[count] = octet
                count += 1
            }
            let (a, b, c, d) = octets
            for octet in [a, b, c, d] {
                if count > 0 { write(UInt8(ascii: ".")) }
                if octet >= 100 { write(UInt8(ascii: "0") + octet / 100) }
                if octet >= 10 { write(UInt8(ascii: "0") + octet / 10 % 10) }
                write(UInt8(ascii: "0") + octet % 10)
            }
            return count
        }
    }
}
