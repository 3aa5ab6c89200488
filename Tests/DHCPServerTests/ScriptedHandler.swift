import DHCP
import DHCPServer
import Logging
import ServiceLifecycle

/// A handler that writes down what it saw and does what a test tells it to.
struct ScriptedHandler: DHCPHandler {
    var seen: [String] = []
    var service: DHCPServiceHandle<ScriptedHandler>?
    var onStart: @Sendable (DHCPServiceHandle<ScriptedHandler>) -> Void = { _ in }
    var onDiscover: @Sendable (inout ScriptedHandler, DHCPRequest) -> Void = { _, _ in }
    var onShutDown: @Sendable (ShutdownReason) -> Void = { _ in }
    /// What a DISCOVER, REQUEST or INFORM is answered with.
    var fill: @Sendable (inout DHCPOptions) -> Void = { options in
        options[.serverIdentifier] = IPv4Address(10, 0, 0, 1)
        options[.leaseTime] = 3600
    }

    mutating func start(_ service: DHCPServiceHandle<ScriptedHandler>) async throws {
        self.service = service
        onStart(service)
    }

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("discover \(request.xid)")
        onDiscover(&self, request)
        return .respond(request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 100), options: fill))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("request \(request.xid)")
        return .respond(request.reply(.ack, yiaddr: IPv4Address(10, 0, 0, 100), options: fill))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("decline \(request.xid)")
        return .ignore
    }

    mutating func inform(_ request: DHCPRequest) async throws -> DHCPAction {
        seen.append("inform \(request.xid)")
        return .respond(request.reply(.ack, options: fill))
    }

    mutating func shutDown(_ reason: ShutdownReason) async {
        onShutDown(reason)
    }
}

/// A group that runs a service and writes nothing.
func serviceGroup(_ service: any Service) -> ServiceGroup {
    ServiceGroup(configuration: .init(services: [.init(service: service)], logger: .silent))
}

/// Keeps what is logged.
struct RecordingLogHandler: LogHandler {
    let lines: SharedLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let values = all.map { " \($0.key)=\($0.value)" }.joined()
        lines.append("\(event.level): \(event.message)\(values)")
    }
}

extension Logger {
    /// Writes into `lines`.
    static func recording(_ lines: SharedLines, level: Logger.Level = .debug) -> Logger {
        Logger(label: "test", factory: { _ in RecordingLogHandler(lines: lines, logLevel: level) })
    }
}
