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
    /// stays inside its segment.
    @inlinable @inline(__always)
    func firstRange(of code: DHCPOptionCode) -> ValueRange? {
        if case .fields(let fields) = layout, fields.look == .plain {
            if fields.codes & 1 &<< UInt64(code.rawValue) == 0 { return nil }
            return Self.scanPlain(storage, Int(fields.end), for: code)
        }
        return firstRangeInSegments(of: code)
    }

    /// Looks through options that stand one after another, each once.
    @inlinable @inline(__always)
    static func scanPlain(_ storage: [UInt8], _ segmentEnd: Int, for code: DHCPOptionCode) -> ValueRange? {
        let octets = storage.span.bytes
        var cursor = OptionCursor(Range(uncheckedBounds: (0, segmentEnd)), hasLayout: false, isChecked: true)
        while let option = cursor.next(in: octets) {
            if option.code == code.rawValue { return ValueRange(start: option.start, end: option.end, isWhole: true) }
        }
        return nil
    }

    /// The same where there may be pads, an End, parts of one value, and options in other fields.
    @usableFromInline @inline(never)
    func firstRangeInSegments(of code: DHCPOptionCode) -> ValueRange? {
        guard case .fields(let fields) = layout else {
            var cursor = OptionCursor(0..<storage.count, hasLayout: false, isChecked: true)
            return Self.scan(storage, &cursor, for: code)
        }
        if fields.look == .indexed { return OptionIndex.range(of: code, in: storage, behind: fields.octetCount) }
        if fields.overload == 0 { return Self.scan(storage, 0..<Int(fields.end), for: code) }
        var found: ValueRange?
        for segment in segments {
            guard let range = Self.scan(storage, segment, for: code) else { continue }
            if found != nil {
                found?.isWhole = false
            } else {
                found = range
            }
        }
        return found
    }

    private static func scan(_ storage: [UInt8], _ segment: Range<Int>, for code: DHCPOptionCode) -> ValueRange? {
        var cursor = OptionCursor(segment, hasLayout: true, isChecked: true)
        return scan(storage, &cursor, for: code)
    }

    @inline(__always)
    private static func scan(
        _ storage: [UInt8], _ cursor: inout OptionCursor, for code: DHCPOptionCode
    ) -> ValueRange? {
        let octets = storage.span.bytes
        var found: ValueRange?
        while let option = cursor.next(in: octets) {
            if option.code != code.rawValue { continue }
            if found != nil {
                found?.isWhole = false
                return found
            }
            found = ValueRange(start: option.start, end: option.end, isWhole: true)
        }
        return found
    }
}
