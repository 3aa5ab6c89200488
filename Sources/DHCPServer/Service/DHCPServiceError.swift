import DHCP

/// Why a service did not run, or did not run a call.
public struct DHCPServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, in one line.
    public let description: String

    /// The service ended before the call ran.
    public static let notRunning = DHCPServiceError(description: "the DHCP service is not running")
    /// Too many calls wait.
    public static let overloaded = DHCPServiceError(description: "too many calls wait for the DHCP service")
    /// `run()` was called a second time.
    public static let alreadyRun = DHCPServiceError(description: "a DHCP service runs only once")

    /// The configuration asks for what can not be.
    public static func contradiction(_ what: String) -> DHCPServiceError {
        DHCPServiceError(description: "the DHCP service can not run so: \(what)")
    }
}

extension DHCPServiceConfiguration {
    /// Throws `DHCPServiceError.contradiction` when no service can run so.
    ///
    /// A service checks its configuration when it starts.
    public func check() throws(DHCPServiceError) {
        if name.isEmpty { throw .contradiction("its name is empty") }
        if mailboxLimit < 1 { throw .contradiction("mailboxLimit is \(mailboxLimit), so every message is dropped") }
        if batchLimit < 1 { throw .contradiction("batchLimit is \(batchLimit), so no message is handed over") }
        if delayedCastLimit < 0 { throw .contradiction("delayedCastLimit is \(delayedCastLimit)") }
        if ageLimit <= .zero { throw .contradiction("ageLimit is \(ageLimit), so every message is too old") }
        if let tickInterval, tickInterval <= .zero {
            throw .contradiction("tickInterval is \(tickInterval); nil means no ticks")
        }
        if addressing.clientPort == 0 { throw .contradiction("clientPort is 0, where nobody listens") }
        if addressing.relayPort == 0 { throw .contradiction("relayPort is 0, where nobody listens") }
        if addressing.broadcastAddress.isAny {
            throw .contradiction("broadcastAddress is 0.0.0.0, which is no destination")
        }
    }
}
