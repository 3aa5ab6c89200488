import Foundation

/// Commands that are run to their end.
enum Shell {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a command that must succeed, and returns what it printed.
    @discardableResult
    static func output(_ command: [String]) throws -> String {
        let (status, text) = try outcome(command)
        guard status == 0 else {
            throw Failure(description: "`\(command.joined(separator: " "))` ended with \(status)")
        }
        return text
    }

    /// Runs a command, and returns how it ended and what it printed.
    static func outcome(_ command: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return (process.terminationStatus, text)
    }
}
