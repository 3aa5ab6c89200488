import Logging

extension Logger {
    /// The log of a command, on standard error.
    static func commandLine(_ level: Logger.Level = .warning) -> Logger {
        var logger = Logger(
            label: "dhcp",
            factory: { PrintableLog(StreamLogHandler(label: $0, stream: StandardErrorStream())) })
        logger.logLevel = level
        return logger
    }
}

/// Standard error as the log writes to it.
private struct StandardErrorStream: TextOutputStream {
    mutating func write(_ text: String) { StandardError.write(text, terminator: "") }
}
