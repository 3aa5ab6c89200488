import Yams

/// Lets a file with a key that stands twice be read to its end.
///
/// Yams refuses such a mapping with the place of the first key only, and the file with it. Here that key gets a first
/// letter that no key has, so that the rest is read and `MappingReader` can tell both places and all other mistakes.
struct DuplicateKeys {
    private(set) var text: String
    /// What the first letters stand for.
    private(set) var names: [Unicode.Scalar: String] = [:]
    private var letters: [Unicode.Scalar]

    /// Each key costs reading the file once more: twenty times for one of usual size, once for the largest.
    private static func maximumCount(_ size: Int) -> Int {
        min(max(ServerConfiguration.maximumFileSize / max(size, 1), 1), 20)
    }

    init(_ text: String) {
        self.text = text
        // Private use: in a text that has such letters itself they are left alone.
        let used = Set(text.unicodeScalars.lazy.filter { (0xE000...0xE0FF).contains($0.value) })
        let free = (0xE000...0xE0FF).lazy.compactMap { Unicode.Scalar(UInt32($0)) }.filter { !used.contains($0) }
        letters = Array(free.prefix(Self.maximumCount(text.utf8.count)))
    }

    /// Changes the first letter of the key at `mark`, which is the first of `duplicates`.
    ///
    /// Gives `false` when that is not possible: the key has an anchor, say, or there are many.
    mutating func rename(_ duplicates: [String], at mark: Mark) -> Bool {
        guard duplicates.count <= letters.count, let letter = letters.last, let name = duplicates.first,
            let first = name.unicodeScalars.first,
            var index = text.unicodeScalars.index(line: mark.line, column: mark.column)
        else { return false }
        let scalars = text.unicodeScalars
        if scalars[index] == "\"" || scalars[index] == "'" {
            index = scalars.index(after: index)
        }
        guard index < scalars.endIndex, scalars[index] == first else { return false }
        letters.removeLast()
        names[letter] = name
        text.unicodeScalars.replaceSubrange(index...index, with: [letter])
        return true
    }
}

extension String.UnicodeScalarView {
    /// Where a line and column of libYAML are, which takes all of these for the end of a line.
    fileprivate func index(line: Int, column: Int) -> Index? {
        var start = startIndex
        for _ in 1..<Swift.max(line, 1) {
            guard
                let end = self[start...].firstIndex(where: { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) })
            else { return nil }
            start = index(after: end)
            if self[end] == "\r", start < endIndex, self[start] == "\n" { start = index(after: start) }
        }
        guard let place = index(start, offsetBy: column - 1, limitedBy: endIndex), place < endIndex else { return nil }
        return place
    }
}
