#if Admin
    import DHCP
    import DHCPAdmin
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPTesting
    import Foundation
    import Logging
    import ServiceLifecycle

    /// A server on loopback with its administration, in a directory of its own.
    struct AdminLab {
        let server: CompleteServer
        let admin: AdminServer
        let directory: URL

        /// Where the socket is.
        var socket: String { directory.appending(path: "admin.sock").path }
        /// Asks by the socket.
        var client: AdminClient { AdminClient(path: socket) }

        /// Makes the server; `settings` is what stands in `admin` beside the socket.
        init(
            _ settings: String = "", store: String = "memory: true", limits: AdminLimits = AdminLimits(),
            logger: Logger = .silent
        ) throws {
            directory = FileManager.default.temporaryDirectory.appending(path: "admin-\(UUID())")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let file = directory.appending(path: "lab.yaml")
            try Self.text(settings, store: store).write(to: file, atomically: true, encoding: .utf8)
            server = try CompleteServer(configuration: .file(file.path), isAdministrable: true, logger: logger)
            admin = try AdminServer(server.handle, limits: limits, logger: logger)
        }

        /// What the server serves.
        static func text(_ settings: String = "", store: String = "memory: true") -> String {
            """
            server: { listen: 127.0.0.1:0, identifier: 127.0.0.1 }
            store: { \(store) }
            admin: { socket: admin.sock\(settings.isEmpty ? "" : ", \(settings)") }
            subnets:
              - { subnet: 192.0.2.0/24, relays: [127.0.0.1], pools: [192.0.2.10-192.0.2.250] }
            """
        }

        /// Runs the server beside `body`, and shuts it down.
        static func running(
            _ settings: String = "", store: String = "memory: true", limits: AdminLimits = AdminLimits(),
            logger: Logger = .silent, _ body: (AdminLab) async throws -> Void
        ) async throws {
            let lab = try AdminLab(settings, store: store, limits: limits, logger: logger)
            defer { try? FileManager.default.removeItem(at: lab.directory) }
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: lab.server), .init(service: lab.admin)], logger: .silent))
            let task = Task { try await group.run() }
            let result: Result<Void, any Error>
            do {
                try await lab.server.handle.ready()
                result = .success(try await body(lab))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            let ending = await task.result
            try result.get()
            try ending.get()
        }

        /// The address that a new client behind a relay on this host gets.
        func leased(_ number: UInt8) async throws -> IPv4Address {
            let endpoint = try await server.handle.ready()[0]
            return try await LoopbackClient.with {
                try await $0.acquire(HardwareAddress(2, 0, 0, 0, 0, number), from: endpoint).yiaddr
            }
        }
    }

    extension AdminClient.Answer {
        /// The body as JSON.
        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:] }
        /// The addresses of a page of leases.
        var addresses: [String] {
            (json["leases"] as? [[String: Any]])?.compactMap { $0["address"] as? String } ?? []
        }
    }

    extension Logger {
        static var silent: Logger { Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() } }
    }
#endif
