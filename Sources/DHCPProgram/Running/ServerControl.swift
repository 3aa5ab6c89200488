import DHCPConfiguration
import DHCPLeases
import DHCPServer
import ServiceLifecycle

/// What a server does besides answering: it follows its interfaces, says when it is ready, and does what it is asked for.
///
/// One thing is done after another, so that a reload does not meet a change of the interfaces half-way.
struct ServerControl: Service {
    let conduct: ServerConduct
    let service: DHCPService<LeaseResponder>

    /// How often it is measured how the server stands.
    private static let measureInterval = Duration.seconds(10)
    /// How often it is said what interfaces wait for.
    private static let reminderInterval = Duration.seconds(60)

    func run() async throws {
        // Leases are loaded when there are addresses, though there may be none while all interfaces are waited for.
        guard (try? await service.boundAddresses) != nil else { return try await gracefulShutdown() }
        await conduct.tellStrayLeases()
        async let _ = feed()
        await obey()
        conduct.notifier.stopping()
    }

    /// Does one thing after another until the server is to end.
    private func obey() async {
        for await _ in conduct.tasks.arrivals.cancelOnGracefulShutdown() {
            while let event = conduct.tasks.next() { await conduct.handle(event) }
        }
    }

    /// Puts down what comes from elsewhere: each source is waited for as long as the server runs, so each has a task.
    private func feed() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await report in conduct.transport.interfaceReports { conduct.tasks.add(.interfaces(report)) }
            }
            group.addTask {
                repeat {
                    if let standing = try? await conduct.measure() { conduct.standings.tell(standing) }
                } while (try? await Task.sleep(for: Self.measureInterval)) != nil
            }
            group.addTask {
                while (try? await Task.sleep(for: Self.reminderInterval)) != nil { conduct.tasks.add(.reminder) }
            }
        }
    }
}
