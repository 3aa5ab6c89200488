internal import CDHCPLinux
internal import DHCP
internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

// What a capture alone asks of Linux: all of this target's unsafe code stands in this file.

extension Descriptor {
    /// Takes over what a call returned that was to do something.
    fileprivate convenience init(_ result: Int32, _ action: String) throws(CaptureSystemError) {
        do throws(SystemError) {
            try self.init(result, from: action)
        } catch {
            throw CaptureSystemError(action: action, number: error.number)
        }
    }
}

/// Becomes true when SIGINT or SIGTERM comes; a second signal ends the process as usual.
public final class EndSignal: Sendable {
    fileprivate let descriptor: Descriptor

    /// Takes over the two signals for the whole process, so there is one of these in a program.
    public init() throws(CaptureSystemError) {
        descriptor = try Descriptor(cdhcp_end_signals(), "wait for signals")
    }

    /// Whether a signal has come.
    public var isRaised: Bool {
        descriptor.waitUntilReadable(milliseconds: 0)
    }

    /// Waits until `other` has something to read, for so long at most (for ever when negative).
    ///
    /// `false` when the signal or the time's end came first.
    fileprivate func wait(for other: Int32, milliseconds: Int32) -> Bool {
        var wanted = [
            pollfd(fd: other, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0),
        ]
        return poll(&wanted, 2, milliseconds) > 0 && wanted[1].revents == 0 && wanted[0].revents != 0
    }

    /// Waits for the signal, for so long at most.
    fileprivate func wait(milliseconds: Int32) {
        descriptor.waitUntilReadable(milliseconds: milliseconds)
    }
}

/// A file that is read from its beginning.
public final class InputFile {
    private let descriptor: Descriptor
    private let path: String
    private let end: EndSignal?
    private static let pieceCount = 65_536

    /// Opens a file; `-` is standard input.
    ///
    /// A pipe that nobody writes to yet is opened at once, and waited for when it is read. With `end`, a file that others
    /// still write (a pipe) is at its end when the signal comes.
    public init(path: String, end: EndSignal? = nil) throws(CaptureSystemError) {
        self.path = path
        self.end = end
        let number = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        descriptor = try Descriptor(number, "open \(path.isEmpty ? "\"\"" : path)")
    }

    /// The next octets, none at the end.
    public func read() throws(CaptureSystemError) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: Self.pieceCount)
        while true {
            guard waitForInput() else { return [] }
            let count = octets.withUnsafeMutableBytes { systemRead(descriptor.number, $0.baseAddress, $0.count) }
            if count >= 0 { return Array(octets.prefix(count)) }
            if errno != EINTR, errno != EAGAIN { throw CaptureSystemError(action: "read \(path)", number: errno) }
        }
    }

    /// Waits until there is something to read; false when the signal came first.
    private func waitForInput() -> Bool {
        if let end { return end.wait(for: descriptor.number, milliseconds: -1) }
        descriptor.waitUntilReadable(milliseconds: -1)
        return true
    }
}

/// A file that is written anew.
public final class OutputFile {
    private let descriptor: Descriptor
    private let path: String

    /// Makes the file, or empties it; only its owner may read a new one, because packets tell about people.
    ///
    /// The last part of the path is never followed as a link, and a file that has other names is left alone: where others
    /// can make files, they could lead root to any. A pipe or device that is named is written to; a reader of the pipe is
    /// waited for, until the signal of `end` comes.
    public init(path: String, end: EndSignal? = nil) throws(CaptureSystemError) {
        self.path = path
        descriptor = try Descriptor(
            Self.open(path, end), "create \(path.isEmpty ? "\"\"" : path)")
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else {
            throw CaptureSystemError(action: "create \(path)", number: errno)
        }
        if status.st_mode & S_IFMT == S_IFREG {
            guard status.st_nlink == 1 else { throw CaptureSystemError(action: "empty \(path)", number: EMLINK) }
            guard ftruncate(descriptor.number, 0) == 0 else {
                throw CaptureSystemError(action: "empty \(path)", number: errno)
            }
        } else if status.st_mode & S_IFMT == S_IFBLK {
            throw CaptureSystemError(action: "write \(path)", number: EINVAL)
        }
    }

    private static func open(_ path: String, _ end: EndSignal?) -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC
        guard let end else { return systemOpen(path, flags) }
        while true {
            let number = systemOpen(path, flags | O_NONBLOCK)
            if number >= 0 { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) & ~O_NONBLOCK) }
            guard number < 0, errno == ENXIO, isPipe(path) else { return number }
            if end.isRaised {
                errno = EINTR
                return -1
            }
            end.wait(milliseconds: 100)
        }
    }

    private static func isPipe(_ path: String) -> Bool {
        var status = stat()
        let isPipe = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
        errno = ENXIO
        return isPipe
    }

    /// Empties the file, to be written from its beginning again.
    package func empty() throws(CaptureSystemError) {
        guard ftruncate(descriptor.number, 0) == 0, lseek(descriptor.number, 0, SEEK_SET) == 0 else {
            throw CaptureSystemError(action: "empty \(path)", number: errno)
        }
    }

    /// Writes all of the octets.
    public func write(_ octets: [UInt8]) throws(CaptureSystemError) {
        var written = 0
        while written < octets.count {
            let count = octets[written...].withUnsafeBytes { systemWrite(descriptor.number, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { throw CaptureSystemError(action: "write \(path)", number: errno) }
            written += max(count, 0)
        }
    }
}

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o600) }

private func systemRead(_ number: Int32, _ octets: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    octets.map { read(number, $0, count) } ?? 0
}

private func systemWrite(_ number: Int32, _ octets: UnsafeRawPointer?, _ count: Int) -> Int {
    octets.map { write(number, $0, count) } ?? 0
}

private func systemSend(_ number: Int32, _ frame: [UInt8]) -> Bool {
    frame.withUnsafeBytes { send(number, $0.baseAddress, $0.count, 0) } == frame.count
}

/// The socket under `LiveCapture`.
final class CaptureSocket {
    private let descriptor: Descriptor
    private var octets = [UInt8](repeating: 0, count: CaptureReader.frameLimit)

    init(interface: UInt32, filter: [KernelFilter.Instruction], name: String) throws(CaptureSystemError) {
        let program = filter.map {
            cdhcp_instruction(code: $0.code, if_true: $0.ifTrue, if_false: $0.ifFalse, value: $0.value)
        }
        descriptor = try Descriptor(
            cdhcp_capture_socket(interface, program, UInt16(program.count)), "capture on \(name)")
    }

    /// Waits for a frame; `nil` when the signal or the time's end came first.
    func next(end: EndSignal?, milliseconds: Int32) throws(CaptureSystemError) -> (cdhcp_frame, [UInt8])? {
        let hasInput =
            end?.wait(for: descriptor.number, milliseconds: milliseconds)
            ?? descriptor.waitUntilReadable(milliseconds: milliseconds)
        guard hasInput else { return nil }
        var frame = cdhcp_frame()
        let count = octets.withUnsafeMutableBytes { buffer in
            cdhcp_capture_receive(descriptor.number, buffer.baseAddress, buffer.count, &frame)
        }
        if count >= 0 { return (frame, Array(octets.prefix(count))) }
        // An interface that goes down says so once, and may come back.
        if [EAGAIN, EINTR, ENETDOWN].contains(errno) { return nil }
        throw CaptureSystemError(action: "receive", number: errno)
    }

    var number: Int32 { descriptor.number }

    /// Sends a whole frame by the interface, and tells whether the kernel took it.
    func send(_ frame: [UInt8]) -> Bool { systemSend(descriptor.number, frame) }

    /// Frames the kernel had no room for since the last call.
    var losses: Int { Int(cdhcp_capture_losses(descriptor.number)) }
}
