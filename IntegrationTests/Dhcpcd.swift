import Foundation
import Testing

/// The client dhcpcd.
///
/// Its state and sockets have fixed places, so each one runs with private mounts over them.
final class Dhcpcd: DHCPClient {
    let host: Host
    private let laboratory: Laboratory
    private let log: EventLog
    private let arguments: [String]
    private var process: RunningProcess?
    /// What ran on the host before.
    private var strangers: Set<pid_t> = []

    init(on host: Host, in laboratory: Laboratory) throws {
        self.host = host
        self.laboratory = laboratory
        let directory = try laboratory.newDirectory("dhcpcd")
        log = try EventLog(in: directory)
        let script = try TextFile.script(
            """
            #!/bin/sh
            echo "$reason ${new_ip_address:--}" >> '\(log.file.path)'
            """, at: directory.appending(path: "script"))
        // `clientid` alone means the hardware address; the default is made anew with each empty state directory.
        let configuration = try TextFile.holding(
            """
            ipv4only
            noipv4ll
            noarp
            nodelay
            clientid
            option subnet_mask, routers, domain_name_servers

            """, at: directory.appending(path: "dhcpcd.conf"))
        let mounts = """
            mount -t tmpfs tmpfs /run && mkdir /run/dhcpcd && mount -t tmpfs tmpfs /var/lib/dhcpcd && exec dhcpcd "$@"
            """
        arguments = [
            "sh", "-c", mounts, "dhcpcd", "--nobackground", "--debug", "--config", configuration.path,
            "--script", script.path, host.interface,
        ]
    }

    func acquire() async throws -> String {
        strangers = Set(try await host.namespace.processes())
        let process = try laboratory.start("dhcpcd", in: host.namespace, arguments)
        self.process = process
        return try await log.wait(for: ["BOUND"], after: 0, of: process).address
    }

    func renew() async throws -> String {
        let process = try #require(process)
        let seen = log.events.count
        process.signal(SIGUSR1)
        return try await log.wait(for: ["RENEW"], after: seen, of: process).address
    }

    func release() async throws {
        // A signal that comes while dhcpcd forks a helper is lost, so it is sent until it is heard.
        for _ in 0..<10 {
            process?.signal(SIGALRM)
            if (try? await process?.waitForExit(upTo: .seconds(2))) != nil { return }
        }
        try await process?.waitForExit()
    }

    func vanish() async throws {
        await process?.end(with: SIGKILL)
        // Its helpers with their own privileges stay behind otherwise.
        for helper in try await host.namespace.processes() where !strangers.contains(helper) { kill(helper, SIGKILL) }
        try await clearHost()
    }
}
