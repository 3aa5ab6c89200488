/// Binds an option's code to the type of its value.
///
/// An option of one's own is one static member; a second key for the same code does not disturb the first, because
/// the message keeps octets and a key only reads them:
///
/// ```swift
/// extension DHCPOptionKey where Value == String {
///     static var rack: Self { .init(224) }
/// }
/// reply.options[.rack] = "b12"
/// ```
public struct DHCPOptionKey<Value: DHCPOptionValue>: Hashable, Sendable {
    /// The option's code.
    public let code: DHCPOptionCode

    /// Makes a key for the option of this code.
    @inlinable
    public init(_ code: DHCPOptionCode) {
        self.code = code
    }
}

/// A type that an option's value can have.
///
/// Conform a type of your own to give an option of your own a structure. Both functions see the value alone, without
/// code and length, joined when it came in parts, so it may be longer than 255 octets.
public protocol DHCPOptionValue: Sendable {
    /// Reads a value.
    ///
    /// Throws `DHCPDecodingError` when the octets are not what the option's definition allows; its offset counts from
    /// the beginning of the value. It must not trap, whatever the octets are: they come from the network.
    /// `DHCPOptionReader` reads them with every length checked.
    init(decoding octets: RawSpan) throws(DHCPDecodingError)

    /// Writes the value, without code and length.
    func encode(into writer: inout DHCPOptionWriter)
}

/// Takes the octets of one option's value.
public struct DHCPOptionWriter {
    @usableFromInline
    var octets: [UInt8]

    @inlinable
    init(octets: [UInt8]) {
        self.octets = octets
    }

    /// Writes one octet.
    @inlinable
    public mutating func write(_ value: UInt8) {
        octets.append(value)
    }

    /// Writes two octets, the most significant first.
    @inlinable
    public mutating func write(_ value: UInt16) {
        withUnsafeBytes(of: value.bigEndian) { octets.append(contentsOf: $0) }
    }

    /// Writes four octets, the most significant first.
    @inlinable
    public mutating func write(_ value: UInt32) {
        withUnsafeBytes(of: value.bigEndian) { octets.append(contentsOf: $0) }
    }

    /// Writes the four octets of an address.
    @inlinable
    public mutating func write(_ address: IPv4Address) {
        write(address.bitPattern)
    }

    /// Writes octets as they are.
    @inlinable
    public mutating func write(contentsOf values: some Sequence<UInt8>) {
        octets.append(contentsOf: values)
    }
}

extension DHCPOptionValue {
    /// The value's octets.
    public var encodedOctets: [UInt8] {
        var writer = DHCPOptionWriter(octets: [])
        encode(into: &writer)
        return writer.octets
    }

    /// Reads a value from an array.
    public init(decoding octets: [UInt8]) throws(DHCPDecodingError) {
        try self.init(decoding: octets.span.bytes)
    }
}
