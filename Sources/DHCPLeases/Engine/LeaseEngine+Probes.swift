public import DHCP

extension LeaseEngine {
    /// What whoever drives this engine can ask on the network; nothing at first, and then no address is probed.
    public var probeReach: ProbeReach {
        get { probes.reach }
        set { probes.reach = newValue }
    }

    /// How many addresses left unprobed, as too many were being probed.
    public var omittedProbes: Int { probes.omittedCount }

    /// What the end of a probe came to.
    public enum ProbeConclusion: Sendable {
        /// Nobody else uses the address.
        case free
        /// Somebody uses the address: it rests, and this change has to be stored.
        case inUse(LeaseChange)
        /// Nobody answered for an address that the client with this hardware address declined; it rests shortly.
        case unconfirmed(HardwareAddress)
        /// The address was given back, or became somebody's, while it was probed.
        case overtaken
    }

    /// Takes over what came of a probe.
    ///
    /// An address in use rests as one does that a client declined (``LeaseTimes/decline``), under the hardware address that
    /// answered. An answer of the client itself is none. Does nothing when no probe of the address is under way.
    public mutating func endProbe(
        of address: IPv4Address, _ outcome: ProbeOutcome, at now: DHCPInstant
    ) -> ProbeConclusion {
        guard let entry = probes.end(address) else { return .overtaken }
        let time = UInt32(clamping: now.secondsRoundedUp)
        guard case .answered(let hardware) = outcome, hardware != entry.client else {
            guard let decline = entry.decline else { return .free }
            declines.noteUnconfirmed(decline.client, at: time)
            return .unconfirmed(entry.client)
        }
        guard let subnet = plan.subnet(containing: address), var lease = leaseToRest(entry) else { return .overtaken }
        if let hardware { lease.hardwareAddress = hardware }
        if let hardware, entry.decline == nil { lease.client = ClientIdentity(hardware) }
        lease.state = .declined
        lease.start = entry.decline?.at ?? time
        let rest = plan.subnets[subnet].scope.times.decline
        lease.end = rest == LeaseTimes.infinite ? rest : Lease.moved(end: time, by: Int64(rest))
        lease.lead = 0
        return .inUse(set(lease, at: address))
    }

    /// The offer or the DECLINE for which an address was probed, as a lease; `nil` when there is another by now.
    private func leaseToRest(_ entry: ProbesUnderWay.Entry) -> Lease? {
        let (address, pool) = (entry.probe.address, plan.pool(containing: entry.probe.address))
        guard let row = table.row(at: address, pool: pool) else { return nil }
        if let decline = entry.decline {
            let lease = table.lease(row)
            return lease.state == .declined && lease.start == decline.at ? lease : nil
        }
        guard table.rows[Int(row)].state == .offered else { return nil }
        let offer = table.rows[Int(row)]
        return Lease(
            address: address, client: offer.client, hardwareAddress: offer.hardwareAddress, state: .declined, start: 0,
            end: 0)
    }

    /// Whether the client has to wait until its address is probed; the offer is held meanwhile.
    ///
    /// A client that asks again begins no second probe. When too many are under way the address is offered unprobed.
    mutating func waitsForProbe(
        _ address: IPv4Address, for exchange: borrowing Exchange, known: Int32?, isStranger: Bool,
        _ decision: inout Decision
    ) -> Bool {
        // Most of what needs no probe is known by that.
        if probes.reach.isNothing || !exchange.request.message.giaddr.isAny && !plan.pings { return false }
        switch standing(of: address, to: exchange) {
        case .own:
            guard let entry = probes.underWay(address), entry.decline == nil else { return false }
            if probes.isPreview {
                exchange.recorder?.note(.probe(address, .underWay))
                return false
            }
            decision.probe = entry.probe
        case .free where wasLongUnused(address, at: exchange.now):
            guard let probe = probe(of: address, for: exchange) else { return false }
            if probes.isPreview {
                exchange.recorder?.note(.probe(address, probes.hasRoom ? .due(within: probe.timeout) : .omitted))
                return false
            }
            let entry = ProbesUnderWay.Entry(probe: probe, client: exchange.request.hardwareAddress, decline: nil)
            guard probes.begin(entry) else {
                exchange.recorder?.note(.probe(address, .omitted))
                return false
            }
            decision.probe = probe
        case .free, .others: return false
        }
        _ = hold(address, for: exchange, known: known, isStranger: isStranger)
        exchange.recorder?.note(.probe(address, .underWay))
        return true
    }

    /// Whether nobody ever had an address, or nobody for long.
    private func wasLongUnused(_ address: IPv4Address, at now: UInt32) -> Bool {
        guard let row = table.row(at: address, pool: plan.pool(containing: address)) else { return true }
        let end = table.rows[Int(row)].end
        return end <= now && now - end >= ConflictCheck.longEnded
    }

    /// How an address is probed for a client; `nil` where its subnet does not want that, or it can not be asked.
    func probe(of address: IPv4Address, for exchange: borrowing Exchange) -> ConflictProbe? {
        guard let subnet = plan.subnet(containing: address) else { return nil }
        let (check, message) = (plan.subnets[subnet].conflictCheck, exchange.request.message)
        let link = exchange.request.origin.interfaceIndex
        // Where the message names another place than the link it came by, nobody would hear the question.
        let isOfLink =
            message.giaddr.isAny && exchange.relay?.linkSelection == nil && !message.options.contains(.subnetSelection)
        let asksLink = check.arp && isOfLink && probes.reach.links.contains(link)
        let pings = check.ping && probes.reach.pings
        guard asksLink || pings else { return nil }
        return ConflictProbe(address: address, link: asksLink ? link : nil, pings: pings, timeout: check.timeout)
    }

    /// How a DECLINE is verified; `nil` where it can not be, and is believed.
    func verification(of address: IPv4Address, for exchange: borrowing Exchange) -> ConflictProbe? {
        probes.reach.isNothing || !probes.hasRoom ? nil : probe(of: address, for: exchange)
    }

    /// Has a DECLINE verified that is recorded already.
    mutating func verify(_ probe: ConflictProbe, for exchange: borrowing Exchange, _ decision: inout Decision) {
        if probes.isPreview {
            exchange.recorder?.note(.probe(probe.address, .due(within: probe.timeout)))
            return
        }
        let entry = ProbesUnderWay.Entry(
            probe: probe, client: exchange.request.hardwareAddress,
            decline: (exchange.ownName ?? exchange.client, exchange.now))
        guard probes.begin(entry) else { return }
        decision.probe = probe
        exchange.recorder?.note(.probe(probe.address, .underWay))
    }
}
