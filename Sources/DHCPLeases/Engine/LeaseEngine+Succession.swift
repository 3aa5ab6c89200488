import DHCP

extension LeaseEngine {
    /// Serves another configuration from now on; all leases are kept.
    ///
    /// A lease whose address is in no pool any more runs out undisturbed, but is not renewed. An offer is kept, too,
    /// unless its address can not be leased to its client any more: then it is forgotten. Throws what
    /// ``init(configuration:policy:)`` throws; the engine is then as it was.
    public mutating func reconfigure(_ configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        var engine = try LeaseEngine(configuration: configuration, policy: policy)
        engine.takeOver(from: self, movedBy: 0)
        self = engine
    }

    /// Moves all times of all leases and offers by `seconds`, because the clock that gave them was wrong.
    public mutating func shift(by seconds: Int64) {
        guard var engine = try? LeaseEngine(configuration: configuration, policy: policy) else { return }
        engine.takeOver(from: self, movedBy: seconds)
        self = engine
    }

    /// Takes over leases and offers, with times `seconds` later.
    private mutating func takeOver(from other: LeaseEngine, movedBy seconds: Int64) {
        for lease in other.leases { apply(LeaseChange(before: nil, after: lease.shifted(by: seconds))) }
        var held: Set<IPv4Address> = []
        for offer in other.table.offers {
            let end = Lease.moved(end: offer.end, by: seconds)
            if takeOver(offer, until: end) { held.insert(offer.address) }
        }
        limits.goOn(from: other.limits, offers: held)
        takeOverTerms(from: other, movedBy: seconds)
    }

    /// Remembers what decided about another engine's offers.
    ///
    /// A client that takes one is still of the classes that it was in; what those get, the configuration of today says.
    private mutating func takeOverTerms(from other: LeaseEngine, movedBy seconds: Int64) {
        var carried: [ObjectIdentifier: OfferTerms] = [:]
        for old in other.table.rows where old.state == .offered || old.state == .bound {
            guard let terms = old.terms, let row = table.row(at: old.address, pool: plan.pool(containing: old.address)),
                table.rows[Int(row)].state == old.state, table.rows[Int(row)].client == old.client,
                isLeasable(old.address, to: old.client)
            else { continue }
            let known = carried[ObjectIdentifier(terms)]
            let new = known ?? terms.carriedOver(plan.classes.known(other.plan.classes.names(terms.classes)))
            carried[ObjectIdentifier(terms)] = new
            table.keep(
                new, askedTime: old.askedTime, until: Lease.moved(end: old.termsEnd, by: seconds), at: row)
        }
    }

    /// Holds what another engine offered, and returns whether that is possible.
    private mutating func takeOver(_ offer: LeaseTable.Row, until end: UInt32) -> Bool {
        let address = offer.address
        guard let subnet = plan.subnet(containing: address), isLeasable(address, to: offer.client) else { return false }
        let (pool, network) = (plan.pool(containing: address), plan.subnets[subnet].network)
        if let row = table.row(at: address, pool: pool), table.isTaken(row) { return false }
        // Of two networks one may have become, and a client is offered one address of each.
        if let row = table.row(of: offer.client, hash: offer.hash, network: network),
            table.rows[Int(row)].state == .offered
        {
            return false
        }
        table.offer(
            address, pool: pool, network: network, to: offer.client, hash: offer.hash,
            hardwareAddress: offer.hardwareAddress, until: end)
        return true
    }

    /// Whether the configuration lets a client have an address, as far as that can be told without a message of it.
    private func isLeasable(_ address: IPv4Address, to client: ClientIdentity) -> Bool {
        if plan.forbidden.contains(address) { return false }
        if let reservation = plan.reservations.reservation(at: address) { return reservation.client == client }
        // Outside the pools only a policy offers something.
        return plan.pool(containing: address) != nil || keptPolicy != nil
    }
}
