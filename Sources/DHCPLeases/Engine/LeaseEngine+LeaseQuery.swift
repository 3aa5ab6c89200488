import DHCP

extension LeaseEngine {
    /// LEASEQUERY: an access device that lost its memory asks who is behind it (RFC 4388 section 6.4).
    ///
    /// It asks by address (`ciaddr`), else by client identifier (option 61), else by hardware address (`chaddr`); replies
    /// go to `giaddr`, which must be among those that may ask, as must be the address that the message came from.
    mutating func answerQuery(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        let message = exchange.request.message
        // The answer goes to `giaddr`, which anybody can write.
        guard !message.giaddr.isAny, plan.mayAsk(message.giaddr), plan.mayAsk(exchange.request.origin.peer.address)
        else { return .leaseQueryRefused }
        if !message.ciaddr.isAny { return answerQuery(of: message.ciaddr, exchange, &decision) }
        if let identifier = message.options[raw: .clientIdentifier], !identifier.isEmpty {
            return answerQuery(of: rows(ofClientNamed: identifier, at: exchange.now), exchange, &decision)
        }
        guard message.hlen > 0, !message.hardwareAddress.isZero else { return .leaseQueryEmpty }
        let rows = table.rows(of: message.hardwareAddress).filter { isBound($0, at: exchange.now) }
        return answerQuery(of: rows, exchange, &decision)
    }

    private mutating func answerQuery(
        of address: IPv4Address, _ exchange: borrowing Exchange, _ decision: inout Decision
    ) -> ReasonCode {
        let pool = plan.pool(containing: address)
        guard pool != nil || plan.reservations.reservation(at: address) != nil else {
            return query(.leaseUnknown, exchange, address, &decision)
        }
        guard let row = table.row(at: address, pool: pool), isBound(row, at: exchange.now) else {
            return query(.leaseUnassigned, exchange, address, &decision)
        }
        return active([row], exchange, &decision)
    }

    private mutating func answerQuery(
        of rows: [Int32], _ exchange: borrowing Exchange, _ decision: inout Decision
    ) -> ReasonCode {
        rows.isEmpty ? query(.leaseUnknown, exchange, .any, &decision) : active(rows, exchange, &decision)
    }

    /// The leases in all networks of the client with this identifier, also those that stand in the table under another
    /// name, as its reservation has it.
    private func rows(ofClientNamed identifier: [UInt8], at now: UInt32) -> [Int32] {
        guard let client = ClientIdentity(clientIdentifier: identifier) else { return [] }
        return table.rows(named: client.tableHash).filter { row in
            isBound(row, at: now) && table.lease(row).sentClientIdentifier == identifier
        }
    }

    /// Tells of the lease that was given last, and names the others.
    private mutating func active(
        _ rows: [Int32], _ exchange: borrowing Exchange, _ decision: inout Decision
    ) -> ReasonCode {
        let leases = rows.map { table.lease($0) }.sorted { ($0.start, $0.address) > ($1.start, $1.address) }
        guard let lease = leases.first, let subnet = plan.subnet(containing: lease.address) else {
            return query(.leaseUnknown, exchange, .any, &decision)
        }
        let scope = scope(of: lease, in: subnet)
        let requested = exchange.request.message.requestedOptions ?? []
        var options = DHCPOptions(
            sequence: OptionBlock(
                of: scope, requested: requested.map(\.rawValue), hasTerm: false, tellsUnasked: false
            ).octets)
        if requested.contains(.vendorClassIdentifier), let vendorClass = lease.vendorClassIdentifier {
            options.set(.vendorClassIdentifier, ifPossible: vendorClass)
        }
        Self.tellTimes(of: lease, scope.times, at: exchange.now, &options)
        if leases.count > 1 { options[.associatedAddress] = leases.map(\.address) }
        options.set(.clientIdentifier, ifPossible: lease.sentClientIdentifier)
        options.set(.relayAgentInformation, ifPossible: lease.relayAgentInformation)
        let reason = query(.leaseActive, exchange, lease.address, options: options, &decision)
        decision.reply?.message.hardwareAddress = lease.hardwareAddress
        return reason
    }

    /// How long the lease runs still, when its client renews and asks any server unless that is past, and how long ago
    /// it last did.
    private static func tellTimes(
        of lease: Lease, _ times: LeaseTimes, at now: UInt32, _ options: inout DHCPOptions
    ) {
        let age = now - min(lease.start, now)
        let isEndless = lease.end == LeaseTimes.infinite
        let term = isEndless ? LeaseTimes.infinite : lease.end - min(lease.start, lease.end)
        let (renewal, rebinding) = times.renewalAndRebinding(of: term)
        for (key, time) in [(DHCPOptionKey.leaseTime, term), (.renewalTime, renewal), (.rebindingTime, rebinding)]
        where time > age {
            options[key] = isEndless ? time : time - age
        }
        options[.clientLastTransactionTime] = age
    }

    /// What the client of a lease is told, as far as its classes show in what is remembered of it.
    private mutating func scope(of lease: Lease, in subnet: Int) -> OptionScope {
        var client = DHCPMessage(op: .bootRequest, hardwareAddress: lease.hardwareAddress)
        client.options = DHCPOptions(sequence: lease.sentOptions)
        client.options[raw: .clientIdentifier] = lease.sentClientIdentifier
        let reservation = plan.reservations.reservation(for: client, network: plan.subnets[subnet].network)
        let subject = ClassSubject(message: client, interface: "", isKnown: reservation != nil)
        return scope(
            at: lease.address, subnet: subnet, classes: plan.classes.set(of: subject), reservation: reservation)
    }

    private func query(
        _ type: DHCPMessageType, _ exchange: borrowing Exchange, _ ciaddr: IPv4Address,
        options: DHCPOptions = DHCPOptions(), _ decision: inout Decision
    ) -> ReasonCode {
        decision.answer(
            .answer, composer.answerQuery(type, exchange, ciaddr: ciaddr, options: options),
            of: ciaddr.isAny ? nil : ciaddr)
        return .leaseQueryAnswered
    }

    private func isBound(_ row: Int32, at now: UInt32) -> Bool {
        let entry = table.rows[Int(row)]
        return entry.state == .bound && entry.end > now
    }
}
