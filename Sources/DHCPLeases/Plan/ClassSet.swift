/// The classes a client is in, by their numbers in the configuration.
struct ClassSet: Hashable, Sendable {
    private var first: UInt64 = 0
    /// Those from 64 on, 64 to a word.
    private var others: [UInt64] = []

    var isEmpty: Bool { first == 0 && others.isEmpty }

    mutating func insert(_ number: Int) {
        if number < 64 {
            first |= 1 << UInt64(number)
            return
        }
        let word = number / 64 - 1
        while others.count <= word { others.append(0) }
        others[word] |= 1 << UInt64(number % 64)
    }

    func contains(_ number: Int) -> Bool {
        if number < 64 { return first & (1 << UInt64(number)) != 0 }
        let word = number / 64 - 1
        return word < others.count && others[word] & (1 << UInt64(number % 64)) != 0
    }

    func intersects(_ other: ClassSet) -> Bool {
        first & other.first != 0 || zip(others, other.others).contains { $0 & $1 != 0 }
    }
}
