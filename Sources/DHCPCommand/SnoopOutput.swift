import DHCP
import DHCPCapture

/// Prints and records what `dhcp snoop` sees.
struct SnoopOutput {
    let format: Snoop.Format
    let filter: MessageFilter
    let ports: Set<UInt16>
    /// Whether something stands before, so that a block of text needs a line between.
    private var hasPrinted = false
    private let file: OutputFile?
    private var exchanges: ExchangeTracker?
    private let limit: Int
    private var seenCount = 0
    /// How many messages, or exchanges, were printed.
    private(set) var shownCount = 0

    init(
        format: Snoop.Format, filter: MessageFilter, ports: Set<UInt16>, file: OutputFile?, exchanges: ExchangeTracker?,
        limit: Int
    ) throws {
        self.format = format
        self.filter = filter
        self.ports = ports
        self.file = file
        self.exchanges = exchanges
        self.limit = limit
        // At once, so that a recording without messages is a capture file too.
        try file?.write(PcapWriter.header)
    }

    /// Whether as many were printed as were asked for, or no more can be.
    var isFull: Bool { shownCount >= limit || StandardOutput.hasFailed }

    /// Takes a frame.
    mutating func show(_ frame: CapturedFrame) throws {
        guard let seen = CapturedMessage(frame, ports: ports) else { return }
        seenCount += 1
        let fits = filter.matches(seen)
        if fits, let record = PcapWriter.record(frame) { try file?.write(record) }
        if exchanges != nil {
            print(exchanges?.add(seen) ?? [])
        } else if fits {
            print(text(seen))
        }
    }

    /// Prints the exchanges that are over by now.
    mutating func showExchanges(over now: DHCPInstant) {
        print(exchanges?.expire(at: now) ?? [])
    }

    /// Prints what is still open and, on standard error, the count.
    mutating func finish(lossCount: Int?) {
        print(exchanges?.finish() ?? [])
        var words = ["\(seenCount) DHCP message\(seenCount == 1 ? "" : "s") seen"]
        words.append("\(shownCount) \(exchanges == nil ? "" : "exchange\(shownCount == 1 ? "" : "s") ")shown")
        if let lossCount, lossCount > 0 { words.append("\(lossCount) lost because they came too fast") }
        StandardError.writeSummary(words.joined(separator: ", "))
    }

    private mutating func print(_ over: [Exchange]) {
        for exchange in over where !isFull {
            print(format == .json ? ExchangePrinter.json(exchange) : ExchangePrinter.text(exchange))
        }
    }

    private mutating func print(_ text: String) {
        if hasPrinted, format != .json { StandardOutput.write("") }
        if format == .json { StandardOutput.writeJSON(text) } else { StandardOutput.write(text) }
        hasPrinted = true
        shownCount += 1
    }

    private func text(_ seen: CapturedMessage) -> String {
        switch format {
        case .text: TextPrinter.text(seen)
        case .json: JSONPrinter.text(seen)
        case .swift: SwiftPrinter.text(seen)
        }
    }
}
