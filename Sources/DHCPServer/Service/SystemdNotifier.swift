internal import DHCPLinux
public import Logging

/// Tells systemd how the service does, as `sd_notify(3)` describes it.
///
/// systemd names a socket in the environment of a service of type `notify`. Without one nothing is sent, so a program
/// can notify wherever it runs.
///
/// ```swift
/// let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
/// notifier.ready(status: "serving eth0")
/// ```
public struct SystemdNotifier: Sendable {
    /// How often ``alive()`` is to be called: twice in the time after which systemd takes the service for dead.
    ///
    /// It is `nil` when systemd does not wait for it.
    public let watchdogInterval: Duration?
    private let socket: String?
    private let logger: Logger

    /// Takes from the environment of this process what systemd put there: `NOTIFY_SOCKET`, `WATCHDOG_USEC` and
    /// `WATCHDOG_PID`.
    public init(environment: [String: String], logger: Logger = Logger(label: "dhcp")) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        self.logger = logger
        // The variables of a parent process are none of ours.
        let isMeant = environment["WATCHDOG_PID"].map { $0 == "\(SystemCalls.processIdentifier)" } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogInterval = socket != nil && isMeant && limit > 1 ? .microseconds(limit / 2) : nil
    }

    /// The service serves, after its start or with a new configuration.
    public func ready(status: String) { send("READY=1\nSTATUS=\(line(status))") }

    /// What `systemctl status` shows about the service.
    public func status(_ text: String) { send("STATUS=\(line(text))") }

    /// The service takes over a configuration; ``ready(status:)`` ends this.
    public func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(SystemCalls.monotonicMicroseconds())") }

    /// The service ends.
    public func stopping() { send("STOPPING=1") }

    /// The service is not stuck.
    public func alive() { send("WATCHDOG=1") }

    /// A line end would begin another assignment.
    private func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private func send(_ text: String) {
        guard let socket else { return }
        do throws(SystemError) {
            try SystemCalls.send(text, toPath: socket)
        } catch {
            logger.warning("systemd can not be told how the service does", metadata: ["error": "\(error)"])
        }
    }
}
