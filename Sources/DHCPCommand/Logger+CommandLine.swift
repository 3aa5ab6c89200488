import Logging

extension Logger {
    /// The log of a command, on standard error.
    static func commandLine(_ level: Logger.Level = .warning) -> Logger {
        var logger = Logger(label: "dhcp", factory: { PrintableLog(StreamLogHandler.standardError(label: $0)) })
        logger.logLevel = level
        return logger
    }
}
