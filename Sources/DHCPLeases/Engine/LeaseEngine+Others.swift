import DHCP

extension LeaseEngine {
    /// RELEASE: the owner gives its address back (RFC 2131 section 4.3.4).
    mutating func release(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        if let option = exchange.malformedAddressOption { return decision.blame(option) }
        if let refusal = refusalToChange(exchange) ?? refusalToRelease(exchange) { return refusal }
        guard case .own(let row) = standing(of: exchange.request.message.ciaddr, to: exchange),
            table.rows[Int(row)].state == .bound
        else { return .notOwner }
        decision.changes.append(end(row, exchange))
        decision.kind = .recorded
        return .released
    }

    /// DECLINE: a client found the address that it has, or was offered, in use by somebody else; nobody gets it for a
    /// while (RFC 2131 section 4.3.3).
    ///
    /// Where that can be verified it is a short while, and a long one when somebody answers.
    mutating func decline(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        if let option = exchange.malformedAddressOption { return decision.blame(option) }
        if let refusal = refusalToChange(exchange) { return refusal }
        guard let address = exchange.requestedAddress else { return .noAddress }
        if let refusal = refusalFromOtherLink(exchange) { return refusal }
        guard case .own(let row) = standing(of: address, to: exchange), let subnet = exchange.subnet else {
            return .notOwner
        }
        guard declines.admits(exchange, on: link(of: exchange)) else { return .tooManyDeclines }
        // An address that was only offered is gone all the same, so it counts for whoever declines it.
        if table.rows[Int(row)].state == .offered, !exchange.hasOwnReservation {
            countLease(exchange)
        }
        var lease = table.lease(row)
        lease.state = .declined
        lease.start = exchange.now
        let rest = plan.subnets[subnet].scope.times.decline
        let verification = verification(of: address, for: exchange)
        lease.end = exchange.end(after: verification == nil ? rest : min(rest, ConflictCheck.shortRest))
        decision.changes.append(set(lease, at: address))
        if let verification { verify(verification, for: exchange, &decision) }
        decision.kind = .recorded
        return .declined
    }

    /// INFORM: parameters for a client that has an address; no lease and no `yiaddr` (RFC 2131 section 4.3.5).
    mutating func inform(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        let address = exchange.request.message.ciaddr
        // Who has no address has nothing to ask parameters for, and no answer would reach it alone.
        if address.isAny && exchange.request.message.giaddr.isAny && exchange.request.origin.peer.address.isAny {
            return .noAddress
        }
        guard let subnet = exchange.subnet ?? plan.subnet(containing: address) else {
            return .noSubnet
        }
        // The answer goes to `ciaddr`, so that must be an address of the client's link.
        if exchange.request.message.giaddr.isAny && !address.isAny && !isOnNetwork(address, of: subnet) {
            return .answeredElsewhere
        }
        let isOfSubnet = !address.isAny && isOnNetwork(address, of: subnet)
        let place = isOfSubnet ? plan.subnet(containing: address) ?? subnet : subnet
        let scope = scope(for: exchange, address: isOfSubnet ? address : nil, subnet: place)
        let composed = composer.compose(
            .ack, yiaddr: .any, to: exchange, from: serverName(exchange, in: place), scope: scope, leaseTime: nil,
            dropped: &decision.droppedOptions)
        decision.answer(.ack, composed.reply)
        if exchange.isTraced { noteOptions(scope, composed.terms, dropped: decision.droppedOptions, exchange) }
        return .informed
    }

    /// BOOTP: a client with a reserved address gets it for ever; others are left to other servers
    /// (RFC 1534 section 2).
    mutating func bootp(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        guard let subnet = exchange.subnet else { return .noSubnet }
        guard let address = reservedAddress(exchange) else { return .bootp }
        if let policy = keptPolicy?.policy {
            let choice = policy.address(for: exchange.request, proposed: address)
            exchange.recorder?.note(.policy(proposed: address, choice))
            switch choice {
            case .accept, .use(address): break
            // Other addresses are leased for a while, and a BOOTP client has its own for ever.
            case .refuse, .use: return .refusedByPolicy
            }
        }
        let place = plan.subnet(containing: address) ?? subnet
        let scope = scope(for: exchange, address: address, subnet: place)
        let reply = composer.answerBOOTP(
            exchange, from: serverName(exchange, in: place), yiaddr: address, scope: scope,
            dropped: &decision.droppedOptions)
        decision.answer(.answer, reply, of: address)
        record(address, exchange, for: scope.times.maximumLease, &decision.changes)
        return .bootpAnswered
    }

    /// Records that a BOOTP client has an address, for as long as it may be without being heard of.
    ///
    /// The client has it for ever; but a record without an end would keep the address from whoever it is reserved for
    /// next.
    private mutating func record(
        _ address: IPv4Address, _ exchange: borrowing Exchange, for seconds: UInt32, _ changes: inout [LeaseChange]
    ) {
        giveBackOthers(than: address, exchange, &changes)
        let lease = Lease(
            address: address, client: exchange.client, hardwareAddress: exchange.request.hardwareAddress, state: .bound,
            start: exchange.now, end: exchange.end(after: seconds),
            sentOptions: exchange.optionsToRemember(
                earlier: [], forQueries: !configuration.leaseQueryRequesters.isEmpty))
        changes.append(set(lease, at: address, hash: exchange.hash))
    }

    /// Silence for a RELEASE or DECLINE that does not name this server.
    private func refusalToChange(_ exchange: borrowing Exchange) -> ReasonCode? {
        switch serverNamed(exchange) {
        case .identifier, .configured, .ownAddress, .formerMember: nil
        case .none: .noServerIdentifier
        case .other: otherServer(exchange)
        }
    }
}
