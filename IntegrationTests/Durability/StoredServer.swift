import Foundation
import Testing

/// `dhcp serve` with a lease file, on a free port of 127.0.0.1.
struct StoredServer {
    let process: RunningProcess
    let port: UInt16

    /// Starts it on the lease file of `directory`, and waits until it is ready.
    static func start(
        in directory: TemporaryDirectory, name: String = "server", wrapper: [String] = [], options: [String] = [],
        store: String = "path: leases.sqlite", more: String = ""
    ) async throws -> StoredServer {
        let configuration = try TextFile.holding(
            """
            server: { listen: "127.0.0.1:0", identifier: 127.0.0.1 }
            store: { \(store) }
            \(more)
            limits: { declines-per-client: 100000, declines-per-port: 100000, declines-per-network: 100000 }
            subnets:
              - { subnet: 10.50.0.0/16, relays: [127.0.0.1], pools: [10.50.1.0-10.50.255.250] }

            """, at: directory.url.appending(path: "dhcp.yaml"))
        let command =
            wrapper + [Environment.binary(named: "dhcp").path, "serve", "--config", configuration.path] + options
        let process = try RunningProcess(command, name: name, directory: directory.url)
        do {
            let line = try await process.waitForLine(/ready/)
            let match = try #require(line.firstMatch(of: /127\.0\.0\.1:([0-9]+)/), "\(line)")
            return StoredServer(process: process, port: try #require(UInt16(match.1)))
        } catch {
            await process.end(with: SIGKILL)
            throw error
        }
    }

    /// Lets `body` use it, and ends it whether that fails or not.
    func use<Value>(_ body: (StoredServer) async throws -> Value) async throws -> Value {
        do {
            let value = try await body(self)
            await process.end()
            return value
        } catch {
            await process.end(with: SIGKILL)
            Issue.record("\(process.transcript)")
            throw error
        }
    }

    /// Ends it as a crash would.
    func crash() async throws {
        process.signal(SIGKILL)
        try await process.waitForExit()
    }
}

extension TemporaryDirectory {
    var leaseFile: String { url.appending(path: "leases.sqlite").path }
}
