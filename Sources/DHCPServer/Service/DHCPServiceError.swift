import DHCP

/// Why a service did not run, or did not run a call.
public struct DHCPServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public let code: Code
    /// What happened, in one line.
    public let description: String

    /// The kinds of failure; new ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs.
        public let description: String

        /// The service ended before the call ran.
        public static let notRunning = Code(description: "not-running")
        /// Too many calls wait.
        public static let overloaded = Code(description: "overloaded")
        /// The service ran before, or runs.
        public static let alreadyRun = Code(description: "already-run")
        /// The configuration asks for what can not be.
        public static let contradiction = Code(description: "contradiction")
        /// The store has not said yet what became of an earlier transaction.
        public static let unsettled = Code(description: "unsettled")
        /// Another server changed the same lease.
        public static let forestalled = Code(description: "forestalled")
    }
}

extension DHCPServiceError {
    /// The service ended before the call ran.
    public static let notRunning = Self(code: .notRunning, description: "the DHCP service is not running")
    /// Too many calls wait.
    public static let overloaded = Self(code: .overloaded, description: "too many calls wait for the DHCP service")
    /// `run()` was called a second time.
    public static let alreadyRun = Self(code: .alreadyRun, description: "a DHCP service runs only once")
    /// The store has not said yet what became of an earlier transaction.
    public static let unsettled = Self(
        code: .unsettled, description: "the store has not said yet what became of an earlier change; try again")
    /// Another server changed the same lease.
    public static let forestalled = Self(
        code: .forestalled, description: "another server changed the same at the same time; look again")

    /// The configuration asks for what can not be.
    public static func contradiction(_ what: String) -> Self {
        Self(code: .contradiction, description: "the DHCP service can not run so: \(what)")
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
