import DHCP
import DHCPServer
import Foundation
import Synchronization

/// Output of commands.
///
/// All that commands print goes through here or ``StandardError``, so that no text of others (names that clients choose,
/// files, arguments) reaches a terminal with more in it than letters, and so that a full disk is noticed.
enum StandardOutput {
    private struct State {
        /// What is not written yet.
        var octets: [UInt8] = []
        /// Why it could not be written: 0 when it could.
        var failure: Int32 = 0
    }

    private static let state = Mutex(State())
    private static let isTerminal = isatty(STDOUT_FILENO) == 1
    /// How much waits at most before it is written.
    private static let limit = 1 << 16

    /// Writes lines for people.
    static func write(_ lines: String, terminator: String = "\n") {
        let text = lines.printableLines + terminator
        if let writer = Output.output { writer.write(text) } else { put(text.utf8) }
    }

    /// Writes lines of which each text of others was made to print before.
    static func write(printed octets: [UInt8]) {
        put(octets)
    }

    /// Writes JSON; what does not print is escaped as JSON has it.
    static func writeJSON(_ text: String, terminator: String = "\n") {
        put((text.printableJSON + terminator).utf8)
    }

    /// Writes what waits: others read the output while the process goes on.
    static func flush() {
        state.withLock { drain(&$0) }
    }

    /// Whether some could not be written; nothing more is, then.
    static var hasFailed: Bool { state.withLock { $0.failure != 0 } }

    /// Writes what waits, and ends the process when not all could be written, with one line that says so.
    ///
    /// Whoever closes a pipe has read enough, and is told nothing.
    static func finish() {
        flush()
        // Some file systems say only now that there is no room.
        let copy = dup(STDOUT_FILENO)
        let isClosed = copy < 0 || close(copy) == 0
        let closing = errno
        let number = state.withLock { state in
            if !isClosed, state.failure == 0 { state.failure = closing }
            return state.failure
        }
        guard number != 0, number != EPIPE else { return }
        StandardError.write("dhcp: error: the output can not be written: \(String(cString: strerror(number)))")
        Foundation.exit(ExitStatus.output.rawValue)
    }

    private static func put(_ text: some Collection<UInt8>) {
        state.withLock { state in
            guard state.failure == 0 else { return }
            state.octets += text
            if isTerminal || state.octets.count >= limit { drain(&state) }
        }
    }

    private static func drain(_ state: inout State) {
        var written = 0
        while written < state.octets.count, state.failure == 0 {
            let count = state.octets[written...].withUnsafeBytes { systemWrite(STDOUT_FILENO, $0) }
            if count > 0 {
                written += count
            } else if count < 0, errno == EAGAIN {
                var wanted = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wanted, 1, 1000)
            } else if count == 0 || errno != EINTR {
                state.failure = count == 0 ? EIO : errno
            }
        }
        state.octets.removeAll(keepingCapacity: true)
    }
}

/// `write(2)`, whose name the output's own functions hide.
private func systemWrite(_ descriptor: Int32, _ octets: UnsafeRawBufferPointer) -> Int {
    write(descriptor, octets.baseAddress, octets.count)
}

/// Writes lines for people beside the output.
enum StandardError {
    static func write(_ lines: String, terminator: String = "\n") {
        let text = lines.printableLines + terminator
        if let writer = Output.error { writer.write(text) } else { FileHandle.standardError.write(Data(text.utf8)) }
    }

    /// Writes what was done, unless the output of that could not be written.
    static func writeSummary(_ text: String) {
        StandardOutput.flush()
        if !StandardOutput.hasFailed { write("dhcp: \(text)") }
    }
}
