import ArgumentParser
import DHCP
import DHCPServer
import Logging

/// `dhcp serve` is the complete server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve DHCP.",
        discussion: """
            Without --config it serves a demonstration pool (192.0.2.10-192.0.2.250) on port 6767 to relays on this \
            machine, which needs no privilege and disturbs nobody.

            Examples:
              dhcp serve
              sudo dhcp serve --config /etc/dhcp/campus.yaml
              dhcp serve --config lab.yaml --listen 127.0.0.1:6767 --log-level debug

            An interface that is named and missing, down or without an address is waited for. Logs go to standard \
            error. SIGHUP reads the configuration again, SIGUSR1 logs what was counted; SIGTERM and SIGINT end the \
            server after it has answered what waits.
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The configuration; Documentation/Configuration.md has all keys.", valueName: "file"),
        completion: .configuration)
    var config: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Listen here instead.", valueName: "address:port"))
    var listen: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Serve this interface instead; may be given several times.", valueName: "name"),
        completion: .interface)
    var interface: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Keep the leases in this file instead.", valueName: "path"),
        completion: .leaseFile)
    var store: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Record what is received and sent as pcapng, with the reason of each decision, in FILE and FILE.1 in turn.",
            valueName: "file"), completion: .capture)
    var record: String?

    @Option(
        name: .long, help: ArgumentHelp("How much room both files of --record may take, in MiB.", valueName: "MiB"))
    var recordSize = 128

    @Option(
        name: .long, help: "How much to log: trace, debug, info, notice, warning, error, critical.",
        completion: .logLevel)
    var logLevel = "info"

    @Option(
        name: .long,
        help:
            "How a line is written: text (logfmt behind time, level and message) or json; in the journal with priorities.",
        completion: .list(LogLine.Form.allCases.map(\.rawValue)))
    var logFormat = LogLine.Form.text.rawValue

    func validate() throws {
        if !(1...65_536).contains(recordSize) { throw ValidationError("--record-size takes 1 to 65536 MiB") }
        if let listen, DHCPEndpoint(listen) == nil {
            throw ValidationError("--listen takes an address and a port such as 0.0.0.0:67, not \(listen)")
        }
        if Logger.Level(rawValue: logLevel) == nil {
            throw ValidationError("--log-level takes a level such as debug or info, not \(logLevel)")
        }
        if LogLine.Form(rawValue: logFormat) == nil {
            throw ValidationError("--log-format takes text or json, not \(logFormat)")
        }
    }

    func run() async throws {
        try await ServerStart(self).run()
    }
}
