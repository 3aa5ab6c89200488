public import ServiceLifecycle

/// Tells systemd again and again that a service is not stuck, when the unit sets `WatchdogSec`.
///
/// Each time it waits until the service's run loop has done something for it, so a responder that hangs is noticed. Run
/// it in the `ServiceGroup` of the service, behind it.
public struct SystemdWatchdog<Responder: DHCPResponder>: Service {
    private let service: DHCPService<Responder>
    private let notifier: SystemdNotifier

    /// Makes a watchdog for a service.
    public init(_ service: DHCPService<Responder>, notifier: SystemdNotifier) {
        self.service = service
        self.notifier = notifier
    }

    /// Sends signs of life until it is shut down, or none when systemd does not wait for them.
    public func run() async throws {
        guard let interval = notifier.watchdogInterval else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown {
            repeat {
                if (try? await service.read { _ in true }) == true { notifier.alive() }
            } while (try? await Task.sleep(for: interval)) != nil
        }
    }
}
