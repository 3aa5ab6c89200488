import DHCP

extension LeaseEngine {
    /// Serves another configuration from now on; all leases are kept.
    ///
    /// A lease whose address is in no pool any more runs out undisturbed, but is not renewed. An offer is kept, too,
    /// unless its address can not be leased to its client any more: then it is forgotten. Throws what
    /// ``init(configuration:policy:)`` throws; the engine is then as it was.
    ///
    /// This takes as long as there are leases; ``LeaseSuccession`` does the same piece by piece.
    public mutating func reconfigure(_ configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        var succession = try LeaseSuccession(to: configuration, policy: policy, minimumCapacity: leaseCount)
        succession.begin(&self)
        _ = succession.finish(&self)
    }

    /// Makes of an address what another engine holds of it, as far as the configuration lets it.
    mutating func carry(_ address: IPv4Address, from other: LeaseEngine, _ carried: inout CarriedTerms) {
        let pool = other.plan.pool(containing: address)
        let lease = other.table.leaseRow(at: address, pool: pool)
        _ = enter(lease.map { other.table.lease($0) }, at: address)
        if let lease { carryTerms(of: other.table.rows[Int(lease)], from: other, &carried) }
        guard let offer = other.table.offer(at: address, pool: pool), hold(offer, from: other) else { return }
        carryTerms(of: offer, from: other, &carried)
    }

    /// Remembers what decided about another engine's offer.
    ///
    /// A client that takes it is still of the classes that it was in; what those get, the configuration of today says.
    private mutating func carryTerms(of old: LeaseTable.Row, from other: LeaseEngine, _ carried: inout CarriedTerms) {
        guard let terms = old.terms, let row = table.row(at: old.address, pool: plan.pool(containing: old.address)),
            table.rows[Int(row)].state == old.state, table.rows[Int(row)].client == old.client,
            isLeasable(old.address, to: old.client)
        else { return }
        table.keep(
            carried.terms(for: terms, from: other.plan, to: plan), askedTime: old.askedTime, until: old.termsEnd,
            at: row)
    }

    /// Holds what another engine offered, and returns whether that is possible.
    private mutating func hold(_ offer: LeaseTable.Row, from other: LeaseEngine) -> Bool {
        let address = offer.address
        guard let subnet = plan.subnet(containing: address), isLeasable(address, to: offer.client) else { return false }
        let (pool, network) = (plan.pool(containing: address), plan.subnets[subnet].network)
        if let row = table.row(at: address, pool: pool), table.isTaken(row) { return false }
        if let row = table.row(of: offer.client, hash: offer.hash, network: network),
            table.rows[Int(row)].state == .offered
        {
            guard isInPlaceOf(table.rows[Int(row)], offer, in: other) else { return false }
            withdraw(row)
        }
        table.offer(
            address, pool: pool, network: network, to: offer.client, hash: offer.hash,
            hardwareAddress: offer.hardwareAddress,
            sentOptions: table.held == nil ? [] : offer.sentOptions, until: offer.end)
        limits.countAgain(address, by: other.limits.senders(ofOffer: address))
        return true
    }

    /// Whether an offer takes the place of one to the same client that went over before: that one has been withdrawn since,
    /// or of two networks one has become, and this one ends later.
    private func isInPlaceOf(_ held: LeaseTable.Row, _ offer: LeaseTable.Row, in other: LeaseEngine) -> Bool {
        let current = other.table.offer(at: held.address, pool: other.plan.pool(containing: held.address))
        guard current?.client == offer.client else { return true }
        return (offer.end, held.address) > (held.end, offer.address)
    }

    /// Goes on with what another engine counted besides offers.
    mutating func goOn(from other: LeaseEngine) {
        limits.goOn(from: other.limits)
        declines.goOn(from: other.declines)
        probes = other.probes
        goOnAsMember(other)
        generation = other.generation + 1
    }

    /// Whether the configuration lets a client have an address, as far as that can be told without a message of it.
    private func isLeasable(_ address: IPv4Address, to client: ClientIdentity) -> Bool {
        if plan.forbidden.contains(address) { return false }
        if let reservation = plan.reservations.reservation(at: address) { return reservation.client == client }
        // Outside the pools only a policy offers something.
        return plan.pool(containing: address) != nil || keptPolicy != nil
    }
}
