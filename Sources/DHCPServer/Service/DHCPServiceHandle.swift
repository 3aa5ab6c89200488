public import DHCP

/// Reaches a running service from anywhere: from a responder's own callbacks, from other tasks.
public struct DHCPServiceHandle<Responder: DHCPResponder>: Sendable {
    let mailbox: Mailbox<Responder>
    let counters: ServiceCounters
    /// The service's clock.
    public let clock: any DHCPClock
    /// The addresses on which the service listens, with the ports that were really bound.
    public let boundAddresses: [DHCPEndpoint]

    /// Runs `body` on the responder between two batches, and returns its result.
    ///
    /// What was sent before is handled before. Throws what `body` throws, and `DHCPServiceError` when the service ends
    /// before `body` ran. A responder must not await a call to itself: it would wait for itself.
    public func call<Value: Sendable>(
        _ body: @escaping @Sendable (inout Responder) async throws -> Value
    ) async throws -> Value {
        try await mailbox.call(body)
    }

    /// Runs `body` on the responder between two batches, and does not wait for it.
    ///
    /// Returns whether it was accepted: not when the service ends, nor when too many wait.
    @discardableResult
    public func cast(_ body: @escaping @Sendable (inout Responder) async -> Void) -> Bool {
        mailbox.cast(body)
    }

    /// What the service counted so far.
    public var statistics: DHCPStatistics { counters.statistics }
}

/// Why a service did not run a call.
public struct DHCPServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, in one line.
    public let description: String

    /// The service ended before the call ran.
    public static let notRunning = DHCPServiceError(description: "the DHCP service is not running")
    /// Too many calls wait.
    public static let overloaded = DHCPServiceError(description: "too many calls wait for the DHCP service")
    /// `run()` was called a second time.
    public static let alreadyRun = DHCPServiceError(description: "a DHCP service runs only once")
}
