import Foundation
import Testing

/// The client of ISC, dhclient.
///
/// It keeps its leases in a file and starts with a REQUEST for the one it finds there.
final class Dhclient: DHCPClient {
    let host: Host
    private let laboratory: Laboratory
    private let directory: URL
    private let log: EventLog
    private let files: [String]
    private var process: RunningProcess?

    /// - Parameter remembered: a lease that the client had before, in the words of dhclient.leases(5).
    init(on host: Host, in laboratory: Laboratory, remembered: String = "") throws {
        self.host = host
        self.laboratory = laboratory
        directory = try laboratory.newDirectory("dhclient")
        log = try EventLog(in: directory)
        let script = try TextFile.script(
            """
            #!/bin/sh
            case "$reason" in
            PREINIT) ip link set "$interface" up ;;
            BOUND|RENEW|REBIND|REBOOT) ip address replace "$new_ip_address/$new_subnet_mask" dev "$interface" ;;
            RELEASE|EXPIRE|FAIL|STOP) ip -4 address flush dev "$interface" ;;
            esac
            echo "$reason ${new_ip_address:--}" >> '\(log.file.path)'
            """, at: directory.appending(path: "script"))
        let configuration = try TextFile.holding(
            "timeout 20; retry 1; reboot 5; initial-interval 1; backoff-cutoff 2;\n",
            at: directory.appending(path: "dhclient.conf"))
        let leases = try TextFile.holding(remembered, at: directory.appending(path: "dhclient.leases"))
        files = [
            "-sf", script.path, "-cf", configuration.path, "-lf", leases.path,
            "-pf", directory.appending(path: "dhclient.pid").path,
        ]
    }

    func acquire() async throws -> String {
        let process = try laboratory.start(
            "dhclient", in: host.namespace, ["dhclient", "-4", "-d", "-v"] + files + [host.interface])
        self.process = process
        return try await log.wait(for: ["BOUND", "REBOOT"], after: 0, of: process).address
    }

    /// Waits for a renewal: dhclient has no signal for it, so the lease has to be short enough.
    func renew() async throws -> String {
        let process = try #require(process)
        return try await log.wait(for: ["RENEW"], after: log.events.count, of: process).address
    }

    /// Waits until the client has more time, from its server or from another one, and returns the address it then has.
    func extended() async throws -> String {
        let process = try #require(process)
        return try await log.wait(for: ["RENEW", "REBIND"], after: log.events.count, of: process).address
    }

    func release() async throws {
        let releasing = try laboratory.start(
            "dhclient-release", in: host.namespace, ["dhclient", "-4", "-v", "-r"] + files + [host.interface])
        try await releasing.waitForExit()
        try await process?.waitForExit()
    }

    func vanish() async throws {
        await process?.end(with: SIGKILL)
        try await clearHost()
    }
}
