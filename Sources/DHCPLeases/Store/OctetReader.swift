/// Reads numbers and octets from the beginning of some.
package struct OctetReader: Sendable {
    package let octets: [UInt8]
    private var index = 0

    package init(_ octets: [UInt8]) { self.octets = octets }

    /// Takes a number in network order; `nil` when there are too few octets.
    package mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
        let size = Number.bitWidth / 8
        guard octets.count - index >= size else { return nil }
        defer { index += size }
        var bits: UInt64 = 0
        for place in index..<index + size { bits = bits << 8 | UInt64(octets[place]) }
        return Number(truncatingIfNeeded: bits)
    }

    /// Takes so many octets, and returns where they stand; `nil` when there are fewer.
    package mutating func range(_ count: Int) -> Range<Int>? {
        guard count >= 0, octets.count - index >= count else { return nil }
        defer { index += count }
        return index..<index + count
    }

    /// What was not taken.
    package var rest: [UInt8] { Array(octets[index...]) }
}

extension FixedWidthInteger {
    /// Appends the number in network order.
    package func append(to octets: inout [UInt8]) {
        var shift = bitWidth
        while shift > 0 {
            shift -= 8
            octets.append(UInt8(truncatingIfNeeded: self >> shift))
        }
    }
}
