extension UInt8: DHCPOptionValue {
    /// Reads one octet; any other length is an error.
    @inlinable
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 1)
        self = octets.octet(at: 0)
    }

    /// Writes one octet.
    @inlinable
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(self) }
}

extension UInt16: DHCPOptionValue {
    /// Reads two octets; any other length is an error.
    @inlinable
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 2)
        self = octets.uint16(at: 0)
    }

    /// Writes two octets.
    @inlinable
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(self) }
}

extension UInt32: DHCPOptionValue {
    /// Reads four octets; any other length is an error.
    @inlinable
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 4)
        self = octets.uint32(at: 0)
    }

    /// Writes four octets.
    @inlinable
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(self) }
}

extension Int8: DHCPOptionValue {
    /// Reads one octet in two's complement; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        self.init(bitPattern: try UInt8(decoding: octets))
    }

    /// Writes one octet.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(UInt8(bitPattern: self)) }
}

extension Int16: DHCPOptionValue {
    /// Reads two octets in two's complement; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        self.init(bitPattern: try UInt16(decoding: octets))
    }

    /// Writes two octets.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(UInt16(bitPattern: self)) }
}

extension Int32: DHCPOptionValue {
    /// Reads four octets in two's complement; any other length is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        self.init(bitPattern: try UInt32(decoding: octets))
    }

    /// Writes four octets.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(UInt32(bitPattern: self)) }
}

extension Bool: DHCPOptionValue {
    /// Reads one octet: 0 or 1 (RFC 2132 section 4.1).
    ///
    /// Any other length or value is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        let octet = try UInt8(decoding: octets)
        if octet > 1 { throw DHCPDecodingError(.invalidValue) }
        self = octet == 1
    }

    /// Writes 1 for true, 0 for false.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(UInt8(self ? 1 : 0)) }
}

extension String: DHCPOptionValue {
    /// Reads text in UTF-8.
    ///
    /// NULs at the end, which many clients send, are left out (RFC 2132 section 2); octets that are not UTF-8 read as
    /// U+FFFD, and `options[raw:]` has them as they came.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        var count = octets.byteCount
        while count > 0, octets.octet(at: count - 1) == 0 { count -= 1 }
        self = octets.extracting(0..<count).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes UTF-8 without a NUL.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(contentsOf: utf8) }
}

extension IPv4Address: DHCPOptionValue {
    /// Reads four octets; any other length is an error.
    @inlinable
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 4)
        self.init(bitPattern: octets.uint32(at: 0))
    }

    /// Writes four octets.
    @inlinable
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(self) }
}

/// A value that always takes the same number of octets, so that a list of such values is an option value too.
public protocol DHCPOptionElement: DHCPOptionValue {
    /// How many octets a value takes, at least 1.
    static var octetCount: Int { get }
}

extension UInt8: DHCPOptionElement {
    /// 1.
    @inlinable public static var octetCount: Int { 1 }
}

extension UInt16: DHCPOptionElement {
    /// 2.
    @inlinable public static var octetCount: Int { 2 }
}

extension UInt32: DHCPOptionElement {
    /// 4.
    @inlinable public static var octetCount: Int { 4 }
}

extension IPv4Address: DHCPOptionElement {
    /// 4.
    @inlinable public static var octetCount: Int { 4 }
}

extension Array: DHCPOptionValue where Element: DHCPOptionElement {
    /// Reads values one after another.
    ///
    /// A length that is not a multiple of theirs is an error, and so is an empty list of values longer than one octet.
    @inlinable
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        let size = Swift.max(Element.octetCount, 1)
        let count = octets.byteCount
        if count % size != 0 || (count == 0 && size > 1) {
            throw DHCPDecodingError(.invalidLength, offset: count - count % size)
        }
        self.init()
        reserveCapacity(count / size)
        for start in stride(from: 0, to: count, by: size) {
            do throws(DHCPDecodingError) {
                append(try Element(decoding: octets.extracting(start..<start + size)))
            } catch {
                throw error.within(at: start)
            }
        }
    }

    /// Writes the values one after another.
    @inlinable
    public func encode(into writer: inout DHCPOptionWriter) {
        for element in self { element.encode(into: &writer) }
    }
}
