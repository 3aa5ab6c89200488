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

    /// How often it is said what interfaces wait for.
    private static let reminderInterval = Duration.seconds(60)

    func run() async throws {
        // Leases are loaded when there are addresses, though there may be none while all interfaces are waited for.
        guard (try? await server.service.boundAddresses) != nil else { return try await gracefulShutdown() }
        await server.tellStrayLeases()
        let events = ControlEvents()
        async let _ = feed(events)
        await obey(events)
        server.notifier.stopping()
    }

    /// Does one thing after another until the program is to end.
    private func obey(_ events: ControlEvents) async {
        var server = server
        for await _ in events.arrivals.cancelOnGracefulShutdown() {
            while let event = events.next() { await server.handle(event) }
        }
    }

    /// Puts down what comes from elsewhere.
    private func feed(_ events: ControlEvents) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await report in server.transport.interfaceReports { events.add(.interfaces(report)) }
            }
            group.addTask {
                for await signal in signals { events.add(signal == .sighup ? .reload : .statistics) }
            }
            group.addTask {
                while (try? await Task.sleep(for: Self.reminderInterval)) != nil { events.add(.reminder) }
            }
        }
    }
}
