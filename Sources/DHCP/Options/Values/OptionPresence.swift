/// The value of an option that says all by being there, such as 80 (RFC 4039 section 4).
///
/// ```swift
/// if request.options[.rapidCommit] != nil { reply.options[.rapidCommit] = .present }
/// ```
public struct OptionPresence: Hashable, Sendable {
    /// The only value.
    public static let present = OptionPresence()

    private init() {}
}

extension OptionPresence: DHCPOptionValue {
    /// Reads no octets; any are an error (`invalidLength`).
    ///
    /// `options.contains(_:)` does not mind them.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        try octets.require(count: 0)
    }

    /// Writes nothing.
    public func encode(into writer: inout DHCPOptionWriter) {}
}

extension OptionPresence: CustomStringConvertible {
    /// `present`.
    public var description: String { "present" }
}
