import DHCPServer
import Foundation
import Logging

/// The log of a command on standard error, a line each: in which nothing is left that a terminal would obey, and no text can
/// pretend to be another line.
struct LineLog: LogHandler {
    let form: LogLine.Form
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    /// Whether standard error is the journal, which says so by device and inode.
    private static let isInJournal: Bool = {
        guard let stream = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] else { return false }
        return FileFacts(of: STDERR_FILENO)?.deviceAndInode == stream
    }()

    init(_ form: LogLine.Form) {
        self.form = form
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var facts = metadata
        if let provided = metadataProvider?.get() { facts.merge(provided) { $1 } }
        if let own = event.metadata { facts.merge(own) { $1 } }
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let line = LogLine(event.level, event.message.description, facts)
        StandardError.write(line.written(form, at: time, inJournal: Self.isInJournal))
    }
}
