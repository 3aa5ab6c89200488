/// Numbers in octets, the most significant octet first; `nil` beyond the end.
extension [UInt8] {
    func number16(at index: Int) -> UInt16? {
        guard index >= 0, index + 2 <= count else { return nil }
        return UInt16(self[index]) << 8 | UInt16(self[index + 1])
    }

    func number32(at index: Int) -> UInt32? {
        guard let high = number16(at: index), let low = number16(at: index + 2) else { return nil }
        return UInt32(high) << 16 | UInt32(low)
    }
}

/// The sum under the checksums of IPv4 and UDP (RFC 1071).
struct ChecksumSum {
    private var sum: UInt64 = 0

    mutating func add(_ word: UInt16) { sum += UInt64(word) }

    /// Adds octets, two a word, with a zero after an odd last one.
    mutating func add(_ octets: ArraySlice<UInt8>) {
        var isHigh = true
        for octet in octets {
            sum += isHigh ? UInt64(octet) << 8 : UInt64(octet)
            isHigh.toggle()
        }
    }

    /// The sum in ones' complement; a checksum is its complement.
    var folded: UInt16 {
        var folded = sum
        while folded > 0xFFFF { folded = (folded & 0xFFFF) + (folded >> 16) }
        return UInt16(truncatingIfNeeded: folded)
    }
}

/// Hexadecimal text of fixed width.
enum Hex {
    static func text<Number: FixedWidthInteger>(_ value: Number) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, Number.bitWidth / 4 - digits.count)) + digits
    }
}
