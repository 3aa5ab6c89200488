import DHCPLoad

/// Tells on a terminal how far a load is.
struct BenchProgress {
    private let line = TerminalLine()

    func show(_ generator: LoadGenerator) {
        let report = generator.report
        line.show("\(generator.phase): \(report.completed) done, \(generator.underWay) under way, \(report.lost) lost")
    }

    /// Removes the line, before the report is printed.
    func clear() {
        line.clear()
    }
}
