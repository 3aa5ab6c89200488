/// Code, length, value, again and again: the inside of options 43, 63, 82, 122, 125 and 175, in the form of the wire.
struct SubOptionList: Hashable, Sendable {
    /// The octets as they came or were composed.
    private(set) var octets: [UInt8] = []
    /// Whether code 0 is a filler of one octet and code 255 ends the list (RFC 2132 section 8.4), or both are codes
    /// like all others (RFC 3046 section 2.0).
    let hasLayout: Bool

    init(hasLayout: Bool) {
        self.hasLayout = hasLayout
    }

    init(decoding span: RawSpan, hasLayout: Bool) throws(DHCPDecodingError) {
        self.hasLayout = hasLayout
        octets = span.octets
        var cursor = cursor
        while cursor.next(in: span) != nil {}
        if cursor.ending(in: span) == .truncated { throw DHCPDecodingError(.truncatedOption, offset: cursor.index) }
    }

    /// A walk from the first sub-option on.
    private var cursor: OptionCursor { OptionCursor(0..<octets.count, hasLayout: hasLayout) }

    /// Every sub-option in the order of the wire.
    var parts: [(code: UInt8, octets: [UInt8])] {
        var parts: [(code: UInt8, octets: [UInt8])] = []
        var cursor = cursor
        while let part = cursor.next(in: octets.span.bytes) { parts.append((part.code, Array(octets[part.value]))) }
        return parts
    }

    /// Whether an End stands behind the sub-options.
    var hasEnd: Bool {
        get {
            var cursor = cursor
            while cursor.next(in: octets.span.bytes) != nil {}
            return cursor.ending(in: octets.span.bytes) == .endOption
        }
        set {
            guard hasLayout, newValue != hasEnd else { return }
            compose(parts, hasEnd: newValue)
        }
    }

    /// The value of `code`; parts of the same code are joined.
    func value(of code: UInt8) -> [UInt8]? {
        var joined: [UInt8]?
        var cursor = cursor
        while let part = cursor.next(in: octets.span.bytes) {
            if part.code == code { joined.append(octets[part.value]) }
        }
        return joined
    }

    /// Sets `code` in its place, or last; `nil` removes it.
    mutating func set(_ value: [UInt8]?, of code: UInt8) {
        if hasLayout, code == DHCPOptionCode.pad.rawValue || code == DHCPOptionCode.end.rawValue { return }
        var changed: [(code: UInt8, octets: [UInt8])] = []
        var isPlaced = value == nil
        for part in parts {
            if part.code != code {
                changed.append(part)
            } else if !isPlaced, let value {
                changed.append((code, value))
                isPlaced = true
            }
        }
        if !isPlaced, let value { changed.append((code, value)) }
        compose(changed, hasEnd: hasEnd)
    }

    /// Writes sub-options one after another.
    private mutating func compose(_ parts: [(code: UInt8, octets: [UInt8])], hasEnd: Bool) {
        octets = []
        for part in parts { octets.append(option: part.code, part.octets[...]) }
        if hasEnd { octets.append(DHCPOptionCode.end.rawValue) }
    }
}

extension [UInt8]? {
    /// Adds a part of a value that comes in several; in place, because a datagram can hold thousands of parts.
    mutating func append(_ part: ArraySlice<UInt8>) {
        if self == nil { self = [] }
        self?.append(contentsOf: part)
    }
}
