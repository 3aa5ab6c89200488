public import DHCP

/// An OFFER that waits until its address is probed waits here, and holds nobody else up. Whoever drives the pipeline takes the
/// probes that begin, asks on the network, and tells what came of each; then its message is decided about again.
extension CommitPipeline {
    /// Takes out the probes that are to begin, in the order in which they were decided.
    public mutating func takeProbes() -> [ConflictProbe] { probing.takeBegun() }

    /// Whether there are probes to begin.
    public var wantsProbes: Bool { probing.wantsToBegin }

    /// Ends the probe of an address.
    ///
    /// Of an address in use the rest is committed with the next commit, and its client gets the next one: unprobed when the
    /// first one took all its time. Does nothing when the address is not probed.
    @discardableResult
    public mutating func endProbe(
        of address: IPv4Address, _ outcome: ProbeOutcome, at now: DHCPInstant, _ conclude: Conclusion
    ) -> LeaseEngine.ProbeConclusion {
        let waiting = probing.end(address)
        let conclusion = engine.endProbe(of: address, outcome, at: now)
        var finding = DecisionTrace.ProbeFinding.silence
        switch conclusion {
        case .free, .unconfirmed: break
        case .inUse(let change):
            self.waiting.batch.append(CollectionOfOne(change))
            finding = .inUse(outcome.hardwareAddress)
        case .overtaken:
            // Its client has what it wants by now, or went to another server.
            guard let waiting else { return conclusion }
            var decision = Decision(reason: .beingProbed)
            tell(&decision, waiting.request, conclude)
            return conclusion
        }
        guard let waiting else { return conclusion }
        decide(
            waiting.request, at: now, since: waiting.since, defeats: 0,
            probed: waiting.steps + [.probe(address, finding)], conclude)
        return conclusion
    }

    /// Ends probes of which nobody told what came of them for a second longer than they were to take, as if nobody had
    /// answered.
    public mutating func giveUpProbes(at now: DHCPInstant, _ conclude: Conclusion) {
        for address in probing.overdue(at: now) { endProbe(of: address, .silence, at: now, conclude) }
    }

    /// Has a message wait until the address for it is probed; its probe begins unless it is under way.
    mutating func wait(
        for probe: ConflictProbe, _ request: DHCPRequest, _ decision: inout Decision, since: DHCPInstant,
        at now: DHCPInstant, probed steps: [DecisionStep], _ conclude: Conclusion
    ) {
        if isStoreFailing {
            engine.giveUpProbe(of: probe.address)
            decision.withhold(isWithoutQuorum)
            return tell(&decision, request, conclude)
        }
        let message = ProbesWaitedFor.Message(request: request, since: since, steps: steps)
        if let earlier = probing.replace(message, at: probe.address) {
            var decision = Decision(reason: .beingProbed)
            return tell(&decision, earlier.request, conclude)
        }
        var probe = probe
        probe.timeout -= since.duration(to: now)
        if probe.timeout >= Self.shortestProbe { return probing.begin(probe, for: message, at: now) }
        engine.giveUpProbe(of: probe.address)
        decide(
            request, at: now, since: since, defeats: 0, probed: steps + [.probe(probe.address, .omitted)], conclude)
    }

    /// In less time nobody answers.
    private static var shortestProbe: Duration { .milliseconds(20) }
}

extension LeaseEngine {
    /// The address is not probed after all, and its offer is held.
    mutating func giveUpProbe(of address: IPv4Address) { probes.end(address) }
}

extension ProbeOutcome {
    /// Who answered.
    package var hardwareAddress: HardwareAddress? {
        if case .answered(let hardware) = self { hardware } else { nil }
    }
}

/// The probes that are asked, and the messages that wait for them: no more than the engine lets be under way.
struct ProbesWaitedFor: Sendable {
    /// A DISCOVER, when it was first decided about, and what was found out since.
    struct Message: Sendable {
        let request: DHCPRequest
        let since: DHCPInstant
        let steps: [DecisionStep]
    }

    private struct Entry {
        var message: Message?
        let end: DHCPInstant
    }

    /// For so long over its time an outcome is waited for: a busy machine may tell it late.
    private static let patience = Duration.seconds(1)

    private var entries: [IPv4Address: Entry] = [:]
    private var begun: [ConflictProbe] = []

    var wantsToBegin: Bool { !begun.isEmpty }

    /// Begins a probe; `message` waits for it, or for that of a DECLINE only who waits for the address already.
    mutating func begin(_ probe: ConflictProbe, for message: Message?, at now: DHCPInstant) {
        let message = message ?? entries[probe.address]?.message
        entries[probe.address] = Entry(message: message, end: now.advanced(by: probe.timeout))
        begun.append(probe)
    }

    /// Puts a later message in the place of the one that waits for an address, and returns that one; `nil` when none does.
    mutating func replace(_ message: Message, at address: IPv4Address) -> Message? {
        guard let earlier = entries[address]?.message else { return nil }
        entries[address]?.message = Message(request: message.request, since: earlier.since, steps: earlier.steps)
        return earlier
    }

    mutating func takeBegun() -> [ConflictProbe] {
        defer { begun = [] }
        return begun
    }

    /// Ends a probe, and returns the message that waited for it.
    mutating func end(_ address: IPv4Address) -> Message? {
        entries.isEmpty ? nil : entries.removeValue(forKey: address)?.message
    }

    /// The addresses whose outcome is overdue.
    func overdue(at now: DHCPInstant) -> [IPv4Address] {
        entries.filter { $0.value.end.advanced(by: Self.patience) < now }.map(\.key).sorted()
    }
}
