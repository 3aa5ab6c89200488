/// Why octets are not a DHCP message, or why an option does not hold what its definition says.
public struct DHCPDecodingError: Error, Hashable, Sendable {
    /// What is wrong.
    public var code: Code
    /// Where: an octet of the datagram when a whole message was decoded, an octet of the value when an option was.
    public var offset: Int
    /// The option in which the fault lies, when it lies in one.
    public var option: DHCPOptionCode?

    /// Makes an error.
    public init(_ code: Code, offset: Int = 0, option: DHCPOptionCode? = nil) {
        self.code = code
        self.offset = offset
        self.option = option
    }

    /// The kinds of fault.
    ///
    /// New ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs and metrics, such as `truncated-header`.
        public let description: String

        /// Makes a code of one's own, for an option codec of one's own.
        public init(_ word: String) {
            description = word
        }

        /// The datagram ends before the options (240 octets).
        public static let truncatedHeader = Code("truncated-header")
        /// The datagram is larger than any UDP payload may be.
        public static let tooLong = Code("too-long")
        /// The magic cookie 99.130.83.99 is missing (RFC 2131 section 3).
        public static let missingCookie = Code("missing-cookie")
        /// `op` is neither 1 nor 2.
        public static let invalidOperation = Code("invalid-operation")
        /// `hlen` is over 16.
        public static let invalidHardwareLength = Code("invalid-hardware-length")
        /// An option's length runs past the end of its field, or the field ends after its code.
        public static let truncatedOption = Code("truncated-option")
        /// A value has a length that its definition does not allow.
        public static let invalidLength = Code("invalid-length")
        /// A value has the right length and a content that its definition does not allow.
        public static let invalidValue = Code("invalid-value")
        /// A compressed domain name points forward, to itself or too often (RFC 3397 section 2).
        public static let invalidDomainName = Code("invalid-domain-name")
    }

    /// The same error seen from `base` octets before, as a fault of `option` unless it names one.
    @usableFromInline
    func within(_ option: DHCPOptionCode? = nil, at base: Int = 0) -> DHCPDecodingError {
        DHCPDecodingError(code, offset: offset + base, option: self.option ?? option)
    }
}

extension DHCPDecodingError: CustomStringConvertible {
    /// Code, place and option, as in `truncated-option at octet 243 in option 12 (host-name)`.
    public var description: String {
        "\(code) at octet \(offset)" + (option.map { " in option \($0)" } ?? "")
    }
}
