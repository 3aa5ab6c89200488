extension DHCPOptions {
    /// Where the value of an option stands.
    @usableFromInline
    struct ValueRange {
        @usableFromInline var start: Int
        @usableFromInline var end: Int
        /// Whether no other option of the same code follows.
        @usableFromInline var isWhole: Bool

        @inlinable
        init(start: Int, end: Int, isWhole: Bool) {
            self.start = start
            self.end = end
            self.isWhole = isWhole
        }
    }

    /// The value of the first option of `code`.
    ///
    /// This is the look-up of the hot path. The octets were checked when they were decoded or composed, so each length
    /// stays inside its segment; `Swift.min` below only keeps that true for whatever a later change may get wrong.
    @inlinable @inline(__always)
    func firstRange(of code: DHCPOptionCode) -> ValueRange? {
        switch layout {
        case .composed: return Self.scan(storage, 0, storage.count, for: code, mayRepeat: true)
        case .fields(let fields):
            if fields.overload != 0 { return firstRangeInSegments(of: code) }
            return Self.scan(storage, 0, Int(fields.end), for: code, mayRepeat: fields.mayRepeat)
        }
    }

    @inlinable @inline(__always)
    static func scan(
        _ storage: [UInt8], _ segmentStart: Int, _ segmentEnd: Int, for code: DHCPOptionCode, mayRepeat: Bool
    ) -> ValueRange? {
        storage.withUnsafeBufferPointer { octets in
            var found: ValueRange?
            var index = segmentStart
            while index &+ 1 < segmentEnd {
                let candidate = octets[index]
                if candidate == 0 {
                    index &+= 1
                    continue
                }
                if candidate == 255 { break }
                let start = index &+ 2
                index = start &+ Int(octets[index &+ 1])
                if candidate != code.rawValue { continue }
                if found != nil {
                    found?.isWhole = false
                    return found
                }
                found = ValueRange(start: start, end: Swift.min(index, segmentEnd), isWhole: true)
                if !mayRepeat { return found }
            }
            return found
        }
    }

    @usableFromInline
    func firstRangeInSegments(of code: DHCPOptionCode) -> ValueRange? {
        var found: ValueRange?
        for segment in segments {
            guard
                let range = Self.scan(storage, segment.lowerBound, segment.upperBound, for: code, mayRepeat: true)
            else { continue }
            if found != nil {
                found?.isWhole = false
            } else {
                found = range
            }
        }
        return found
    }
}
