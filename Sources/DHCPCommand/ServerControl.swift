import DHCPConfiguration
import DHCPServer
import Logging
import ServiceLifecycle
import UnixSignals

/// What a server does besides answering: it follows its interfaces, says when it is ready, and obeys signals.
///
/// SIGHUP has it read its configuration again, SIGUSR1 has it log what it counted. One thing is done after another, so
/// that a reload does not meet a change of the interfaces half-way.
struct ServerControl: Service {
    let server: RunningServer
    /// Those of SIGHUP and SIGUSR1.
    let signals: UnixSignalsSequence

    /// Something to do.
    enum Event: Sendable {
        case interfaces(InterfaceReport)
        case reminder
        case reload
        case statistics
    }

    /// How often it is said what interfaces wait for.
    private static let reminderInterval = Duration.seconds(60)
    /// Reports come at most ten times a second, and a newer one makes an older one worthless.
    private static let eventLimit = 64

    func run() async throws {
        // Leases are loaded when there are addresses, though there may be none while all interfaces are waited for.
        guard (try? await server.service.boundAddresses) != nil else { return try await gracefulShutdown() }
        await server.tellStrayLeases()
        let (events, queue) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(Self.eventLimit))
        async let _ = feed(queue)
        await obey(events)
        server.notifier.stopping()
    }

    /// Does one thing after another until the program is to end.
    private func obey(_ events: AsyncStream<Event>) async {
        var server = server
        for await event in events.cancelOnGracefulShutdown() { await server.handle(event) }
    }

    /// Puts into the queue what comes from elsewhere.
    private func feed(_ queue: AsyncStream<Event>.Continuation) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await report in server.transport.interfaceReports { queue.yield(.interfaces(report)) }
            }
            group.addTask {
                for await signal in signals { queue.yield(signal == .sighup ? .reload : .statistics) }
            }
            group.addTask {
                while (try? await Task.sleep(for: Self.reminderInterval)) != nil { queue.yield(.reminder) }
            }
        }
    }
}
