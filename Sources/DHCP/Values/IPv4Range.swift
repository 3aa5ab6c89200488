/// Addresses from a first to a last one, both included, such as `10.0.1.0-10.0.9.255`.
public struct IPv4Range: Hashable, Sendable {
    /// The lowest address.
    public let first: IPv4Address
    /// The highest address.
    public let last: IPv4Address

    /// Makes a range.
    ///
    /// Gives `nil` when `last` comes before `first`.
    public init?(_ first: IPv4Address, _ last: IPv4Address) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// All addresses of a block.
    public init(_ prefix: IPv4Prefix) {
        first = prefix.address
        last = prefix.last
    }

    /// How many addresses the range holds.
    public var count: Int { Int(last.bitPattern - first.bitPattern) + 1 }

    /// Whether `address` lies in the range.
    public func contains(_ address: IPv4Address) -> Bool { first <= address && address <= last }

    /// The first address of the range that no host can have (see ``IPv4Address/isUsableByHost``); `nil` when all are
    /// such that hosts can.
    ///
    /// Nothing with such an address is leased, reserved or taken over from elsewhere.
    package var firstUnusable: IPv4Address? {
        if !first.isUsableByHost { return first }
        return [IPv4Address(127, 0, 0, 0), IPv4Address(224, 0, 0, 0)].first { contains($0) }
    }

    /// Whether the two ranges have an address in common.
    public func overlaps(_ other: IPv4Range) -> Bool { first <= other.last && other.first <= last }
}

extension IPv4Range: CustomStringConvertible, LosslessStringConvertible {
    /// Reads `10.0.1.0-10.0.9.255`, also with spaces around the dash, or a block such as `10.0.10.0/24`.
    ///
    /// Gives `nil` for anything else and for a range that runs backwards.
    public init?(_ text: some StringProtocol) {
        if let prefix = IPv4Prefix(text) {
            self.init(prefix)
            return
        }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
            String(end.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard ends.count == 2, let first = IPv4Address(ends[0]), let last = IPv4Address(ends[1]) else { return nil }
        self.init(first, last)
    }

    /// First and last address, as in `10.0.1.0-10.0.9.255`.
    public var description: String { "\(first)-\(last)" }
}
