/// Which kinds of user or use the client names: option 77 (RFC 3004 section 4).
///
/// RFC 3004 asks for a list of classes, each with its length in front. Many clients, iPXE and Windows among them, send
/// plain text instead. So octets that are not such a list read as one class, and are written without a length again.
/// Plain text that happens to be a list reads as a list. Only an empty value is malformed (`invalidLength`).
public struct UserClass: Hashable, Sendable {
    /// The classes, at least one.
    public let classes: [[UInt8]]
    /// Whether the value is one class without a length in front.
    public let isPlain: Bool

    /// Makes a list of classes.
    ///
    /// Gives `nil` when there is none, or one that is empty or over 255 octets.
    public init?(_ classes: [[UInt8]]) {
        guard !classes.isEmpty, classes.allSatisfy({ (1...255).contains($0.count) }) else { return nil }
        self.classes = classes
        isPlain = false
    }

    /// Makes a list of classes from text.
    ///
    /// Gives `nil` when there is none, or one that is empty or over 255 octets.
    public init?(_ texts: String...) {
        self.init(texts.map { Array($0.utf8) })
    }

    /// Makes one class without a length in front, as iPXE sends it.
    ///
    /// Gives `nil` when it is empty or would read as a list.
    public init?(plain text: String) {
        guard !text.isEmpty, let value = try? UserClass(decoding: Array(text.utf8)), value.isPlain else { return nil }
        self = value
    }

    /// The classes as text; octets that are not UTF-8 read as U+FFFD.
    public var texts: [String] { classes.map { String(decoding: $0, as: UTF8.self) } }
}

extension UserClass: DHCPOptionValue {
    /// Reads a list, or one class when it is none; an empty value is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        if octets.byteCount == 0 { throw DHCPDecodingError(.invalidLength) }
        let list = Self.list(octets)
        classes = list ?? [octets.octets]
        isPlain = list == nil
    }

    /// The classes of a well-formed list.
    private static func list(_ octets: RawSpan) -> [[UInt8]]? {
        var list: [[UInt8]] = []
        var index = 0
        while index < octets.byteCount {
            let end = index + 1 + Int(octets.octet(at: index))
            guard end > index + 1, end <= octets.byteCount else { return nil }
            list.append(octets.octets(in: index + 1..<end))
            index = end
        }
        return list
    }

    /// Whether one of the classes in a value is meant, without making a list of them: a stranger's may have hundreds.
    @inlinable @inline(__always)
    package static func contains(in octets: RawSpan, where isMeant: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        if octets.isEmpty { return false }
        return octets.withUnsafeBytes { octets in
            var isFound = false
            var index = 0
            while index < octets.count {
                let (start, end) = (index &+ 1, index &+ 1 &+ Int(octets[index]))
                // No list, so it is one class.
                guard end > start, end <= octets.count else { return isMeant(octets) }
                if !isFound { isFound = isMeant(UnsafeRawBufferPointer(rebasing: octets[start..<end])) }
                index = end
            }
            return isFound
        }
    }

    /// Writes the list, or the plain class.
    public func encode(into writer: inout DHCPOptionWriter) {
        for octets in classes {
            if !isPlain { writer.write(UInt8(truncatingIfNeeded: octets.count)) }
            writer.write(contentsOf: octets)
        }
    }
}

extension UserClass: CustomStringConvertible {
    /// The classes in quotes, as in `"iPXE"`.
    public var description: String { texts.map(\.quoted).joined(separator: ", ") }
}
