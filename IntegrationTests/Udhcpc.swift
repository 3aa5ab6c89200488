import Foundation
import Testing

/// The client of busybox, udhcpc.
///
/// By itself it asks for answers by unicast.
final class Udhcpc: DHCPClient {
    /// Options for a client that asks only once where its answer takes a while, as on a slow machine.
    static let patient = ["-T", "10"]

    let host: Host
    private let laboratory: Laboratory
    private let options: [String]
    private let log: EventLog
    private let settings: TextFile
    private let script: TextFile
    private var process: RunningProcess?

    /// - Parameter options: more options, as `-B` for answers by broadcast.
    init(on host: Host, in laboratory: Laboratory, options: [String] = []) throws {
        self.host = host
        self.laboratory = laboratory
        self.options = options
        let directory = try laboratory.newDirectory("udhcpc")
        log = try EventLog(in: directory)
        settings = try TextFile.empty(at: directory.appending(path: "settings"))
        script = try TextFile.script(
            """
            #!/bin/sh
            case "$1" in
            deconfig) ip -4 address flush dev "$interface" ;;
            bound|renew) ip address replace "$ip/$mask" dev "$interface" ;;
            esac
            env > '\(settings.path)'
            echo "$1 ${ip:--}" >> '\(log.file.path)'
            """, at: directory.appending(path: "script"))
    }

    func acquire() async throws -> String {
        try start()
        return try await acquired()
    }

    /// Starts the client, which goes on asking until it has an address.
    func start() throws {
        process = try launch(["-t", "20", "-T", "1", "-A", "1"])
    }

    /// The address, when the client has it.
    func acquired() async throws -> String {
        let process = try #require(process)
        return try await log.wait(for: ["bound"], after: 0, of: process).address
    }

    /// What the server told the client, in the words of udhcpc, such as `dns`; `nil` for what it did not.
    subscript(setting: String) -> String? {
        settings.lines.first { $0.hasPrefix("\(setting)=") }.map { String($0.dropFirst(setting.count + 1)) }
    }

    /// Whether the client, asking twice, gets an address at all.
    func acquiresNothing() async throws -> Bool {
        try await launch(["-n", "-q", "-t", "2", "-T", "1"]).waitForExit() != 0
    }

    func renew() async throws -> String {
        let seen = log.events.count
        try askForRenewal()
        return try await log.wait(for: ["renew", "bound"], after: seen, of: #require(process)).address
    }

    /// Has the client ask for more time, and does not wait for an answer.
    func askForRenewal() throws {
        try #require(process).signal(SIGUSR1)
    }

    func release() async throws {
        let process = try #require(process)
        let seen = log.events.count
        process.signal(SIGUSR2)
        _ = try await log.wait(for: ["deconfig"], after: seen, of: process)
        await process.end()
    }

    func vanish() async throws {
        await process?.end(with: SIGKILL)
        try await clearHost()
    }

    private func launch(_ more: [String]) throws -> RunningProcess {
        try laboratory.start(
            "udhcpc", in: host.namespace,
            ["udhcpc", "-f", "-i", host.interface, "-s", script.path] + more + options)
    }
}
