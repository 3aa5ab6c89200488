import Foundation
import Glibc

/// A program that a test started.
///
/// What it says goes to files, and it is ended by its process id, never by name.
final class RunningProcess {
    let name: String
    let output: TextFile
    let errors: TextFile
    let identifier: pid_t
    private var exitCode: Int32?

    /// Starts `arguments[0]`, found along PATH, with the rest as its arguments.
    init(_ arguments: [String], name: String, directory: URL) throws {
        self.name = name
        output = try TextFile.empty(at: directory.appending(path: "\(name).out"))
        errors = try TextFile.empty(at: directory.appending(path: "\(name).err"))
        identifier = try spawn(arguments, output: output.path, errors: errors.path)
    }

    var isRunning: Bool {
        if exitCode != nil { return false }
        var status: Int32 = 0
        guard waitpid(identifier, &status, WNOHANG) == identifier else { return true }
        let signal = status & 0x7f
        // As a shell puts it.
        exitCode = signal == 0 ? (status >> 8) & 0xff : 128 + signal
        return false
    }

    /// What the process said so far, for failure messages.
    var transcript: String {
        let state = isRunning ? "running" : "ended with \(exitCode ?? -1)"
        return "--- \(name) (\(state))\n\(output.tail)\(errors.tail)"
    }

    /// Waits for a line of either output that `pattern` matches.
    ///
    /// A process that ends without it is a failure at once.
    func waitForLine(_ pattern: Regex<some Any>, upTo limit: Duration = .generous) async throws -> String {
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
    func waitForExit(upTo limit: Duration = .generous) async throws -> Int32 {
        try await wait(for: "the end of \(name)", upTo: limit, evidence: { transcript }) {
            isRunning ? nil : exitCode
        }
    }

    func signal(_ number: Int32) {
        if isRunning { kill(identifier, number) }
    }

    /// Stops the process until SIGCONT; when this returns, it does nothing more.
    func pause() async throws {
        signal(SIGSTOP)
        _ = try await wait(for: "\(name) to stop", evidence: { transcript }) {
            let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/task")
            let areStopped = threads.allSatisfy { thread in
                TextFile(url: URL(filePath: "/proc/\(identifier)/task/\(thread)/status")).text.contains("State:\tT")
            }
            return areStopped ? true : nil
        }
    }

    /// Asks the process to end, and insists after a while; does nothing when it has ended.
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
