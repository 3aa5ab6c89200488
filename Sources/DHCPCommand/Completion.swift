import ArgumentParser
import Foundation

/// What a shell offers after TAB.
extension CompletionKind {
    /// Configurations; folders are offered on the way to them.
    static let configuration = CompletionKind.file(extensions: ["yaml", "yml"])

    /// Lease files.
    static let leaseFile = CompletionKind.file(extensions: ["sqlite", "db"])

    /// Captures.
    static let capture = CompletionKind.file(extensions: ["pcap", "pcapng", "cap"])

    /// The interfaces of this host as they are now.
    static let interface = CompletionKind.custom { _, _, _ in
        (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/net"))?.sorted() ?? []
    }

    static let logLevel = CompletionKind.list(["trace", "debug", "info", "notice", "warning", "error", "critical"])
}
