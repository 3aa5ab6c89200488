internal import DHCPLinux

/// What is wrong with a capture file, and where.
public struct CaptureFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let code: Code
    /// The octet of the file at which the fault lies.
    public let offset: Int
    /// What is wrong, in words.
    public let reason: String

    /// The kinds of fault; new ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs.
        public let description: String

        /// There is nothing in the file.
        public static let empty = Code(description: "empty")
        /// The file is compressed.
        public static let compressed = Code(description: "compressed")
        /// The file is no capture.
        public static let notCapture = Code(description: "not-capture")
        /// A variant, a version or a kind of link that is not read here.
        public static let unsupported = Code(description: "unsupported")
        /// The file ends inside what it began; what came before was read.
        public static let truncated = Code(description: "truncated")
        /// The file says what can not be.
        public static let malformed = Code(description: "malformed")
        /// More of something than is read.
        public static let tooLarge = Code(description: "too-large")
    }

    init(_ code: Code, _ reason: String, at offset: Int) {
        self.code = code
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
