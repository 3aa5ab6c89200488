import DHCPServer
import Logging

extension Logger {
    /// The log of a command, on standard error.
    static func commandLine(_ level: Logger.Level = .warning, _ form: LogLine.Form = .text) -> Logger {
        var logger = Logger(label: "dhcp", factory: { _ in LineLog(form) })
        logger.logLevel = level
        return logger
    }
}
