import Foundation

/// A command that is run to its end.
enum Command {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var errorLines: [String] { errors.split(whereSeparator: \.isNewline).map(String.init) }
    }

    struct Failure: Error, CustomStringConvertible {
        let arguments: [String]
        let outcome: Outcome

        var description: String {
            "`\(arguments.joined(separator: " "))` ended with \(outcome.status): \(outcome.errors)\(outcome.output)"
        }
    }

    /// Runs a command and returns what it printed, whatever its exit code.
    static func outcome(of arguments: [String], upTo limit: Duration = .generous) async throws -> Outcome {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let process = try RunningProcess(arguments, name: "command", directory: directory.url)
        do {
            let status = try await process.waitForExit(upTo: limit)
            return Outcome(status: status, output: process.output.text, errors: process.errors.text)
        } catch {
            await process.end(with: SIGKILL)
            throw error
        }
    }

    /// Runs a command that must succeed and returns its standard output.
    @discardableResult
    static func run(_ arguments: String...) async throws -> String {
        try await run(arguments)
    }

    @discardableResult
    static func run(_ arguments: [String]) async throws -> String {
        let outcome = try await outcome(of: arguments)
        guard outcome.status == 0 else { throw Failure(arguments: arguments, outcome: outcome) }
        return outcome.output
    }
}
