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
        guard serverNamed(exchange).isThisServer else {
            if let row = row(of: exchange) ?? rowUnderOtherName(exchange), table.rows[Int(row)].state == .offered {
                withdraw(row)
            }
            return otherServer(exchange)
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
            if table.rows[Int(row)].isOffered(at: exchange.now) {
                return acknowledge(address, exchange, takesOffer: true, &decision)
            }
            switch verdict(on: address, exchange) {
            case .granted: return acknowledge(address, exchange, takesOffer: true, &decision)
            case .refused(let refusal): return refuse(exchange, refusal, &decision)
            case .denied(let grant): return refuse(address, grant, exchange, &decision)
            }
        case .free:
            switch verdict(on: address, exchange) {
            case .granted:
                if let limit = limitOfLease(exchange) { return decision.refuse(for: limit) }
                return acknowledge(address, exchange, takesOffer: true, &decision)
            case .refused(let refusal): return refuse(exchange, refusal, &decision)
            case .denied(let grant): return refuse(address, grant, exchange, &decision)
            }
        case .others(let claim): return refuse(address, claim, exchange, &decision)
        }
    }

    /// Silence for a message to another server: one of the cluster, or a stranger.
    func otherServer(_ exchange: borrowing Exchange) -> ReasonCode {
        guard let membership, memberNamed(membership, exchange) != nil else { return .otherServer }
        return .otherMember
    }

    /// INIT-REBOOT: the client remembers an address.
    ///
    /// Of a client it does not know the server says nothing, since another server may know it (RFC 2131 section 4.3.2),
    /// unless somebody else has the address: then two machines would use it.
    private mutating func confirm(_ exchange: borrowing Exchange, _ decision: inout Decision) -> ReasonCode {
        guard let subnet = exchange.subnet else { return .noSubnet }
        guard let address = exchange.namedAddress else { return .noAddress }
        guard isOnNetwork(address, of: subnet) else { return refuseForeign(address, exchange, &decision) }
        let reserved = reservedAddress(exchange)
        let row = row(of: exchange)
        let isOwn =
            reserved.map { $0 == address }
            ?? (row.map { table.rows[Int($0)].address == address } ?? false || holds(address, exchange))
        let isKnown = isOwn || reserved != nil || row != nil
        var claim: DecisionTrace.Standing?
        if case .others(let others) = standing(of: address, to: exchange) { claim = others }
        // Whether a client that is not known here gets an address is another server's business.
        if isKnown && claim == nil {
            switch verdict(on: address, exchange, isProposed: isOwn) {
            case .granted: return acknowledge(address, exchange, &decision)
            case .refused(let refusal): return refuse(exchange, refusal, &decision)
            case .denied: break
            }
        }
        if isKnown && !isOwn {
            if claim == nil, mayBeAnothers(address, exchange) { return .unknownClient }
            return refuse(exchange, .wrongAddress, "\(address) is not your address", &decision)
        }
        if let claim { return refuse(address, claim, exchange, &decision) }
        if !isOwn { return .unknownClient }
        return refuse(exchange, .notForLease, "\(address) is not for lease any more", &decision)
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
        if exchange.request.message.options.contains(.serverIdentifier), !serverNamed(exchange).isThisServer {
            return otherServer(exchange)
        }
        let address = exchange.request.message.ciaddr
        guard let subnet = exchange.subnet else { return .noSubnet }
        guard isOnNetwork(address, of: subnet) else { return refuseForeign(address, exchange, &decision) }
        var isOwn = false
        switch standing(of: address, to: exchange) {
        case .own: isOwn = true
        case .free: break
        case .others(let claim):
            return reservedAddress(exchange) == nil
                ? refuse(address, claim, exchange, &decision)
                : refuse(exchange, .wrongAddress, "\(address) is not your address", &decision)
        }
        let isKnown = isOwn || exchange.reservation?.address != nil || row(of: exchange) != nil
        // What is broadcast by a client that is not known here may be another server's business.
        if isKnown || kind == .renewing || configuration.isAuthoritative {
            let isProposed = isExtensible(address, exchange, isOwn)
            switch verdict(on: address, exchange, isProposed: isProposed, classIsIgnored: true) {
            case .granted:
                if !isOwn, let limit = limitOfLease(exchange) { return decision.refuse(for: limit) }
                return acknowledge(address, exchange, &decision)
            case .refused(let refusal): return refuse(exchange, refusal, &decision)
            case .denied: break
            }
        }
        return refuseToExtend(address, exchange, isOwn: isOwn, isKnown: isKnown, &decision)
    }

    /// Whether the client would extend the address that it should have.
    private func isExtensible(_ address: IPv4Address, _ exchange: borrowing Exchange, _ isOwn: Bool) -> Bool {
        if let reserved = reservedAddress(exchange) { return reserved == address }
        return isOwn || exchange.reservation?.address == address || !hasBinding(exchange)
    }

    /// A NAK or silence for a client that may not have the address which it wants to extend.
    private func refuseToExtend(
        _ address: IPv4Address, _ exchange: borrowing Exchange, isOwn: Bool, isKnown: Bool, _ decision: inout Decision
    ) -> ReasonCode {
        if !isExtensible(address, exchange, isOwn) {
            if mayBeAnothers(address, exchange) { return .unknownClient }
            return refuse(exchange, .wrongAddress, "\(address) is not your address", &decision)
        }
        if isOwn {
            return plan.reservations.reservation(at: address) == nil
                ? .outsidePools
                : refuse(address, .reservedForOther, exchange, &decision)
        }
        let isOfPool = plan.pool(containing: address) != nil
        let grant = grant(of: address, to: exchange, classIsIgnored: true)
        if !configuration.isAuthoritative, !isOfPool || !isKnown && grant.isGranted { return .unknownClient }
        return refuse(address, grant, exchange, &decision)
    }

    /// Whether another server may lease this address to the client, though the client has or had a lease here: this one
    /// is not authoritative, and has the address neither in a pool nor reserved, nor another reserved for the client.
    private func mayBeAnothers(_ address: IPv4Address, _ exchange: borrowing Exchange) -> Bool {
        !configuration.isAuthoritative && plan.pool(containing: address) == nil
            && plan.reservations.reservation(at: address) == nil && reservedAddress(exchange) == nil
    }

    // MARK: Answers

    /// Leases an address that is free or the client's own; what else the client has on this network is given back.
    ///
    /// With `takesOffer` the client gets what it was offered, and one that asks for no lease time keeps that of its
    /// lease, as its OFFER said (RFC 2131 section 4.3.1).
    mutating func acknowledge(
        _ address: IPv4Address, _ exchange: borrowing Exchange, isRapid: Bool = false, takesOffer: Bool = false,
        _ decision: inout Decision
    ) -> ReasonCode {
        if let membership, !membership.view.hasQuorum {
            return acknowledgeOnPromise(address, membership, exchange, &decision)
        }
        if isBehind, !isBound(address, to: exchange) { return .oldConfiguration }
        guard let subnet = plan.subnet(containing: address) else { return .noSubnet }
        let ownScope = scope(for: exchange, address: address, subnet: subnet)
        var reason = ReasonCode.leased
        var earlierOptions: [UInt8] = []
        var earlierTime: UInt32?
        var offer: HeldOffer?
        let changeCount = decision.changes.count
        if case .own(let row) = standing(of: address, to: exchange) {
            if takesOffer && !isRapid { offer = heldOffer(row, at: exchange.now) }
            if table.rows[Int(row)].state == .bound {
                reason = .renewed
                earlierOptions = table.rows[Int(row)].sentOptions
                if takesOffer { earlierTime = table.rows[Int(row)].time }
            } else if let lease = table.leaseBehindOffer(row), table.rows[Int(lease)].state == .bound,
                table.rows[Int(lease)].address != address
            {
                // The offer may be under the client's other name, and so is the lease then.
                decision.changes.append(end(lease, exchange, isMoved: true))
            }
        } else {
            if !hasBinding(exchange), let limit = limitOfHeld(exchange) { return decision.refuse(for: limit) }
            if takesOffer {
                earlierTime = timeOfLeaseJustEnded(at: address, exchange, within: ownScope.times.offer)
            }
        }
        let scope = offer.map { scopeOfOffer($0.terms, address, subnet, exchange.reservation) } ?? ownScope
        if reason == .leased, !exchange.hasOwnReservation { countLease(exchange) }
        giveBackOthers(than: address, exchange, &decision.changes)
        if decision.changes.count > changeCount { decision.movedFrom = decision.changes.last?.address }
        let askedTime = exchange.request.message.options[.leaseTime] ?? offer?.askedTime
        let time = scope.times.granted(requested: askedTime ?? earlierTime)
        let lease = Lease(
            address: address, client: exchange.client, hardwareAddress: exchange.request.hardwareAddress, state: .bound,
            start: exchange.now, end: exchange.end(after: time),
            sentOptions: exchange.optionsToRemember(
                earlier: earlierOptions, forQueries: !configuration.leaseQueryRequesters.isEmpty),
            lead: membership?.lead(of: time) ?? 0)
        decision.changes.append(set(lease, at: address, hash: exchange.hash))
        let composed = composer.compose(
            .ack, yiaddr: address, to: exchange, from: serverName(exchange, in: subnet), scope: scope,
            offered: offer?.terms, leaseTime: time, isRapid: isRapid, dropped: &decision.droppedOptions)
        decision.answer(.ack, composed.reply, of: address)
        if offer != nil { exchange.recorder?.note(.termsOfOffer) }
        if exchange.isTraced {
            noteLeaseTime(asked: askedTime ?? earlierTime, given: time, scope.times, address, exchange)
            noteOptions(scope, composed.terms, dropped: decision.droppedOptions, exchange)
        }
        // A REQUEST that comes once more gets the same answer.
        if let offer, !offer.terms.areRepeated(in: exchange.request.message, scope: ownScope),
            let row = table.row(at: address, pool: plan.pool(containing: address))
        {
            table.keep(offer.terms, askedTime: offer.askedTime ?? 0, until: offer.end, at: row)
        }
        return reason
    }

    /// What an OFFER said that is held still.
    private struct HeldOffer {
        let terms: OfferTerms
        let askedTime: UInt32?
        let end: UInt32
    }

    /// What the OFFER said of the address in a row, while that is held.
    private func heldOffer(_ row: Int32, at now: UInt32) -> HeldOffer? {
        guard let terms = table.rows[Int(row)].terms, table.rows[Int(row)].isOffered(at: now) else { return nil }
        let askedTime = table.rows[Int(row)].askedTime
        return HeldOffer(terms: terms, askedTime: askedTime == 0 ? nil : askedTime, end: table.rows[Int(row)].termsEnd)
    }

    /// What the client was told in its OFFER; under another configuration since, what clients of its classes are told now.
    private mutating func scopeOfOffer(
        _ terms: OfferTerms, _ address: IPv4Address, _ subnet: Int, _ reservation: PlannedReservation?
    ) -> OptionScope {
        terms.scope ?? scope(at: address, subnet: subnet, classes: terms.classes, reservation: reservation)
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

    /// Ends the client's offers and leases of other addresses of its network, under each of its names.
    mutating func giveBackOthers(
        than address: IPv4Address, _ exchange: borrowing Exchange, _ changes: inout [LeaseChange]
    ) {
        giveBackOthers(than: address, of: exchange.client, hash: exchange.hash, exchange, &changes)
        guard let ownName = exchange.ownName else { return }
        giveBackOthers(than: address, of: ownName, hash: ownName.tableHash, exchange, &changes)
    }

    private mutating func giveBackOthers(
        than address: IPv4Address, of client: ClientIdentity, hash: UInt32, _ exchange: borrowing Exchange,
        _ changes: inout [LeaseChange]
    ) {
        guard let network = exchange.network, var row = table.row(of: client, hash: hash, network: network) else {
            return
        }
        if table.rows[Int(row)].state == .offered {
            let lease = table.leaseBehindOffer(row)
            undo.note(offerAt(row))
            withdraw(row)
            guard lease != nil, let next = table.row(of: client, hash: hash, network: network) else { return }
            row = next
        }
        if table.rows[Int(row)].state == .bound, table.rows[Int(row)].address != address {
            changes.append(end(row, exchange, isMoved: true))
        }
    }

    /// A NAK.
    private func refuse(
        _ exchange: borrowing Exchange, _ reason: ReasonCode, _ text: String, _ decision: inout Decision
    ) -> ReasonCode {
        // What the store holds may be something else by now.
        if let membership, !membership.view.hasQuorum { return .noQuorum }
        // And so may be what is served.
        if isBehind { return .oldConfiguration }
        decision.answer(.nak, composer.refuse(exchange, because: text))
        return reason
    }

    /// A NAK because somebody else has the address, or nobody may.
    private func refuse(
        _ address: IPv4Address, _ claim: DecisionTrace.Standing, _ exchange: borrowing Exchange,
        _ decision: inout Decision
    ) -> ReasonCode {
        claim == .resting
            ? refuse(exchange, .addressResting, "\(address) is not free", &decision)
            : refuse(exchange, .addressTaken, "\(address) is not free", &decision)
    }

    /// A NAK because the configuration does not give the address to the client.
    private func refuse(
        _ address: IPv4Address, _ grant: DecisionTrace.Grant, _ exchange: borrowing Exchange,
        _ decision: inout Decision
    ) -> ReasonCode {
        grant == .reservedForOther
            ? refuse(exchange, .addressReserved, "\(address) is reserved", &decision)
            : refuse(exchange, .notForLease, "\(address) is not for lease to you", &decision)
    }

    /// A NAK because of a policy's word.
    private func refuse(
        _ exchange: borrowing Exchange, _ reason: ReasonCode, _ decision: inout Decision
    ) -> ReasonCode {
        let text = reason == .wrongAddress ? "this is not your address" : "no address is for you here"
        return refuse(exchange, reason, text, &decision)
    }

    /// A NAK for an address of another network, from a server that knows its networks.
    private func refuseForeign(
        _ address: IPv4Address, _ exchange: borrowing Exchange, _ decision: inout Decision
    ) -> ReasonCode {
        configuration.isAuthoritative
            ? refuse(exchange, .wrongNetwork, "\(address) is not on this network", &decision) : .notAuthoritative
    }

    /// Counts a new lease against the limits of its relay and port.
    mutating func countLease(_ exchange: borrowing Exchange) {
        let count = limits.countLease(to: exchange.request, on: link(of: exchange), at: exchange.now)
        if let count { undo.note(.count(count)) }
    }

    // MARK: Questions

    /// What configuration and policy say to a client that asks for an address.
    enum Verdict {
        /// It may have it.
        case granted
        /// The configuration does not give it.
        case denied(DecisionTrace.Grant)
        /// The policy says no.
        case refused(ReasonCode)
    }

    /// What configuration and policy say to a client that asks for an address.
    ///
    /// Without `isProposed` the client should have another address, or none, unless a policy says otherwise.
    private func verdict(
        on address: IPv4Address, _ exchange: borrowing Exchange, isProposed: Bool = true, classIsIgnored: Bool = false
    ) -> Verdict {
        let grant = grant(of: address, to: exchange, classIsIgnored: classIsIgnored)
        if exchange.isTraced { noteAddress(address, .named, grant, exchange) }
        let isAllowed = isProposed && grant.isGranted
        guard let policy = keptPolicy?.policy else { return isAllowed ? .granted : .denied(grant) }
        let isOffered = isAllowed || policy.assignsAddressesOutsidePools && isAssigned(address, exchange)
        let choice = policy.address(for: exchange.request, proposed: isOffered ? address : nil)
        exchange.recorder?.note(.policy(proposed: isOffered ? address : nil, choice))
        switch choice {
        case .accept: return isOffered ? .granted : .denied(grant)
        case .refuse: return .refused(.refusedByPolicy)
        case .use(let chosen):
            guard isAssignable(chosen, exchange) else { return .refused(.refusedByPolicy) }
            // The client begins again, and is offered the other one.
            return chosen == address ? .granted : .refused(.wrongAddress)
        }
    }

    /// Whether the client leases an address outside all pools, and nothing speaks against that.
    private func isAssigned(_ address: IPv4Address, _ exchange: borrowing Exchange) -> Bool {
        guard plan.pool(containing: address) == nil, case .own(let row) = standing(of: address, to: exchange) else {
            return false
        }
        return table.rows[Int(row)].state == .bound && isAssignable(address, exchange)
    }

    /// The limit because of which a client that was offered nothing does not become one with a lease.
    private mutating func limitOfLease(_ exchange: borrowing Exchange) -> DecisionTrace.Limit? {
        if exchange.hasOwnReservation { return nil }
        let limit = limits.limitOfLease(to: exchange.request, on: link(of: exchange), at: exchange.now)
        exchange.recorder?.note(.limit(limit))
        return limit
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
    ///
    /// Of a client that `isMoved` an old REQUEST may have come late, so where leases are promised the address is free when
    /// its promise ends.
    mutating func end(_ row: Int32, _ exchange: borrowing Exchange, isMoved: Bool = false) -> LeaseChange {
        var lease = table.lease(row)
        let promised = lease.promised
        (lease.state, lease.end, lease.lead) = (.released, exchange.now, 0)
        if isMoved, let membership, promised != LeaseTimes.infinite {
            lease.end = max(exchange.now, membership.end(ofPromise: promised))
        }
        return set(lease, at: lease.address)
    }
}

extension Exchange {
    /// Option 50, also when it is `0.0.0.0`: a client that asks for that asks for an address of no network.
    fileprivate var namedAddress: IPv4Address? {
        requestedAddress ?? request.message.options[.requestedAddress]
    }

    /// Option 50 or 54, when it is there and is no address.
    var malformedAddressOption: DHCPOptionCode? {
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
        var codes: [DHCPOptionCode] = [.hostName]
        // A broken option of a relay says nothing.
        if relay != nil { codes.append(.relayAgentInformation) }
        if forQueries {
            codes.insert(.vendorClassIdentifier, at: 1)
            if client.source != .clientIdentifier { codes.insert(.clientIdentifier, at: 2) }
        }
        for code in codes where code != .relayAgentInformation || countsRelayInformation {
            options.withValue(of: code) { value in
                if value.byteCount <= [UInt8].longestValue { writer.copy(code, of: request.message) }
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
