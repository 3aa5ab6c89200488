import DHCP

extension LeaseEngine {
    /// REQUEST, in the state in which the client sent it (RFC 2131 section 4.3.2).
    mutating func request(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        if let option = exchange.malformedAddressOption { return decision.blame(option) }
        guard let kind = exchange.request.kind else { return .noAddress }
        switch kind {
        case .selecting: return select(exchange, &decision)
        case .initReboot: return confirm(exchange, &decision)
        case .renewing, .rebinding: return extend(exchange, kind: kind, &decision)
        }
    }

    /// SELECTING: the client takes an offer, this server's or another's.
    private mutating func select(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        guard namesThisServer(exchange) else {
            if let row = row(of: exchange) ?? rowUnderOtherName(exchange), table.rows[Int(row)].state == .offered {
                withdraw(row)
            }
            return .otherServer
        }
        guard let subnet = exchange.subnet else { return .noSubnet }
        guard let address = exchange.namedAddress else { return .noAddress }
        // An offer is for the link on which it was made; the client may have moved since.
        guard isOnNetwork(address, of: subnet) else {
            return refuse(exchange, .wrongNetwork, "\(address) is not on this network", &decision)
        }
        switch standing(of: address, to: exchange) {
        case .own(let row):
            // What was offered is given, whatever has changed meanwhile; a lease must still be one of the client's.
            if table.rows[Int(row)].state == .offered || isGranted(address, exchange) {
                return acknowledge(address, exchange, keepsTime: true, &decision)
            }
        case .free:
            if isGranted(address, exchange) {
                return isAdmitted(exchange)
                    ? acknowledge(address, exchange, keepsTime: true, &decision) : .limitReached
            }
        case .others: break
        }
        return refuse(exchange, .addressTaken, "\(address) is not free", &decision)
    }

    /// INIT-REBOOT: the client remembers an address.
    ///
    /// Of a client it does not know the server says nothing, since another server may know it (RFC 2131 section 4.3.2),
    /// unless somebody else has the address: then two machines would use it.
    private mutating func confirm(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        guard let subnet = exchange.subnet else { return .noSubnet }
        guard let address = exchange.namedAddress else { return .noAddress }
        guard isOnNetwork(address, of: subnet) else { return refuseForeign(address, exchange, &decision) }
        if let reserved = reservedAddress(exchange) {
            return reserved == address
                ? acknowledge(address, exchange, &decision)
                : refuse(exchange, .wrongAddress, "\(address) is not your address", &decision)
        }
        let row = row(of: exchange)
        let isOwn = row.map { table.rows[Int($0)].address == address } ?? false || holds(address, exchange)
        if row != nil && !isOwn {
            return refuse(exchange, .wrongAddress, "\(address) is not your address", &decision)
        }
        if case .others = standing(of: address, to: exchange) {
            return refuse(exchange, .addressTaken, "\(address) is not free", &decision)
        }
        guard isOwn else { return .unknownClient }
        if isGranted(address, exchange) { return acknowledge(address, exchange, &decision) }
        return refuse(exchange, .outsidePools, "\(address) is not for lease any more", &decision)
    }

    /// RENEWING and REBINDING: the client wants more time.
    ///
    /// A client that writes to this server alone got its address here, so a free address is leased to it again even
    /// when its lease is not known any more. What is broadcast may be another server's, unless this one is
    /// authoritative. A client that has a lease here extends that and no other.
    private mutating func extend(
        _ exchange: borrowing Exchange, kind: RequestKind, _ decision: inout Decision
    ) -> ReasonCode {
        // Some clients name their server when they renew, which they must not.
        if exchange.request.message.options.contains(.serverIdentifier) && !namesThisServer(exchange) {
            return .otherServer
        }
        let address = exchange.request.message.ciaddr
        guard let subnet = exchange.subnet else { return .noSubnet }
        guard isOnNetwork(address, of: subnet) else { return refuseForeign(address, exchange, &decision) }
        if let reserved = reservedAddress(exchange), reserved != address {
            return refuse(exchange, .wrongAddress, "\(address) is not your address", &decision)
        }
        switch standing(of: address, to: exchange) {
        case .own:
            if isGranted(address, exchange, classIsIgnored: true) { return acknowledge(address, exchange, &decision) }
            return plan.reservations.reservation(at: address) == nil
                ? .outsidePools
                : refuse(exchange, .addressTaken, "\(address) is reserved", &decision)
        case .free:
            if exchange.reservation?.address != address, hasBinding(exchange) {
                return refuse(exchange, .wrongAddress, "\(address) is not your address", &decision)
            }
            guard isGranted(address, exchange, classIsIgnored: true) else { break }
            if kind == .renewing || configuration.isAuthoritative || row(of: exchange) != nil
                || exchange.reservation?.address == address
            {
                return isAdmitted(exchange) ? acknowledge(address, exchange, &decision) : .limitReached
            }
            return .unknownClient
        case .others: return refuse(exchange, .addressTaken, "\(address) is not yours", &decision)
        }
        if plan.pool(containing: address) == nil && !configuration.isAuthoritative {
            return .unknownClient
        }
        return refuse(exchange, .addressTaken, "\(address) is not yours", &decision)
    }

    // MARK: Answers

    /// Leases an address that is free or the client's own; what else the client has on this network is given back.
    ///
    /// With `keepsTime` a client that asks for no lease time keeps that of its lease, as its OFFER said
    /// (RFC 2131 section 4.3.1).
    mutating func acknowledge(
        _ address: IPv4Address, _ exchange: borrowing Exchange, isRapid: Bool = false, keepsTime: Bool = false,
        _ decision: inout Decision
    ) -> ReasonCode {
        guard let subnet = plan.subnet(containing: address) else { return .noSubnet }
        let scope = scope(for: exchange, address: address, subnet: subnet)
        var reason = ReasonCode.leased
        var earlierOptions: [UInt8] = []
        var earlierTime: UInt32?
        if case .own(let row) = standing(of: address, to: exchange) {
            if table.rows[Int(row)].state == .bound {
                reason = .renewed
                earlierOptions = table.rows[Int(row)].sentOptions
                if keepsTime { earlierTime = table.rows[Int(row)].time }
            } else if let lease = table.leaseBehindOffer(row), table.rows[Int(lease)].state == .bound,
                table.rows[Int(lease)].address != address
            {
                // The offer may be under the client's other name, and so is the lease then.
                decision.changes.append(end(lease, exchange))
            }
        } else if keepsTime {
            earlierTime = timeOfLeaseJustEnded(at: address, exchange, within: scope.times.offer)
        }
        if reason == .leased, !exchange.hasOwnReservation {
            limits.countLease(to: exchange.request, on: link(of: exchange))
        }
        giveBackOthers(than: address, exchange, &decision.changes)
        let time = scope.times.granted(requested: exchange.request.message.options[.leaseTime] ?? earlierTime)
        let lease = Lease(
            address: address, client: exchange.client, hardwareAddress: exchange.request.hardwareAddress, state: .bound,
            start: exchange.now, end: exchange.end(after: time),
            sentOptions: exchange.optionsToRemember(
                earlier: earlierOptions, forQueries: !configuration.leaseQueryRequesters.isEmpty))
        decision.changes.append(set(lease, at: address, hash: exchange.hash))
        decision.reply = composer.compose(
            .ack, yiaddr: address, to: exchange, scope: scope, leaseTime: time, isRapid: isRapid,
            dropped: &decision.droppedOptions)
        return reason
    }

    /// The lease time of the client's lease of a free address, when that ended so short a time ago that the client may
    /// have been offered the address before.
    private func timeOfLeaseJustEnded(
        at address: IPv4Address, _ exchange: borrowing Exchange, within seconds: UInt32
    ) -> UInt32? {
        guard let row = table.row(at: address, pool: plan.pool(containing: address)),
            table.rows[Int(row)].state == .expired, isOwn(row, exchange), table.rows[Int(row)].end <= exchange.now,
            exchange.now - table.rows[Int(row)].end <= seconds
        else { return nil }
        return table.rows[Int(row)].time
    }

    /// Ends the client's offer and lease of other addresses of its network.
    mutating func giveBackOthers(
        than address: IPv4Address, _ exchange: borrowing Exchange, _ changes: inout [LeaseChange]
    ) {
        // At most an offer, a lease behind it, and the same under the client's own name.
        for _ in 0..<4 {
            guard let row = row(of: exchange) else { return }
            let state = table.rows[Int(row)].state
            if state == .offered {
                let lease = table.leaseBehindOffer(row)
                withdraw(row)
                if lease == nil { return }
            } else if state == .bound && table.rows[Int(row)].address != address {
                changes.append(end(row, exchange))
                return
            } else {
                return
            }
        }
    }

    /// A NAK.
    private func refuse(
        _ exchange: borrowing Exchange, _ reason: ReasonCode, _ text: String, _ decision: inout Decision
    ) -> ReasonCode {
        decision.reply = composer.refuse(exchange, because: text)
        return reason
    }

    /// A NAK for an address of another network, from a server that knows its networks.
    private func refuseForeign(
        _ address: IPv4Address, _ exchange: borrowing Exchange, _ decision: inout Decision
    ) -> ReasonCode {
        configuration.isAuthoritative
            ? refuse(exchange, .wrongNetwork, "\(address) is not on this network", &decision) : .wrongNetwork
    }

    // MARK: Questions

    /// Whether the server identifier is this server's, or the one that the relay put in its place (RFC 5107).
    func namesThisServer(_ exchange: borrowing Exchange) -> Bool {
        guard let named = exchange.namedServer else { return false }
        return named == exchange.serverIdentifier || named == configuration.identifier
            || named == exchange.request.origin.localAddress || configuration.serverAddresses.contains(named)
    }

    /// Whether configuration and policy let the client have an address.
    private func isGranted(_ address: IPv4Address, _ exchange: borrowing Exchange, classIsIgnored: Bool = false) -> Bool
    {
        let isAllowed = mayHave(address, exchange, classIsIgnored: classIsIgnored)
        guard let policy = keptPolicy?.policy else { return isAllowed }
        let isProposed = isAllowed || policy.assignsAddressesOutsidePools && isAssigned(address, exchange)
        switch policy.address(for: exchange.request, proposed: isProposed ? address : nil) {
        case .accept: return isProposed
        case .refuse: return false
        case .use(let chosen): return chosen == address && isAssignable(address, exchange)
        }
    }

    /// Whether the client leases an address outside all pools, and nothing speaks against that.
    private func isAssigned(_ address: IPv4Address, _ exchange: borrowing Exchange) -> Bool {
        guard plan.pool(containing: address) == nil, case .own(let row) = standing(of: address, to: exchange) else {
            return false
        }
        return table.rows[Int(row)].state == .bound && isAssignable(address, exchange)
    }

    /// Whether a client that was offered nothing may become one with a lease.
    private mutating func isAdmitted(_ exchange: borrowing Exchange) -> Bool {
        exchange.hasOwnReservation || limits.admitsLease(to: exchange.request, on: link(of: exchange), at: exchange.now)
    }

    /// Whether the client's latest lease on its network runs, behind an offer or not.
    private func hasBinding(_ exchange: borrowing Exchange) -> Bool {
        guard let row = row(of: exchange) else { return false }
        guard table.rows[Int(row)].state == .offered else { return table.rows[Int(row)].state == .bound }
        return table.leaseBehindOffer(row).map { table.rows[Int($0)].state == .bound } ?? false
    }

    /// Whether the client was offered or leases an address.
    private func holds(_ address: IPv4Address, _ exchange: borrowing Exchange) -> Bool {
        if case .own = standing(of: address, to: exchange) { true } else { false }
    }

    /// Ends the lease of a row because its client has no use for it any more.
    mutating func end(_ row: Int32, _ exchange: borrowing Exchange) -> LeaseChange {
        var lease = table.lease(row)
        lease.state = .released
        lease.end = exchange.now
        return set(lease, at: lease.address)
    }
}

extension Exchange {
    /// Option 50, also when it is `0.0.0.0`: a client that asks for that asks for an address of no network.
    fileprivate var namedAddress: IPv4Address? {
        requestedAddress ?? request.message.options[.requestedAddress]
    }

    /// Option 50 or 54, when it is there and is no address.
    fileprivate var malformedAddressOption: DHCPOptionCode? {
        let options = request.message.options
        if requestedAddress == nil, options.contains(.requestedAddress), options[.requestedAddress] == nil {
            return .requestedAddress
        }
        if namedServer == nil, options.contains(.serverIdentifier) { return .serverIdentifier }
        return nil
    }

    /// Host name and relay agent information, to be remembered with the lease, and what else somebody may ask for later;
    /// `earlier` when they are the same.
    ///
    /// A value over 255 octets is not remembered.
    func optionsToRemember(earlier: [UInt8], forQueries: Bool) -> [UInt8] {
        let options = request.message.options
        var writer = OptionWriter(octets: [])
        var codes: [DHCPOptionCode] = [.hostName, .relayAgentInformation]
        if forQueries {
            codes.insert(.vendorClassIdentifier, at: 1)
            if client.source != .clientIdentifier { codes.insert(.clientIdentifier, at: 2) }
        }
        for code in codes where code != .relayAgentInformation || countsRelayInformation {
            options.withValue(of: code) { value in
                if value.byteCount <= 255 { writer.copy(code, of: request.message) }
            }
        }
        // A renewal goes past the relay; what that said last still holds.
        if !earlier.isEmpty, request.message.giaddr.isAny,
            !options.contains(.relayAgentInformation) || !countsRelayInformation,
            let information = DHCPOptions(sequence: earlier)[raw: .relayAgentInformation]
        {
            writer.append(.relayAgentInformation, information)
        }
        return writer.octets == earlier ? earlier : writer.octets
    }
}
