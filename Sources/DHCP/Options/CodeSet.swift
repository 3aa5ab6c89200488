/// A set of option codes, in place: a bit for each of the 256.
///
/// The word is found by its number and not by comparing: lists of options in no order made the processor guess wrong at
/// each of them.
package struct CodeSet: Sendable {
    @usableFromInline
    var words: InlineArray<4, UInt64> = [0, 0, 0, 0]

    /// No codes.
    @inlinable
    package init() {}

    /// These codes.
    package init(_ codes: some Sequence<DHCPOptionCode>) {
        for code in codes { insert(code) }
    }

    /// Whether a code is in the set.
    @inlinable
    package func contains(_ code: DHCPOptionCode) -> Bool { contains(code.rawValue) }

    /// Whether the code of this number is in the set.
    @inlinable
    package func contains(_ code: UInt8) -> Bool {
        words[Int(code &>> 6)] & (1 &<< UInt64(code)) != 0
    }

    /// Adds a code; whether it was not there before.
    @inlinable @inline(__always) @discardableResult
    package mutating func insert(_ code: DHCPOptionCode) -> Bool { insert(code.rawValue) }

    /// Adds the code of this number; whether it was not there before.
    @inlinable @inline(__always) @discardableResult
    package mutating func insert(_ code: UInt8) -> Bool {
        let bit: UInt64 = 1 &<< UInt64(code)
        let word = words[Int(code &>> 6)]
        words[Int(code &>> 6)] = word | bit
        return word & bit == 0
    }

    /// Takes a code out.
    @inlinable
    package mutating func remove(_ code: DHCPOptionCode) { _ = take(code.rawValue) }

    /// Takes a code out; whether it was there.
    @inlinable @inline(__always)
    package mutating func take(_ code: DHCPOptionCode) -> Bool { take(code.rawValue) }

    /// Takes the code of this number out; whether it was there.
    @inlinable @inline(__always)
    package mutating func take(_ code: UInt8) -> Bool {
        let bit: UInt64 = 1 &<< UInt64(code)
        let word = words[Int(code &>> 6)]
        words[Int(code &>> 6)] = word & ~bit
        return word & bit != 0
    }

    /// Takes the codes of a list out, and returns those that were there, in the order of the list.
    ///
    /// Each is written and the next goes over it unless it counts: a list from a stranger is in no order, so the processor
    /// would guess wrong at every second one.
    package mutating func takeEach(_ list: [UInt8]) -> [UInt8] {
        // An array without room is one that all threads share, and filling none of it writes to it all the same.
        if list.isEmpty { return [] }
        var left = self
        let taken = [UInt8](unsafeUninitializedCapacity: list.count) { taken, count in
            for code in list {
                taken[count] = code
                count &+= left.take(code) ? 1 : 0
            }
        }
        self = left
        return taken
    }
}
