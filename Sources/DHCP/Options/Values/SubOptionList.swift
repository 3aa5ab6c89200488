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
        var index = 0
        while let part = nextPart(from: &index) {
            if part.range.upperBound > octets.count {
                throw DHCPDecodingError(.truncatedOption, offset: part.range.lowerBound - 2)
            }
        }
        if index < octets.count, !(hasLayout && octets[index] == 255) {
            throw DHCPDecodingError(.truncatedOption, offset: index)
        }
    }

    /// The next code and where its value stands; leaves `index` at End or at what is no sub-option.
    private func nextPart(from index: inout Int) -> (code: UInt8, range: Range<Int>)? {
        if hasLayout {
            while index < octets.count, octets[index] == 0 { index += 1 }
            if index < octets.count, octets[index] == 255 { return nil }
        }
        guard index + 1 < octets.count else { return nil }
        let start = index + 2
        let code = octets[index]
        index = start + Int(octets[index + 1])
        return (code, start..<index)
    }

    /// Every sub-option in the order of the wire.
    var parts: [(code: UInt8, octets: [UInt8])] {
        var parts: [(code: UInt8, octets: [UInt8])] = []
        var index = 0
        while let part = nextPart(from: &index) { parts.append((part.code, Array(octets[part.range]))) }
        return parts
    }

    /// Whether an End stands behind the sub-options.
    var hasEnd: Bool {
        get {
            var index = 0
            while nextPart(from: &index) != nil {}
            return hasLayout && index < octets.count
        }
        set {
            guard hasLayout, newValue != hasEnd else { return }
            compose(parts, hasEnd: newValue)
        }
    }

    /// The value of `code`; parts of the same code are joined.
    func value(of code: UInt8) -> [UInt8]? {
        var joined: [UInt8]?
        var index = 0
        while let part = nextPart(from: &index) {
            if part.code == code { joined.append(octets[part.range]) }
        }
        return joined
    }

    /// Sets `code` in its place, or last; `nil` removes it.
    mutating func set(_ value: [UInt8]?, of code: UInt8) {
        if hasLayout, code == 0 || code == 255 { return }
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

    /// Writes sub-options one after another; a value over 255 octets takes several, as RFC 3396 divides options.
    private mutating func compose(_ parts: [(code: UInt8, octets: [UInt8])], hasEnd: Bool) {
        octets = []
        for part in parts {
            for start in stride(from: 0, to: Swift.max(part.octets.count, 1), by: 255) {
                let piece = part.octets[start..<Swift.min(start + 255, part.octets.count)]
                octets.append(part.code)
                octets.append(UInt8(truncatingIfNeeded: piece.count))
                octets += piece
            }
        }
        if hasEnd { octets.append(255) }
    }
}

extension [UInt8]? {
    /// Adds a part of a value that comes in several; in place, because a datagram can hold thousands of parts.
    mutating func append(_ part: ArraySlice<UInt8>) {
        if self == nil { self = [] }
        self?.append(contentsOf: part)
    }
}
