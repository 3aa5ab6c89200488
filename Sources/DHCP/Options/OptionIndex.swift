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

    /// For each code where its value begins, 0 for none, and in the upper half how many octets all its parts have.
    private var entries = InlineArray<256, UInt32>(repeating: 0)
    /// Which codes come more than once.
    private var repeated = CodeSet()
    private var isRepeated = false
    /// Where the values of all options begin, so that they need not be walked again.
    private var starts: [UInt16] = []
    private var count = 0

    /// Looks through a field of a datagram, which begins at `place` among the fields.
    ///
    /// Returns where its options end in the datagram, and what option 52 says there, or 0. Throws when an option runs past
    /// the end, or says something impossible of overload.
    mutating func add(
        _ datagram: RawSpan, _ field: Range<Int>, at place: Int
    ) throws(DHCPDecodingError) -> (end: Int, overload: UInt8) {
        starts.append(contentsOf: repeatElement(0, count: field.count / 2))
        let shift = place &- field.lowerBound
        var overload: Int?
        var index = field.lowerBound
        while index &+ 1 < field.upperBound {
            let code = datagram.load8(index)
            if code &+ 1 <= 1 {
                if code == 255 { break }
                index = datagram.endOfPads(index, field.upperBound)
                continue
            }
            let count = datagram.load8(index &+ 1)
            let start = index &+ 2
            guard start &+ Int(count) <= field.upperBound else { throw .truncated(code, at: index) }
            if code == DHCPOptionCode.overload.rawValue, overload == nil || Self.overload(datagram, overload) != 0 {
                overload = index
            }
            add(code, start &+ shift, count)
            index = start &+ Int(count)
        }
        let end = try datagram.endOfOptions(index, field.upperBound)
        guard let overload else { return (end, 0) }
        let value = Self.overload(datagram, overload)
        if value == 0 { throw DHCPDecodingError(.invalidValue, offset: overload + 2, option: .overload) }
        return (end, value)
    }

    @inline(__always)
    private mutating func add(_ code: UInt8, _ start: Int, _ count: UInt8) {
        starts[self.count] = UInt16(truncatingIfNeeded: start)
        self.count &+= 1
        let entry = entries[Int(code)]
        if entry == 0 {
            entries[Int(code)] = UInt32(truncatingIfNeeded: start & 0xFFFF) | UInt32(count) << 16
        } else {
            entries[Int(code)] = entry &+ UInt32(count) << 16
            repeated.insert(code)
            isRepeated = true
        }
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
        var octets: [UInt8] = []
        octets.reserveCapacity(base > Self.longest ? base : base * 2 + 256 * Self.entryCount)
        for field in fields { datagram.extracting(field).withUnsafeBytes { octets.append(contentsOf: $0) } }
        if base > Self.longest { return (octets, .walked) }
        octets.append(contentsOf: repeatElement(0, count: 256 * Self.entryCount))
        if isRepeated { join(in: &octets) }
        octets.withUnsafeMutableBytes { octets in
            for code in 0..<256 {
                octets.storeBytes(of: entries[code], toByteOffset: base &+ code &* Self.entryCount, as: UInt32.self)
            }
        }
        return (octets, .indexed)
    }

    /// Puts the values that came in parts behind the index, each in one piece.
    private mutating func join(in octets: inout [UInt8]) {
        var ends = InlineArray<256, Int>(repeating: 0)
        var next = octets.count
        for code in UInt8.min...UInt8.max where repeated.contains(code) {
            ends[Int(code)] = next
            entries[Int(code)] = entries[Int(code)] & 0xFFFF_0000 | UInt32(next)
            next += Int(entries[Int(code)] >> 16)
        }
        octets.append(contentsOf: repeatElement(0, count: next - octets.count))
        octets.withUnsafeMutableBytes { octets in
            for number in 0..<count {
                let start = starts[number]
                let code = octets[Int(start) &- 2]
                guard repeated.contains(code) else { continue }
                var target = ends[Int(code)]
                for source in Int(start)..<Int(start) &+ Int(octets[Int(start) &- 1]) {
                    octets[target] = octets[source]
                    target &+= 1
                }
                ends[Int(code)] = target
            }
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
