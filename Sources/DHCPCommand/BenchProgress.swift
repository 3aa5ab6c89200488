import DHCPLoad
import Foundation

/// One line on a terminal that tells how far a load is; nothing where standard error goes elsewhere.
struct BenchProgress {
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

    func show(_ generator: LoadGenerator) {
        let report = generator.report
        write("\(generator.phase): \(report.completed) done, \(generator.underWay) under way, \(report.lost) lost")
    }

    /// Removes the line, before the report is printed.
    func clear() {
        write("")
    }

    private func write(_ line: String) {
        guard isTerminal else { return }
        // Back to the first column, and what stood there before away.
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }
}
