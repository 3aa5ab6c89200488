/// Options inside an option: 43 (RFC 2132 section 8.4), 175 and others that say code, length, value.
///
/// What the codes mean is the vendor's affair, so values are octets; `value(_:of:)` reads one as a type. Pads are
/// skipped and End ends the list, as section 8.4 allows; both are kept until something is changed. A code that comes
/// twice is joined on read, and a value over 255 octets is written as several of its code. Decoding throws
/// `truncatedOption` when a length runs past the end; `options[raw: 43]` then still has the octets.
public struct EncapsulatedOptions: Hashable, Sendable {
    private var list: SubOptionList

    /// No options.
    public init() {
        list = SubOptionList(hasLayout: true)
    }

    /// The octets as they stand in the message, pads and End included.
    public var octets: [UInt8] { list.octets }

    /// The codes, each once, in the order of the wire.
    public var codes: [UInt8] {
        var codes: [UInt8] = []
        for part in list.parts where !codes.contains(part.code) { codes.append(part.code) }
        return codes
    }

    /// Whether an End (255) stands behind the options; PXE clients expect one in option 43.
    public var hasEnd: Bool {
        get { list.hasEnd }
        set { list.hasEnd = newValue }
    }

    /// The value of a code; setting `nil` removes it.
    ///
    /// Codes 0 and 255 are layout: setting them does nothing.
    public subscript(code: UInt8) -> [UInt8]? {
        get { list.value(of: code) }
        set { list.set(newValue, of: code) }
    }

    /// The value of a code as a type; `nil` when there is none.
    ///
    /// Throws `DHCPDecodingError` when the value is malformed.
    public func value<Value: DHCPOptionValue>(
        _ type: Value.Type = Value.self, of code: UInt8
    ) throws(DHCPDecodingError) -> Value? {
        guard let octets = self[code] else { return nil }
        return try Value(decoding: octets)
    }

    /// Sets a code to a value of any type that an option can have.
    public mutating func set(_ value: some DHCPOptionValue, of code: UInt8) {
        self[code] = value.encodedOctets
    }
}

extension EncapsulatedOptions: DHCPOptionValue {
    /// Reads options one after another; a length that runs past the end is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        list = try SubOptionList(decoding: octets, hasLayout: true)
    }

    /// Writes the octets.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(contentsOf: octets) }
}

extension EncapsulatedOptions: CustomStringConvertible {
    /// Codes with their octets, as in `{6=08, 9=0a0b}`.
    public var description: String {
        "{" + list.parts.map { "\($0.code)=\($0.octets.hexadecimal())" }.joined(separator: ", ") + "}"
    }
}
