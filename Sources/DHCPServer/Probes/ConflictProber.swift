package import DHCP
package import DHCPLeases

/// What came of a question.
package struct ProbeResult: Hashable, Sendable {
    /// The address.
    package var address: IPv4Address
    /// Who answered, if anybody did.
    package var outcome: ProbeOutcome
    /// The interface at which the answer was heard, where ARP asked.
    package var interface: String?

    package init(address: IPv4Address, outcome: ProbeOutcome, interface: String? = nil) {
        self.address = address
        self.outcome = outcome
        self.interface = interface
    }
}

/// Asks on the network whether anybody uses an address, for a responder that offers it next.
package protocol ConflictProber: Sendable {
    /// What it can ask now.
    var reach: ProbeReach { get }

    /// Begins; `tell` is called, from any thread, when there are results to be taken.
    func start(telling tell: @escaping @Sendable () -> Void)

    /// Asks; another question about the same address takes the place of the first.
    ///
    /// It returns at once. Each question has a result, soon after its time at the latest.
    func ask(_ probe: ConflictProbe)

    /// Takes out what came of questions.
    func takeResults() -> [ProbeResult]

    /// Ends; what is being asked has no result then.
    func end() async
}
