/// A header field of fixed size that holds text or, by overload, options: `sname` (64 octets) and `file` (128).
///
/// Octets are kept as they came; zeros at the end are not stored, because the field is filled with them on the wire.
/// So an empty field costs no allocation.
public struct FixedField<let capacity: Int>: Hashable, Sendable {
    /// `nil` for no octets: copying and releasing an empty array costs more than nothing.
    private let kept: [UInt8]?

    /// The octets up to the last one that is not zero.
    public var octets: [UInt8] { kept ?? [] }

    /// An empty field: all zeros.
    public init() {
        kept = nil
    }

    /// Takes up to `capacity` octets.
    ///
    /// Gives `nil` for more.
    public init?(octets: some Collection<UInt8>) {
        guard octets.count <= capacity else { return nil }
        kept = Self.trimmed(octets)
    }

    /// Takes text in UTF-8, with room for the NUL that must end it (RFC 2131 section 2).
    ///
    /// Gives `nil` when it does not fit.
    public init?(_ text: String) {
        guard text.utf8.count < capacity else { return nil }
        kept = Self.trimmed(Array(text.utf8))
    }

    init(trimming octets: [UInt8]) {
        kept = Self.trimmed(octets)
    }

    private static func trimmed(_ octets: some Collection<UInt8>) -> [UInt8]? {
        var kept = Array(octets)
        while kept.last == 0 { kept.removeLast() }
        return kept.isEmpty ? nil : kept
    }

    /// Whether all octets are zero.
    public var isEmpty: Bool { kept == nil }

    /// The text before the first NUL, or `nil` when there is none.
    ///
    /// Octets that are not UTF-8 read as U+FFFD.
    public var text: String? {
        let text = octets.prefix { $0 != 0 }
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }
}
