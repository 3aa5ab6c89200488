/// A domain name (RFC 1035 section 3.1): labels of 1 to 63 octets, at most 255 octets on the wire.
///
/// Equality is by octets; `Example` and `example` differ here though the DNS takes them for the same.
public struct DomainName: Hashable, Sendable {
    /// The name on the wire, uncompressed, with the empty label that ends it.
    public let octets: [UInt8]

    /// The longest name on the wire (RFC 1035 section 2.3.4).
    static let maximumCount = 255
    /// The longest label.
    static let maximumLabelCount = 63

    /// The root: no labels.
    public static let root = DomainName(wire: [0])

    private init(wire: [UInt8]) {
        octets = wire
    }

    /// Makes a name of labels.
    ///
    /// Gives `nil` when one is empty or over 63 octets, or all take more than 255.
    public init?(labels: [[UInt8]]) {
        var wire: [UInt8] = []
        for label in labels {
            guard (1...Self.maximumLabelCount).contains(label.count) else { return nil }
            wire.append(UInt8(label.count))
            wire += label
        }
        guard wire.count < Self.maximumCount else { return nil }
        octets = wire + [0]
    }

    /// The labels, without the empty one at the end.
    public var labels: [[UInt8]] {
        var labels: [[UInt8]] = []
        var index = 0
        while index < octets.count, octets[index] != 0 {
            let end = index + 1 + Int(octets[index])
            labels.append(Array(octets[index + 1..<end]))
            index = end
        }
        return labels
    }
}

// MARK: - Text

extension DomainName: CustomStringConvertible, LosslessStringConvertible {
    /// Reads a name with dots between labels; a dot at the end may stand or not.
    ///
    /// `\.` and `\\` are characters of a label and `\ddd` is an octet (RFC 1035 section 5.1). Gives `nil` for an empty
    /// text, an empty label and a name that is too long. `.` is the root.
    public init?(_ text: some StringProtocol) {
        let text = Array(text.utf8)
        if text == [UInt8(ascii: ".")] {
            self = .root
            return
        }
        // Names come from clients, so all labels are written into one piece of memory.
        var wire: [UInt8] = [0]
        wire.reserveCapacity(Self.maximumCount)
        var start = 0
        var index = 0
        while index < text.count {
            var octet = text[index]
            index += 1
            if octet == UInt8(ascii: ".") {
                guard wire[start] > 0 else { return nil }
                start = wire.count
                wire.append(0)
                continue
            }
            if octet == UInt8(ascii: "\\") {
                guard let escaped = Self.escaped(text, &index) else { return nil }
                octet = escaped
            }
            guard wire[start] < Self.maximumLabelCount, wire.count < Self.maximumCount - 1 else { return nil }
            wire[start] += 1
            wire.append(octet)
        }
        // A dot at the end has begun the empty label.
        if wire[start] > 0 { wire.append(0) }
        guard wire.count > 1, wire.count <= Self.maximumCount else { return nil }
        octets = wire
    }

    /// The octet that a backslash stands before: three digits, or any other character.
    private static func escaped(_ text: [UInt8], _ index: inout Int) -> UInt8? {
        guard index < text.count else { return nil }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard digits.contains(text[index]) else {
            defer { index += 1 }
            return text[index]
        }
        guard index + 3 <= text.count, text[index..<index + 3].allSatisfy(digits.contains) else { return nil }
        defer { index += 3 }
        return UInt8(exactly: text[index..<index + 3].reduce(0) { $0 * 10 + Int($1 - digits.lowerBound) })
    }

    /// The labels with dots between them and none at the end, as in `lab.example`; `.` for the root.
    ///
    /// Dots and backslashes in labels, and octets that are not printing ASCII, are escaped as RFC 1035 does it.
    public var description: String {
        if octets == [0] { return "." }
        var text: [UInt8] = []
        text.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count, octets[index] != 0 {
            let end = index + 1 + Int(octets[index])
            if index > 0 { text.append(UInt8(ascii: ".")) }
            for place in index + 1..<end { Self.append(octets[place], to: &text) }
            index = end
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ octet: UInt8, to text: inout [UInt8]) {
        switch octet {
        case UInt8(ascii: "."), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), octet]
        case 0x21...0x7E: text.append(octet)
        default:
            let zero = UInt8(ascii: "0")
            text += [UInt8(ascii: "\\"), zero + octet / 100, zero + octet / 10 % 10, zero + octet % 10]
        }
    }
}

// MARK: - Wire

extension DomainName: DHCPOptionValue {
    /// Reads one uncompressed name that fills the value.
    ///
    /// The empty label at the end may be missing. Anything else throws `invalidDomainName`.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        var index = 0
        if octets.byteCount == 0 { throw DHCPDecodingError(.invalidLength) }
        let name = try DomainName(reading: octets, at: &index, isPartialAllowed: true)
        if index != octets.byteCount { throw DHCPDecodingError(.invalidDomainName, offset: index) }
        self = name
    }

    /// Writes the name uncompressed.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(contentsOf: octets) }

    /// Reads the name at `index`, follows pointers, and leaves `index` behind the name (RFC 1035 section 4.1.4).
    ///
    /// A pointer must go back, each further than the one before, so that names can not loop.
    init(reading span: RawSpan, at index: inout Int, isPartialAllowed: Bool = false) throws(DHCPDecodingError) {
        let start = index
        var wire: [UInt8] = []
        wire.reserveCapacity(min(span.byteCount - index, Self.maximumCount) + 1)
        var position = index
        var limit = index
        var isBehindPointer = false
        while true {
            guard position < span.byteCount else {
                if isPartialAllowed, !isBehindPointer, !wire.isEmpty { break }
                throw DHCPDecodingError(.invalidDomainName, offset: start)
            }
            let length = Int(span.octet(at: position))
            if length >= 0xC0 {
                guard position + 1 < span.byteCount else {
                    throw DHCPDecodingError(.invalidDomainName, offset: position)
                }
                let target = (length & 0x3F) << 8 | Int(span.octet(at: position + 1))
                guard target < limit else { throw DHCPDecodingError(.invalidDomainName, offset: position) }
                if !isBehindPointer { index = position + 2 }
                isBehindPointer = true
                (position, limit) = (target, target)
                continue
            }
            let end = position + 1 + length
            guard length <= Self.maximumLabelCount, end <= span.byteCount,
                wire.count + 1 + length <= Self.maximumCount - (length == 0 ? 0 : 1)
            else { throw DHCPDecodingError(.invalidDomainName, offset: position) }
            position = end
            if length == 0 { break }
            for offset in end - 1 - length..<end { wire.append(span.octet(at: offset)) }
        }
        if !isBehindPointer { index = position }
        wire.append(0)
        octets = wire
    }
}
