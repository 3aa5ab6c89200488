/// Goes through options, or the sub-options in one, that stand one after another: a code, a length, so many octets.
///
/// This is the one place that knows how they stand on the wire (RFC 2132 section 2); ``Swift/Array/append(option:_:)`` is
/// the one that writes them so.
@usableFromInline
package struct OptionCursor {
    /// Where the next option begins; behind the last, where the walk ended.
    @usableFromInline package internal(set) var index: Int
    @usableFromInline let end: Int
    @usableFromInline let hasLayout: Bool
    @usableFromInline let isChecked: Bool

    /// Begins a walk through a field.
    ///
    /// `range` must be inside the octets that `next(in:)` is given. With `hasLayout`, code 0 is a filler of one octet and
    /// code 255 ends the options, as in a message (RFC 2132 section 3); otherwise both are codes like all others. With
    /// `isChecked`, no option runs past the end, as an earlier walk has seen.
    @inlinable @inline(__always)
    package init(_ range: Range<Int>, hasLayout: Bool, isChecked: Bool = false) {
        index = range.lowerBound
        end = range.upperBound
        self.hasLayout = hasLayout
        self.isChecked = isChecked
    }

    /// One option, or one part of an option that was split.
    @usableFromInline
    package struct Part {
        /// Which option this is.
        @usableFromInline package let code: UInt8
        /// Where its value begins.
        @usableFromInline package let start: Int
        /// Where its value ends.
        @usableFromInline package let end: Int

        @inlinable @inline(__always)
        init(code: UInt8, start: Int, end: Int) {
            self.code = code
            self.start = start
            self.end = end
        }

        /// Where the option begins.
        @inlinable @inline(__always)
        package var offset: Int { start &- OptionCursor.headerCount }
        /// How long the value is.
        @inlinable @inline(__always)
        package var count: Int { end &- start }
        /// Where the value stands.
        @inlinable @inline(__always)
        package var value: Range<Int> { Range(uncheckedBounds: (start, end)) }
        /// Where code, length and value stand.
        @inlinable @inline(__always)
        package var whole: Range<Int> { Range(uncheckedBounds: (offset, end)) }
    }

    /// A code and a length.
    @inlinable @inline(__always)
    package static var headerCount: Int { 2 }

    /// How a walk ended.
    package enum Ending {
        /// With the last octet.
        case octets
        /// With an End.
        case endOption
        /// Before an option that runs past the last octet.
        case truncated
    }

    /// The next option; `nil` behind the last one.
    @inlinable @inline(__always)
    package mutating func next(in octets: RawSpan) -> Part? {
        while true {
            if let part = nextWithoutPads(in: octets) { return part }
            guard isAtPad(in: octets) else { return nil }
            index = octets.endOfPads(index, end)
        }
    }

    /// The next option when no pad stands before it; `nil` before a pad and behind the last option.
    @inlinable @inline(__always)
    package mutating func nextWithoutPads(in octets: RawSpan) -> Part? {
        assert(end <= octets.byteCount)
        let start = index &+ Self.headerCount
        if start > end { return nil }
        let code = octets.load8(index)
        // Pad (0) and End (255) are the two codes that have no length.
        if hasLayout, code &+ 1 <= 1 { return nil }
        let next = start &+ Int(octets.load8(index &+ 1))
        if !isChecked, next > end { return nil }
        index = next
        return Part(code: code, start: start, end: Swift.min(next, end))
    }

    /// Whether a pad comes next.
    @inlinable @inline(__always)
    package func isAtPad(in octets: RawSpan) -> Bool { hasLayout && index < end && octets.load8(index) == 0 }

    /// How the walk ended, when there is no next option.
    package func ending(in octets: RawSpan) -> Ending {
        if index >= end { return .octets }
        return hasLayout && octets.load8(index) == 255 ? .endOption : .truncated
    }
}

extension [UInt8] {
    /// Appends an option with its value, as ``OptionCursor`` reads it.
    ///
    /// A value over 255 octets is divided into options of 255 and a rest (RFC 3396 section 5).
    package mutating func append(option code: UInt8, _ value: ArraySlice<UInt8>) {
        var rest = value
        repeat {
            let part = rest.prefix(Self.longestValue)
            append(code)
            append(UInt8(truncatingIfNeeded: part.count))
            append(contentsOf: part)
            rest = rest.dropFirst(part.count)
        } while !rest.isEmpty
    }

    /// Appends an option without its value, which has so many octets, 255 at most.
    @inlinable @inline(__always)
    package mutating func append(headerOf code: UInt8, count: Int) {
        append(code)
        append(UInt8(truncatingIfNeeded: count))
    }

    /// How long the value of one option can be.
    @inlinable @inline(__always)
    package static var longestValue: Int { 255 }
}
