/// Finds the word that somebody may have meant.
package enum NearestWord {
    /// Longer words are no slips of the pen, and the search takes time by their length.
    private static let maximumLength = 64

    /// The candidate with the fewest slips (a letter too many, missing, wrong or swapped with the next), at most one
    /// for each three letters.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().replacing("_", with: "-").utf8)
        guard !letters.isEmpty, letters.count <= maximumLength else { return nil }
        var best: (word: String, slips: Int)?
        for candidate in candidates {
            let limit = max(1, min(letters.count, candidate.utf8.count) / 3)
            guard abs(letters.count - candidate.utf8.count) <= limit else { continue }
            let slips = distance(letters, Array(candidate.utf8))
            if slips <= limit, slips < best?.slips ?? Int.max { best = (candidate, slips) }
        }
        return best?.word
    }

    /// The edit distance in which neighbours may be swapped (optimal string alignment).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var slips = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    slips = min(slips, beforeLast[column - 1] + 1)
                }
                current.append(slips)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
