/// Reads the value of an option from its beginning to its end, for codecs of one's own.
///
/// ```swift
/// init(decoding octets: RawSpan) throws(DHCPDecodingError) {
///     var reader = DHCPOptionReader(octets)
///     row = try reader.uint8()
///     column = try reader.uint16()
///     try reader.end()
/// }
/// ```
///
/// A read past the end throws `invalidLength`, whose offset is the value's length; it never traps.
public struct DHCPOptionReader: Sendable {
    private let octets: [UInt8]
    /// How many octets were read.
    public private(set) var offset = 0

    /// Reads `octets`, which are copied.
    public init(_ octets: RawSpan) {
        self.octets = octets.octets
    }

    /// Reads `octets`.
    public init(_ octets: [UInt8]) {
        self.octets = octets
    }

    /// How many octets are left.
    public var remaining: Int { octets.count - offset }

    /// Whether all octets were read.
    public var isAtEnd: Bool { remaining == 0 }

    /// The next octet.
    public mutating func uint8() throws(DHCPDecodingError) -> UInt8 {
        octets[try advance(by: 1)]
    }

    /// The next two octets as a number, the most significant first.
    public mutating func uint16() throws(DHCPDecodingError) -> UInt16 {
        let start = try advance(by: 2)
        return UInt16(octets[start]) << 8 | UInt16(octets[start + 1])
    }

    /// The next four octets as a number, the most significant first.
    public mutating func uint32() throws(DHCPDecodingError) -> UInt32 {
        let start = try advance(by: 4)
        return octets[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The next four octets as an address.
    public mutating func address() throws(DHCPDecodingError) -> IPv4Address {
        IPv4Address(bitPattern: try uint32())
    }

    /// The next `count` octets.
    ///
    /// Throws also when `count` is negative, so that a length that was computed from the network's numbers may be passed.
    public mutating func octets(_ count: Int) throws(DHCPDecodingError) -> [UInt8] {
        let start = try advance(by: count)
        return Array(octets[start..<start + count])
    }

    /// The next `count` octets as text in UTF-8; octets that are not UTF-8 read as U+FFFD.
    public mutating func text(_ count: Int) throws(DHCPDecodingError) -> String {
        String(decoding: try octets(count), as: UTF8.self)
    }

    /// All octets that are left; none at the end.
    public mutating func rest() -> [UInt8] {
        defer { offset = octets.count }
        return Array(octets[offset...])
    }

    /// Throws `invalidLength` when octets are left: a value that is longer than its definition says is malformed.
    public func end() throws(DHCPDecodingError) {
        if !isAtEnd { throw DHCPDecodingError(.invalidLength, offset: offset) }
    }

    /// The error of a value that has the right length and a wrong content, at the octet that was read last.
    public func invalidValue() -> DHCPDecodingError {
        DHCPDecodingError(.invalidValue, offset: max(offset - 1, 0))
    }

    /// Where `count` octets begin, which are read then.
    private mutating func advance(by count: Int) throws(DHCPDecodingError) -> Int {
        guard count >= 0, count <= remaining else { throw DHCPDecodingError(.invalidLength, offset: octets.count) }
        defer { offset += count }
        return offset
    }
}
