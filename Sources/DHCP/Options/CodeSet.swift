/// A set of option codes, in place: a bit for each of the 256.
package struct CodeSet: Sendable {
    private var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))

    /// No codes.
    package init() {}

    /// These codes.
    package init(_ codes: some Sequence<DHCPOptionCode>) {
        for code in codes { insert(code) }
    }

    /// Whether a code is in the set.
    package func contains(_ code: DHCPOptionCode) -> Bool { contains(code.rawValue) }

    func contains(_ code: UInt8) -> Bool {
        let bit = UInt64(1) << UInt64(code & 63)
        switch code >> 6 {
        case 0: return words.0 & bit != 0
        case 1: return words.1 & bit != 0
        case 2: return words.2 & bit != 0
        default: return words.3 & bit != 0
        }
    }

    /// Adds a code; whether it was not there before.
    @discardableResult
    package mutating func insert(_ code: DHCPOptionCode) -> Bool { insert(code.rawValue) }

    @discardableResult
    mutating func insert(_ code: UInt8) -> Bool {
        let bit = UInt64(1) << UInt64(code & 63)
        switch code >> 6 {
        case 0: return Self.set(bit, &words.0)
        case 1: return Self.set(bit, &words.1)
        case 2: return Self.set(bit, &words.2)
        default: return Self.set(bit, &words.3)
        }
    }

    /// Takes a code out.
    package mutating func remove(_ code: DHCPOptionCode) {
        let bit = UInt64(1) << UInt64(code.rawValue & 63)
        switch code.rawValue >> 6 {
        case 0: words.0 &= ~bit
        case 1: words.1 &= ~bit
        case 2: words.2 &= ~bit
        default: words.3 &= ~bit
        }
    }

    private static func set(_ bit: UInt64, _ word: inout UInt64) -> Bool {
        if word & bit != 0 { return false }
        word |= bit
        return true
    }
}
