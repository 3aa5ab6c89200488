import Foundation

/// A program that a test started. What it says goes to files, and it is ended by its process id, never by name.
final class RunningProcess {
    let name: String
    let output: TextFile
    let errors: TextFile
    private let process: Process

    /// Starts `arguments[0]`, found along PATH, with the rest as its arguments.
    init(_ arguments: [String], name: String, directory: URL) throws {
        self.name = name
        output = try TextFile.empty(at: directory.appending(path: "\(name).out"))
        errors = try TextFile.empty(at: directory.appending(path: "\(name).err"))
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let outputHandle = try FileHandle(forWritingTo: output.url)
        let errorHandle = try FileHandle(forWritingTo: errors.url)
        process.standardOutput = outputHandle
        process.standardError = errorHandle
        try process.run()
        // The child has its own copies.
        try outputHandle.close()
        try errorHandle.close()
    }

    var isRunning: Bool { process.isRunning }

    /// What the process said so far, for failure messages.
    var transcript: String {
        let state = isRunning ? "running" : "ended with \(process.terminationStatus)"
        return "--- \(name) (\(state))\n\(output.tail)\(errors.tail)"
    }

    /// Waits for a line of either output that `pattern` matches. A process that ends without it is a failure at once.
    func waitForLine(_ pattern: Regex<some Any>, upTo limit: Duration = .seconds(20)) async throws -> String {
        try await wait(for: "a line of \(name) like the expected one", upTo: limit, evidence: { transcript }) {
            // Asked before the files are read, so that nothing said at the end is missed.
            let hasEnded = !isRunning
            if let line = (errors.lines + output.lines).first(where: { $0.contains(pattern) }) { return line }
            if hasEnded { throw EndedEarly(transcript: transcript) }
            return nil
        }
    }

    /// Waits until the process ends by itself and returns its exit code.
    @discardableResult
    func waitForExit(upTo limit: Duration = .seconds(20)) async throws -> Int32 {
        try await wait(for: "the end of \(name)", upTo: limit, evidence: { transcript }) {
            isRunning ? nil : process.terminationStatus
        }
    }

    func signal(_ number: Int32) {
        if isRunning { kill(process.processIdentifier, number) }
    }

    /// Asks the process to end, and insists after a while. Does nothing when it has ended.
    func end(with number: Int32 = SIGTERM) async {
        signal(number)
        do {
            try await waitForExit(upTo: .seconds(5))
        } catch {
            signal(SIGKILL)
            _ = try? await waitForExit(upTo: .seconds(5))
        }
    }
}

/// A process ended that should have gone on.
struct EndedEarly: Error, CustomStringConvertible {
    let transcript: String
    var description: String { "ended before it was ready\n\(transcript)" }
}
