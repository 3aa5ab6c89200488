/// Reads of this package, which looks at the length first; a codec of one's own reads with `DHCPOptionReader`, which throws.
extension RawSpan {
    /// The octet at `offset`, which must be in bounds.
    @inlinable
    package func octet(at offset: Int) -> UInt8 {
        unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// The number of two octets at `offset`, which must be in bounds.
    @inlinable
    package func uint16(at offset: Int) -> UInt16 {
        UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// The number of four octets at `offset`, which must be in bounds.
    @inlinable
    package func uint32(at offset: Int) -> UInt32 {
        UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The octets of `range`, which must be in bounds, as an array.
    package func octets(in range: Range<Int>) -> [UInt8] {
        extracting(range).octets
    }

    /// All octets as an array.
    public var octets: [UInt8] {
        // Half the time of `init(unsafeUninitializedCapacity:)`, which looks a type up at run time.
        withUnsafeBytes { [UInt8]($0) }
    }

    /// Throws `invalidLength` unless there are exactly `count` octets.
    @inlinable
    public func require(count: Int) throws(DHCPDecodingError) {
        if byteCount != count { throw DHCPDecodingError(.invalidLength, offset: Swift.min(byteCount, count)) }
    }
}

/// Reads without a check, for octets whose count was compared before; a check each costs a third of decoding.
extension RawSpan {
    @inlinable @inline(__always)
    func load8(_ offset: Int) -> UInt8 {
        unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    func load16(_ offset: Int) -> UInt16 {
        UInt16(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
    }

    func load32(_ offset: Int) -> UInt32 {
        UInt32(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
    }

    func load64(_ offset: Int) -> UInt64 {
        UInt64(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// Whether all octets of `range`, a multiple of 8, are zero.
    ///
    /// Words are joined rather than SIMD vectors compared: the comparison of a vector goes through memory lane by lane.
    @inline(__always)
    func isZero(_ range: Range<Int>) -> Bool {
        var bits: UInt64 = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            bits |= unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            offset &+= 8
        }
        return bits == 0
    }

    /// Where to go on behind a pad at `index`: past those that follow it, eight at a time.
    @usableFromInline
    func endOfPads(_ index: Int, _ end: Int) -> Int {
        var index = index &+ 1
        while index &+ 8 <= end, isZero(index..<index &+ 8) { index &+= 8 }
        return index
    }
}

extension [UInt8] {
    /// Appends a range of other octets, which must be in bounds.
    ///
    /// Of a slice the compiler counts the references, which takes longer than to copy an option.
    package mutating func append(_ octets: [UInt8], _ range: Range<Int>) {
        octets.withUnsafeBytes { append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}
