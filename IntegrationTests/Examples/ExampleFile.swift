import Foundation

/// A configuration in the repository's folder Examples.
enum ExampleFile {
    /// The repository's folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of a file, with some of its words replaced by what fits a test's machines.
    ///
    /// Throws when one of the words is not there.
    static func text(_ name: String, replacing words: [String: String] = [:]) throws -> String {
        var text = try String(contentsOf: root.appending(path: "Examples/\(name)"), encoding: .utf8)
        for (word, replacement) in words {
            guard text.contains(word) else { throw MissingWord(file: name, word: word) }
            text = text.replacing(word, with: replacement)
        }
        return text
    }

    /// An example no longer says what a test replaces.
    struct MissingWord: Error {
        let file: String
        let word: String
    }
}
