import Foundation
import Synchronization

/// A file that a process appends lines to while a test reads it.
struct TextFile {
    let url: URL

    static func empty(at url: URL) throws -> TextFile {
        try holding("", at: url)
    }

    static func holding(_ text: String, at url: URL) throws -> TextFile {
        try spawning.withLock { _ in try Data(text.utf8).write(to: url) }
        return TextFile(url: url)
    }

    static func script(_ text: String, at url: URL) throws -> TextFile {
        let file = try holding(text, at: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
        return file
    }

    var path: String { url.path }

    var text: String {
        guard let data = try? Data(contentsOf: url) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    var lines: [String] {
        text.split(whereSeparator: \.isNewline).map(String.init)
    }

    /// The last lines, enough to see what went wrong.
    var tail: String {
        lines.suffix(40).map { "    \($0)\n" }.joined()
    }
}
