import DHCPServer
import Foundation
import Synchronization

/// How lines for people reach standard error and standard output.
///
/// A server must not wait for who reads them: it answers on, and ends when it is told to, though its log goes into a pipe
/// that nobody reads. The other commands wait, as their output is what they are for.
enum Output {
    private struct Writers {
        let error = BackgroundWriter(STDERR_FILENO)
        let output = BackgroundWriter(STDOUT_FILENO)
    }

    private static let writers = Mutex<Writers?>(nil)

    /// How long the end of the program waits for what is not written yet.
    private static let patience = Duration.seconds(1)

    /// Waits for nobody from now on; a reader who goes away does not end the process either.
    static func writeInBackground() {
        StandardDescriptors.ignoreBrokenPipes()
        writers.withLock { $0 = $0 ?? Writers() }
    }

    /// Waits a moment for what is not written yet; ends the process when the output of a command can not be.
    static func flush() {
        StandardOutput.finish()
        guard let writers = writers.withLock({ $0 }) else { return }
        if writers.error.flush(within: patience) { writers.output.flush(within: patience) }
    }

    /// A value as JSON that people can read too.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static var error: BackgroundWriter? { writers.withLock { $0?.error } }
    static var output: BackgroundWriter? { writers.withLock { $0?.output } }
}
