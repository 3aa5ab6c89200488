import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPProgram
import DHCPTesting
import Foundation
import Logging
import ServiceLifecycle

extension CompleteServer {
    /// Runs the server beside `body`, which begins when clients can be served, and shuts it down.
    func running(_ body: (Handle) async throws -> Void) async throws {
        let group = ServiceGroup(configuration: .init(services: [.init(service: self)], logger: .silent))
        let task = Task { try await group.run() }
        let result: Result<Void, any Error>
        do {
            try await handle.ready()
            result = .success(try await body(handle))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        let ending = await task.result
        try result.get()
        try ending.get()
    }
}

extension CompleteServer.Handle {
    /// The address that a new client behind a relay on this host gets.
    func leased(_ number: UInt8) async throws -> IPv4Address {
        let endpoint = try await ready()[0]
        return try await LoopbackClient.with {
            try await $0.acquire(HardwareAddress(2, 0, 0, 0, 0, number), from: endpoint).yiaddr
        }
    }
}

extension ServerConfiguration {
    /// A pool for relays on this host, on a port that the kernel chooses.
    static func lab(pool: String = "192.0.2.10-192.0.2.250") throws -> ServerConfiguration {
        let (configuration, _) = try parse(labText(pool: pool), file: "lab.yaml")
        return configuration
    }

    /// The same as a file.
    static func labText(pool: String = "192.0.2.10-192.0.2.250") -> String {
        """
        server: { listen: 127.0.0.1:0, identifier: 127.0.0.1 }
        store: { memory: true }
        subnets:
          - { subnet: 192.0.2.0/24, relays: [127.0.0.1], pools: [\(pool)] }
        """
    }
}

/// A file that is there while a test runs.
struct TemporaryFile {
    let path: String

    init(_ text: String = "", named name: String = "lab.yaml") throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "program-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: name).path
        if !text.isEmpty { try write(text) }
    }

    func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }

    func remove() { try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent()) }
}

extension Logger {
    static var silent: Logger { Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() } }
}
