import DHCPServer
import ServiceLifecycle

/// Tells systemd again and again that the server is not stuck.
///
/// Each time it waits until the server's run loop has done something for it, so a loop that hangs is noticed.
struct Watchdog: Service {
    let service: DHCPService<LeaseResponder>
    let notifier: SystemdNotifier

    func run() async throws {
        guard let interval = notifier.watchdogInterval else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown {
            repeat {
                if (try? await service.call { _ in true }) == true { notifier.alive() }
            } while (try? await Task.sleep(for: interval)) != nil
        }
    }
}
