import Foundation

/// One line on a terminal that tells how far something is; nothing where standard error goes elsewhere.
struct TerminalLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Shows a text in the place of the one before.
    func show(_ text: String) {
        guard isTerminal else { return }
        // Back to the first column, and what stood there before away.
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Removes the line, before something else is printed.
    func clear() {
        show("")
    }
}
