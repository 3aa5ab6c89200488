import DHCP

extension LeaseEngine {
    /// DISCOVER: offers an address and holds it for a while (RFC 2131 section 4.3.1), or leases it at once to a client
    /// that asks for that (RFC 4039).
    mutating func discover(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        guard let subnet = exchange.subnet, exchange.network != nil else { return .noSubnet }
        let known = row(of: exchange) ?? rowUnderOtherName(exchange)
        if isBehind, !(known.map { table.rows[Int($0)].state == .bound } ?? false) { return .oldConfiguration }
        let found = address(for: exchange, known: known, subnet: subnet)
        let address: IPv4Address
        switch found {
        case .address(let found, let source):
            if exchange.isTraced { noteProposal(found, source, exchange) }
            address = found
        case .none(let reason): return haveNothing(exchange, subnet, reason, &decision)
        }
        let isStranger = known.map { !table.isTaken($0) } ?? true && !exchange.hasOwnReservation
        if isStranger {
            let limit = limits.limitOfOffer(
                to: exchange.request, on: link(of: exchange), held: offerCount, at: exchange.now)
            exchange.recorder?.note(.limit(limit))
            if let limit = limit ?? limitOfHeld(exchange) { return decision.refuse(for: limit) }
        }
        if waitsForProbe(address, for: exchange, known: known, isStranger: isStranger, &decision) {
            return .beingProbed
        }
        if configuration.allowsRapidCommit, exchange.request.message.options[.rapidCommit] != nil {
            return acknowledge(address, exchange, isRapid: true, takesOffer: true, &decision)
        }
        let running = hold(address, for: exchange, known: known, isStranger: isStranger)
        return offer(address, to: exchange, running: running, &decision)
    }

    /// An address for a client, or why there is none.
    enum Proposal {
        case address(IPv4Address, DecisionTrace.AddressSource)
        case none(ReasonCode)
    }

    /// The address for a client, or why there is none; `known` is the client's row, under whichever name.
    private func address(for exchange: borrowing Exchange, known: Int32?, subnet: Int) -> Proposal {
        let proposal = proposal(for: exchange, known: known, subnet: subnet)
        guard let policy = keptPolicy?.policy else { return proposal }
        var proposed: IPv4Address?
        if case .address(let address, _) = proposal { proposed = address }
        let choice = policy.address(for: exchange.request, proposed: proposed)
        exchange.recorder?.note(.policy(proposed: proposed, choice))
        switch choice {
        case .accept: return proposal
        case .refuse: return .none(.refusedByPolicy)
        case .use(let address):
            return isAssignable(address, exchange) ? .address(address, .policy) : .none(.refusedByPolicy)
        }
    }

    /// The address for a client (RFC 2131 section 4.3.1): the one reserved for it, the one it has or was offered, its
    /// earlier one, the one it asks for, one that was never used, the one that lapsed longest ago.
    private func proposal(for exchange: borrowing Exchange, known: Int32?, subnet: Int) -> Proposal {
        if let reserved = reservedAddress(exchange) { return .address(reserved, .reserved) }
        var earlier: IPv4Address?
        if let known {
            let address = table.rows[Int(known)].address
            if case .own = standing(of: address, to: exchange), isGranted(address, .held, exchange) {
                return .address(address, .held)
            }
            earlier = address
        }
        if let earlier, isFree(earlier, .earlier, exchange) { return .address(earlier, .earlier) }
        if let wanted = exchange.requestedAddress, isFree(wanted, .requested, exchange) {
            return .address(wanted, .requested)
        }
        return freeAddress(for: exchange, subnet: subnet)
    }

    private func isGranted(
        _ address: IPv4Address, _ source: DecisionTrace.AddressSource, _ exchange: borrowing Exchange
    ) -> Bool {
        let grant = grant(of: address, to: exchange)
        if exchange.isTraced { noteAddress(address, source, grant, exchange) }
        return grant.isGranted
    }

    private func isFree(
        _ address: IPv4Address, _ source: DecisionTrace.AddressSource, _ exchange: borrowing Exchange
    ) -> Bool {
        guard isGranted(address, source, exchange), case .free = standing(of: address, to: exchange) else {
            return false
        }
        return true
    }

    /// Writes down an address out of a pool; the others stand in the trace already.
    private func noteProposal(
        _ address: IPv4Address, _ source: DecisionTrace.AddressSource, _ exchange: borrowing Exchange
    ) {
        guard exchange.recorder != nil, source == .neverUsed || source == .lapsed else { return }
        if exchange.isTraced { noteAddress(address, source, grant(of: address, to: exchange), exchange) }
    }

    private func freeAddress(for exchange: borrowing Exchange, subnet: Int) -> Proposal {
        let excluded = ExcludedAddresses(exchange.request)
        let all = plan.networkPools[plan.subnets[subnet].network]
        var isAdmitted = false
        // The pools of the client's own subnet come before those of others on the same link.
        for isOwnSubnet in [true, false] {
            for pool in all where (plan.pools[pool].subnet == subnet) == isOwnSubnet {
                guard plan.pools[pool].admits(exchange) else {
                    exchange.recorder?.note(.pool(plan.pools[pool].range, .otherClients))
                    continue
                }
                isAdmitted = true
                let start = membership?.start(in: plan.pools[pool].range.count) ?? 0
                if let address = table.firstNeverUsed(in: pool, except: excluded, from: start) {
                    exchange.recorder?.note(.pool(plan.pools[pool].range, .found(address)))
                    return .address(address, .neverUsed)
                }
                exchange.recorder?.note(.pool(plan.pools[pool].range, .nothingFree))
            }
        }
        if !isAdmitted && !all.isEmpty { return .none(.noPoolForClient) }
        var longest: (address: IPv4Address, end: UInt32)?
        for pool in all where plan.pools[pool].admits(exchange) {
            guard let lapsed = lapsedAddress(in: pool, except: excluded, at: exchange.now) else { continue }
            exchange.recorder?.note(.pool(plan.pools[pool].range, .found(lapsed.address)))
            // Free is free, even when the end that is on record is never.
            if let known = longest, known.end <= lapsed.end { continue }
            longest = lapsed
        }
        if let longest { return .address(longest.address, .lapsed) }
        let hasLapsed = all.contains { plan.pools[$0].admits(exchange) && table.lapsed.count(in: $0) > 0 }
        return .none(membership?.takesOver == false && hasLapsed ? .clockSkew : .poolExhausted)
    }

    private func lapsedAddress(
        in pool: Int, except excluded: ExcludedAddresses, at now: UInt32
    ) -> (address: IPv4Address, end: UInt32)? {
        guard let membership else { return table.longestLapsed(in: pool, except: excluded) }
        return lapsedAddress(in: pool, membership, except: excluded, at: now)
    }

    /// Silence, or for a client that asks for it a word whether it may choose an address itself.
    private func haveNothing(
        _ exchange: borrowing Exchange, _ subnet: Int, _ reason: ReasonCode, _ decision: inout Decision
    ) -> ReasonCode {
        // Whom the policy refuses gets no OFFER at all.
        guard reason != .refusedByPolicy, let answer = plan.subnets[subnet].autoConfigure,
            exchange.request.message.options[.autoConfigure] == .autoConfigure
        else { return reason }
        decision.answer(.offer, composer.offerNothing(exchange, autoConfigure: answer))
        return .noAddressTold
    }

    /// Holds an address for a client, unless it leases it already: then its row is returned.
    mutating func hold(
        _ address: IPv4Address, for exchange: borrowing Exchange, known: Int32?, isStranger: Bool
    ) -> Int32? {
        guard let subnet = plan.subnet(containing: address) else { return nil }
        let end = exchange.endOfOffer(after: plan.subnets[subnet].scope.times.offer)
        if case .own(let row) = standing(of: address, to: exchange) {
            if table.rows[Int(row)].state == .bound { return row }
            table.prolongOffer(row, until: end)
            return nil
        }
        if let known, table.rows[Int(known)].state == .offered { withdraw(known) }
        table.offer(
            address, pool: plan.pool(containing: address), network: plan.subnets[subnet].network, to: exchange.client,
            hash: exchange.hash, hardwareAddress: exchange.request.hardwareAddress,
            sentOptions: optionsOfOffer(exchange), until: end)
        if isStranger { limits.countOffer(of: address, to: exchange.request, on: link(of: exchange)) }
        return nil
    }

    /// An OFFER of an address, remembered with what decided about it; `running` is the client's lease of the address.
    ///
    /// The lease time is the one that the client asks for, else that of its lease (RFC 2131 section 4.3.1).
    private mutating func offer(
        _ address: IPv4Address, to exchange: borrowing Exchange, running: Int32?, _ decision: inout Decision
    ) -> ReasonCode {
        guard let subnet = plan.subnet(containing: address) else { return .noSubnet }
        let scope = scope(for: exchange, address: address, subnet: subnet)
        let earlierTime = running.map { table.rows[Int($0)].time }
        let askedTime = exchange.request.message.options[.leaseTime]
        let time = scope.times.granted(requested: askedTime ?? earlierTime)
        let composed = composer.compose(
            .offer, yiaddr: address, to: exchange, from: serverName(exchange, in: subnet), scope: scope,
            leaseTime: time, dropped: &decision.droppedOptions)
        decision.answer(.offer, composed.reply)
        if exchange.isTraced {
            noteLeaseTime(asked: askedTime ?? earlierTime, given: time, scope.times, address, exchange)
            noteOptions(scope, composed.terms, dropped: decision.droppedOptions, exchange)
        }
        if let row = running ?? table.row(at: address, pool: plan.pool(containing: address)) {
            table.keep(
                composed.terms, askedTime: askedTime ?? 0,
                until: exchange.endOfOffer(after: plan.subnets[subnet].scope.times.offer), at: row)
        }
        return .offered
    }
}
