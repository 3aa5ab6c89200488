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
    /// This is the look-up of the hot path. The octets were checked when they were decoded or composed, so that each
    /// length stays inside its segment; the checks here only keep the scan inside the storage.
    @inlinable
    func firstRange(of code: DHCPOptionCode) -> ValueRange? {
        let end: Int
        switch layout {
        case .composed: end = storage.count
        case .fields(let fields):
            if fields.overload != 0 { return firstRangeInSegments(of: code) }
            end = Int(fields.end)
        }
        return Self.scan(storage, 0..<end, for: code)
    }

    @inlinable
    static func scan(_ storage: [UInt8], _ segment: Range<Int>, for code: DHCPOptionCode) -> ValueRange? {
        var found: ValueRange?
        var index = segment.lowerBound
        storage.withUnsafeBufferPointer { octets in
            while index + 1 < segment.upperBound {
                let candidate = octets[index]
                if candidate == 0 {
                    index += 1
                    continue
                }
                if candidate == 255 { break }
                let start = index + 2
                index = start + Int(octets[index + 1])
                if candidate == code.rawValue {
                    if found != nil {
                        found?.isWhole = false
                        return
                    }
                    found = ValueRange(start: start, end: Swift.min(index, segment.upperBound), isWhole: true)
                }
            }
        }
        return code == .pad ? nil : found
    }

    @usableFromInline
    func firstRangeInSegments(of code: DHCPOptionCode) -> ValueRange? {
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
}
