/// A block of IPv4 addresses, such as `10.0.0.0/16` (RFC 4632 section 3.1).
public struct IPv4Prefix: Hashable, Sendable {
    /// The first address of the block: all host bits are zero.
    public let address: IPv4Address
    /// The length, in one octet: prefixes are kept in many places.
    @usableFromInline
    let shortLength: UInt8

    /// The number of leading bits that all addresses of the block share, 0 to 32.
    @inlinable
    public var length: Int { Int(shortLength) }

    /// Makes the block of `length` bits in which `address` lies; host bits of `address` are cleared.
    ///
    /// Gives `nil` when `length` is not in 0...32.
    public init?(_ address: IPv4Address, length: Int) {
        guard (0...32).contains(length) else { return nil }
        shortLength = UInt8(length)
        self.address = IPv4Address(bitPattern: address.bitPattern & Self.maskBits(length))
    }

    /// Makes the block of a subnet mask such as `255.255.0.0`.
    ///
    /// Gives `nil` when the ones of `mask` are not all in front of its zeros.
    public init?(_ address: IPv4Address, mask: IPv4Address) {
        let length = (~mask.bitPattern).leadingZeroBitCount
        guard Self.maskBits(length) == mask.bitPattern else { return nil }
        self.init(address, length: length)
    }

    private static func maskBits(_ length: Int) -> UInt32 {
        length == 0 ? 0 : UInt32.max << UInt32(32 - length)
    }

    /// The subnet mask: `255.255.0.0` for a length of 16.
    public var mask: IPv4Address { IPv4Address(bitPattern: Self.maskBits(length)) }

    /// The subnet mask of `length` ones: `255.255.255.0` for 24; `nil` when `length` is not in 0...32.
    public static func mask(length: Int) -> IPv4Address? { IPv4Prefix(.any, length: length)?.mask }

    /// The last address of the block, which is its directed broadcast address when `length` is 30 or less.
    public var last: IPv4Address { IPv4Address(bitPattern: address.bitPattern | ~mask.bitPattern) }

    /// The directed broadcast address, or `nil` for /31 and /32, which have none (RFC 3021 section 2.1).
    public var broadcast: IPv4Address? { length <= 30 ? last : nil }

    /// How many addresses the block holds.
    public var count: Int { 1 << (32 - length) }

    /// Whether `address` lies in the block.
    public func contains(_ address: IPv4Address) -> Bool {
        address.bitPattern & mask.bitPattern == self.address.bitPattern
    }

    /// Whether the two blocks have an address in common.
    public func overlaps(_ other: IPv4Prefix) -> Bool {
        contains(other.address) || other.contains(address)
    }
}

extension IPv4Prefix: CustomStringConvertible, LosslessStringConvertible {
    /// Reads `10.0.0.0/16`.
    ///
    /// Gives `nil` for anything else, and when host bits are set (`10.0.0.1/16`).
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        // `Int` would take `+16` and `016` too.
        guard parts.count == 2, let address = IPv4Address(parts[0]), let length = Int(parts[1]),
            (0...32).contains(length), parts[1] == "\(length)", address.bitPattern & ~Self.maskBits(length) == 0
        else { return nil }
        self.address = address
        shortLength = UInt8(length)
    }

    /// Address and length, as in `10.0.0.0/16`.
    public var description: String { "\(address)/\(length)" }
}
