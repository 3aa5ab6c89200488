internal import DHCPLinux

/// What is wrong with a capture file, and where.
public struct CaptureFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The octet of the file at which the fault lies.
    public let offset: Int
    /// What is wrong, in words.
    public let reason: String

    init(_ reason: String, at offset: Int) {
        self.offset = offset
        self.reason = reason
    }

    /// Place and reason, as in `octet 24: the file ends inside a packet`.
    public var description: String { "octet \(offset): \(reason)" }
}

/// A system call that failed on a file or socket.
public struct CaptureSystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be done, as in `open eth0`.
    public let action: String
    /// What `errno` was.
    public let number: Int32

    /// Action and reason, as in `open lab.pcap: No such file or directory`.
    public var description: String { "\(action): \(SystemError.text(of: number))" }

    /// Whether a privilege is missing.
    public var isPermission: Bool { SystemError.isPermission(number) }
}
