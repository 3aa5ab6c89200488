/// A set of small numbers with their lowest member at hand: the addresses of a pool that were never leased.
///
/// A tree of 64-bit words: a bit on one level says whether a word of the level below has any bit. Finding, adding and
/// removing take one step a level, four for a pool of 16 million addresses.
package struct FreeAddressSet: Sendable {
    /// `levels[0]` has a bit for each number; the last level has one word.
    private var levels: [[UInt64]] = []

    /// The numbers 0 to `count` - 1.
    package init(count: Int) {
        var bits = count
        repeat {
            let words = max((bits + 63) / 64, 1)
            var level = [UInt64](repeating: .max, count: words)
            let unused = words * 64 - bits
            level[words - 1] = unused == 64 ? 0 : UInt64.max >> UInt64(unused)
            levels.append(level)
            bits = words
        } while bits > 1
    }

    /// The lowest number in the set.
    package var first: Int? {
        var index = 0
        for level in levels.reversed() {
            let word = level[index]
            if word == 0 { return nil }
            index = index * 64 + word.trailingZeroBitCount
        }
        return index
    }

    /// The lowest number in the set that is `start` or more.
    package func first(from start: Int) -> Int? {
        var index = start
        for level in levels.indices {
            if index / 64 >= levels[level].count { return nil }
            let word = levels[level][index / 64] & (UInt64.max << UInt64(index % 64))
            if word != 0 {
                index = index / 64 * 64 + word.trailingZeroBitCount
                for below in (0..<level).reversed() { index = index * 64 + levels[below][index].trailingZeroBitCount }
                return index
            }
            index = index / 64 + 1
        }
        return nil
    }

    package func contains(_ number: Int) -> Bool {
        levels[0][number / 64] & (1 << UInt64(number % 64)) != 0
    }

    package mutating func insert(_ number: Int) {
        var index = number
        for level in levels.indices {
            levels[level][index / 64] |= 1 << UInt64(index % 64)
            index /= 64
        }
    }

    package mutating func remove(_ number: Int) {
        var index = number
        for level in levels.indices {
            levels[level][index / 64] &= ~(1 << UInt64(index % 64))
            if levels[level][index / 64] != 0 { return }
            index /= 64
        }
    }
}
