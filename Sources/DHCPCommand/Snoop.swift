import ArgumentParser
import DHCP
import DHCPCapture
import Foundation

/// `dhcp snoop` shows the DHCP messages that pass, or that a capture file holds.
struct Snoop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch DHCP pass by, or read it from a capture file.",
        discussion: """
            Without --read it watches an interface, or all of them, without disturbing servers and clients on the same \
            host; that needs CAP_NET_RAW (root). --read takes pcap and pcapng from tcpdump or Wireshark. Filters are \
            combined: a message must fit all of them, an exchange must have a message that does.

            Formats: text is for people; json is one object a line; swift is an expression for each message that, in a \
            test, equals it octet for octet.

            Examples:
              sudo dhcp snoop --interface eth0
              sudo dhcp snoop --interface eth0 --exchanges --mac 00:11:22:33:44:55
              dhcp snoop --read lab.pcapng --format json | jq .type
              sudo dhcp snoop --write lab.pcap --count 4

            SIGINT and SIGTERM end it; then it says on standard error how many messages it saw. Ends with 1 when a file \
            holds nothing that fits the filters, or is damaged.
            """)

    @OptionGroup var place: WatchArguments

    @Option(
        name: .long, help: ArgumentHelp("Read a capture file; - is standard input.", valueName: "file"),
        completion: .capture)
    var read: String?

    @Option(
        name: .long, help: ArgumentHelp("Also record what fits the filters as pcap.", valueName: "file"),
        completion: .capture)
    var write: String?

    @Option(name: .long, help: "How to print messages: text, json or swift.")
    var format = Format.text

    @Option(
        name: .long, help: ArgumentHelp("Only this client.", valueName: "hardware address"),
        transform: { try value(HardwareAddress(notation: $0), "an address such as 00:11:22:33:44:55", $0) })
    var mac: HardwareAddress?

    @Option(
        name: .long, help: ArgumentHelp("Only this transaction, in hexadecimal.", valueName: "id"),
        transform: { try value(transaction($0), "up to eight hexadecimal digits such as 0x00003d1d", $0) })
    var xid: UInt32?

    @Option(
        name: .long, help: ArgumentHelp("Only messages of this type, such as offer.", valueName: "type"),
        transform: { try value(DHCPMessageType(name: $0), "a message type such as offer or a number", $0) })
    var type: DHCPMessageType?

    @Option(
        name: .long, help: ArgumentHelp("Only messages from this server or naming it.", valueName: "address"),
        transform: { try value(IPv4Address($0), "an IPv4 address such as 10.0.0.1", $0) })
    var server: IPv4Address?

    @Flag(name: .long, help: "Show each transaction as one ladder with the times between its messages.")
    var exchanges = false

    @Option(name: .long, help: ArgumentHelp("End after so many messages (or exchanges).", valueName: "number"))
    var count: Int?

    /// The ways to print a message.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, swift
    }

    func validate() throws {
        if read != nil, place.interface != nil { throw ValidationError("give either --read or --interface") }
        if exchanges, format == .swift { throw ValidationError("--exchanges is printed as text or json, not as swift") }
        if let count, count < 1 { throw ValidationError("--count takes a number from 1") }
        if write == "-" { throw ValidationError("--write takes a file: messages are printed to standard output") }
        if let read, let write, Self.resolved(read) == Self.resolved(write) {
            throw ValidationError("--write would overwrite the file that --read names")
        }
    }

    func run() async throws {
        do {
            let end = try EndSignal()
            if let read {
                try readFile(read, end)
            } else {
                try watch(end)
            }
        } catch {
            throw CaptureAdvice.explained(error)
        }
    }

    private func makeOutput(_ end: EndSignal) throws -> SnoopOutput {
        try SnoopOutput(
            format: format, filter: filter, ports: place.ports,
            file: write.map { try OutputFile(path: $0, end: end) },
            exchanges: exchanges ? ExchangeTracker(filter: filter) : nil,
            limit: count ?? .max)
    }

    private func readFile(_ path: String, _ end: EndSignal) throws {
        let file = try InputFile(path: path, end: end)
        var output = try makeOutput(end)
        var unreadable: [LinkType: Int] = [:]
        defer { Self.tell(unreadable, path) }
        do {
            var reader = try CaptureReader {
                // What was printed shall be seen before a pipe makes us wait.
                StandardOutput.flush()
                return try file.read()
            }
            defer { unreadable = reader.unreadableCounts }
            while !output.isFull, !end.isRaised, let frame = try reader.next() { try output.show(frame) }
        } catch let error as CaptureFileError {
            output.finish(lossCount: nil)
            // Where the signal ended it, it is no wonder that something is missing.
            if !end.isRaised { StandardError.write("dhcp: error: \(path): \(error)") }
            throw ExitCode(.negative)
        }
        output.finish(lossCount: nil)
        if output.shownCount == 0 { throw ExitCode(.negative) }
    }

    /// Says what stands in a file and was not looked at.
    private static func tell(_ unreadable: [LinkType: Int], _ path: String) {
        for (type, count) in unreadable.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let type = type.rawValue == .max ? "of other link types" : "of link type \(type)"
            let verb = count == 1 ? "frame \(type) was" : "frames \(type) were"
            StandardError.write("dhcp: \(path): \(count) \(verb) passed over: that can not be read")
        }
    }

    private func watch(_ end: EndSignal) throws {
        let capture = try LiveCapture(interface: place.interface, ports: place.ports, end: end)
        // Only now: what can not be captured shall not empty a file.
        var output = try makeOutput(end)
        StandardError.write("dhcp: watching \(place.words); end with Ctrl-C")
        defer { output.finish(lossCount: capture.lossCount) }
        while !output.isFull, !end.isRaised {
            if let frame = try capture.next(milliseconds: 1000) {
                try output.show(frame)
            } else {
                output.showExchanges(over: DHCPInstant(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9)))
            }
            StandardOutput.flush()
        }
    }

    private var filter: MessageFilter {
        MessageFilter(hardwareAddress: mac, xid: xid, type: type, server: server)
    }

    /// A value that was read, or what it should have been.
    private static func value<Value>(_ value: Value?, _ what: String, _ text: String) throws -> Value {
        guard let value else { throw ValidationError("expected \(what), not \(text)") }
        return value
    }

    private static func transaction(_ text: String) -> UInt32? {
        let digits = text.lowercased().hasPrefix("0x") ? text.dropFirst(2) : text[...]
        return digits.allSatisfy(\.isHexDigit) ? UInt32(digits, radix: 16) : nil
    }

    private static func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
}
