import DHCPServer
public import ServiceLifecycle
import UnixSignals

/// Lets a server obey the signals that servers obey: SIGHUP has it read its configuration again, SIGUSR1 has it log what it
/// counted.
///
/// ```swift
/// let signals = await ServerSignals(server.handle)
/// try await ServiceGroup(services: [server, signals], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
public struct ServerSignals: Service {
    private let handle: CompleteServer.Handle
    private let signals: UnixSignalsSequence

    /// Takes the signals from here on, so that one that comes early does not end the process.
    ///
    /// Without `reloads`, SIGHUP is left as it is: a program with a terminal ends when that is closed.
    public init(_ handle: CompleteServer.Handle, reloads: Bool = true) async {
        self.handle = handle
        signals = await UnixSignalsSequence(trapping: (reloads ? [.sighup] : []) + [.sigusr1])
    }

    /// Hands the signals on until it is shut down.
    public func run() async throws {
        for await signal in signals.cancelOnGracefulShutdown() {
            handle.conduct.tasks.add(signal == .sighup ? .reload : .statistics)
        }
    }
}
