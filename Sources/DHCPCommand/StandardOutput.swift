import DHCP
import DHCPServer
import Foundation

/// Output of commands.
///
/// All that commands print goes through here or ``StandardError``, so that no text of others (names that clients choose,
/// files, arguments) reaches a terminal with more in it than letters.
enum StandardOutput {
    /// Writes lines for people.
    static func write(_ lines: String, terminator: String = "\n") {
        let text = lines.printableLines
        if let writer = Output.output { writer.write(text + terminator) } else { print(text, terminator: terminator) }
    }

    /// Writes JSON; what does not print is escaped as JSON has it.
    static func writeJSON(_ text: String, terminator: String = "\n") {
        print(text.printableJSON, terminator: terminator)
    }

    /// Writes what waits: others read the output while the process goes on.
    static func flush() {
        fflush(nil)
    }
}

/// Writes lines for people beside the output.
enum StandardError {
    static func write(_ lines: String, terminator: String = "\n") {
        let text = lines.printableLines + terminator
        if let writer = Output.error { writer.write(text) } else { FileHandle.standardError.write(Data(text.utf8)) }
    }
}
