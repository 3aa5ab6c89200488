/// Where each option of a message is, for messages in which looking takes long: many options, some of them divided, in
/// several fields or with pads between them.
///
/// A server looks for some thirty options in each message. In a sound one a walk to each costs less than an index; in one
/// made to cost much, thirty walks took as long as forty messages. So such a message is walked once, while it is checked.
/// Behind its fields stand then, for each code, where its value is and how long, and behind that the values that came in
/// parts, joined.
struct OptionIndex {
    /// A message with more options than this is indexed; clients send some fifteen.
    static let mostWalked = 24
    /// An entry has two numbers of two octets.
    private static let entryCount = 4
    /// Longer fields are not indexed, as places behind them would not go into two octets; servers read 2,048 octets.
    private static let longest = 32_000

    /// For each code where its value begins, 0 for none, and in the upper half how many octets all its parts have; then
    /// for each code where its next part goes; then where parts begin that are not the first of their code.
    ///
    /// A part without octets is none: nobody can tell it from one that is not there.
    private var words: [UInt32]
    private static let firstEnd = 256
    private static let firstPart = 512
    /// How many parts are not the first of their code.
    private var partCount = 0

    /// Makes an index for a datagram of so many octets.
    init(datagramCount: Int) {
        // A part has three octets at least.
        words = [UInt32](repeating: 0, count: Self.firstPart + datagramCount / 3 + 1)
    }

    /// Looks through a field of a datagram, which begins at `place` among the fields.
    ///
    /// Returns where its options end in the datagram, and what option 52 says there, or 0. Throws when an option runs past
    /// the end, or says something impossible of overload.
    mutating func add(
        _ datagram: RawSpan, _ field: Range<Int>, at place: Int
    ) throws(DHCPDecodingError) -> (end: Int, overload: UInt8) {
        var partCount = partCount
        defer { self.partCount = partCount }
        let shift = place &- field.lowerBound
        let (end, overload) = try words.withUnsafeMutableBufferPointer { (words) throws(DHCPDecodingError) in
            try Self.walk(datagram, field, shift, words, &partCount)
        }
        guard let overload else { return (end, 0) }
        let value = Self.overload(datagram, overload)
        if value == 0 { throw DHCPDecodingError(.invalidValue, offset: overload + 2, option: .overload) }
        return (end, value)
    }

    /// Enters all options of a field; returns where they end, and where the option 52 is that counts.
    @inline(__always)
    private static func walk(
        _ datagram: RawSpan, _ field: Range<Int>, _ shift: Int, _ words: UnsafeMutableBufferPointer<UInt32>,
        _ partCount: inout Int
    ) throws(DHCPDecodingError) -> (end: Int, overload: Int?) {
        var overload: Int?
        var count = partCount
        defer { partCount = count }
        var cursor = OptionCursor(field, hasLayout: true)
        while true {
            if cursor.index &+ 8 <= field.upperBound, datagram.hasFourEmptyOptions(cursor.index) {
                for _ in 0..<4 {
                    guard let option = cursor.next(in: datagram) else { break }
                    enter(option.code, option.start &+ shift, words)
                }
                continue
            }
            guard let option = cursor.next(in: datagram) else { break }
            let code = option.code
            if code == DHCPOptionCode.overload.rawValue, overload == nil || Self.overload(datagram, overload) != 0 {
                overload = option.offset
            }
            enter(code, option.start &+ shift, UInt8(truncatingIfNeeded: option.count), words, &count)
        }
        try cursor.requireWhole(in: datagram)
        return (cursor.index, overload)
    }

    /// Enters an option, and its place among the parts when one with octets came before it.
    ///
    /// Without a branch: which codes a stranger repeats no processor can foresee.
    @inline(__always)
    private static func enter(
        _ code: UInt8, _ start: Int, _ length: UInt8, _ words: UnsafeMutableBufferPointer<UInt32>, _ count: inout Int
    ) {
        let entry = words[Int(code)]
        let isFirst = entry >> 16 == 0
        words[Int(code)] = (isFirst ? UInt32(start & 0xFFFF) : entry) &+ UInt32(length) << 16
        words[firstPart &+ count] = UInt32(truncatingIfNeeded: start)
        count &+= isFirst || length == 0 ? 0 : 1
    }

    /// Enters an option without octets.
    @inline(__always)
    private static func enter(_ code: UInt8, _ start: Int, _ words: UnsafeMutableBufferPointer<UInt32>) {
        let entry = words[Int(code)]
        words[Int(code)] = entry == 0 ? UInt32(start & 0xFFFF) : entry
    }

    /// What an option 52 says; 0 when that is impossible.
    private static func overload(_ datagram: RawSpan, _ index: Int?) -> UInt8 {
        guard let index, datagram.load8(index &+ 1) == 1 else { return 0 }
        let value = datagram.load8(index &+ 2)
        return value <= 3 ? value : 0
    }

    /// The fields and the index behind them; only the fields when they are too long.
    mutating func storage(_ datagram: RawSpan, _ fields: [Range<Int>]) -> (octets: [UInt8], look: DHCPOptions.Look) {
        let base = fields.reduce(0) { $0 + $1.count }
        let isIndexed = base <= Self.longest
        let partCount = isIndexed ? partCount : 0
        let indexCount = isIndexed ? 256 * Self.entryCount : 0
        let capacity = base + indexCount + (partCount > 0 ? base : 0)
        let octets = [UInt8](unsafeUninitializedCapacity: capacity) { octets, count in
            for field in fields {
                datagram.extracting(field).withUnsafeBytes { octets.write($0, at: count) }
                count += field.count
            }
            if !isIndexed { return }
            words.withUnsafeMutableBufferPointer { words in
                count += indexCount
                if partCount > 0 { Self.join(partCount, words, in: octets, at: &count) }
                octets.write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: words[..<256])), at: base)
            }
        }
        return (octets, isIndexed ? .indexed : .walked)
    }

    /// Puts the values that came in parts one after another, each in one piece, and enters where they are.
    private static func join(
        _ partCount: Int, _ words: UnsafeMutableBufferPointer<UInt32>, in octets: UnsafeMutableBufferPointer<UInt8>,
        at end: inout Int
    ) {
        for code in 0..<256 {
            let entry = words[code]
            let (start, count) = (Int(entry & 0xFFFF), Int(entry >> 16))
            if count == 0 { continue }
            let first = Int(octets[start &- 1])
            // All its octets are in the first part.
            if first == count { continue }
            words[code] = entry & 0xFFFF_0000 | UInt32(end)
            words[firstEnd &+ code] = UInt32(end &+ first)
            octets.copy(first, from: start, to: end)
            end &+= count
        }
        for part in firstPart..<firstPart &+ partCount {
            let start = Int(words[part])
            let (code, count) = (Int(octets[start &- 2]), Int(octets[start &- 1]))
            let target = Int(words[firstEnd &+ code])
            octets.copy(count, from: start, to: target)
            words[firstEnd &+ code] = UInt32(target &+ count)
        }
    }

    /// What the index behind `base` octets says of a code.
    static func range(of code: DHCPOptionCode, in storage: [UInt8], behind base: Int) -> DHCPOptions.ValueRange? {
        let entry = storage.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: base + Int(code.rawValue) * Self.entryCount, as: UInt32.self)
        }
        if entry == 0 { return nil }
        let start = Int(entry & 0xFFFF)
        return DHCPOptions.ValueRange(start: start, end: start + Int(entry >> 16), isWhole: true)
    }
}

extension RawSpan {
    /// Whether the next eight octets are four options without a value, none of them pad, End or overload.
    ///
    /// A message has room for 890 of them; to go from each to the next takes longer than to look at four at once.
    @inline(__always)
    fileprivate func hasFourEmptyOptions(_ index: Int) -> Bool {
        let word = UInt64(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
        if word & 0xFF00_FF00_FF00_FF00 != 0 { return false }
        /// Not zero when one of the four codes is this one.
        func matches(_ code: UInt64) -> UInt64 {
            let difference = word ^ code &* 0x0001_0001_0001_0001
            return (difference &- 0x0001_0001_0001_0001) & 0x8000_8000_8000_8000
        }
        return matches(0) | matches(255) | matches(UInt64(DHCPOptionCode.overload.rawValue)) == 0
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes octets at a place that has room for them.
    @inline(__always)
    fileprivate func write(_ octets: UnsafeRawBufferPointer, at place: Int) {
        guard let source = octets.baseAddress, let target = baseAddress else { return }
        UnsafeMutableRawPointer(target + place).copyMemory(from: source, byteCount: octets.count)
    }

    /// Copies octets from one place to another; mostly one, for which a call would take longer.
    @inline(__always)
    fileprivate func copy(_ count: Int, from source: Int, to target: Int) {
        if count == 1 {
            self[target] = self[source]
        } else if let base = baseAddress {
            UnsafeMutableRawPointer(base + target).copyMemory(from: base + source, byteCount: count)
        }
    }
}
