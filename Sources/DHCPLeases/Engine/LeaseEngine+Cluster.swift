import DHCP

extension LeaseEngine {
    /// Why this server keeps still and leaves a message to others with which it shares the leases; `nil` when it answers.
    ///
    /// A client that names a member that is gone is answered in the name of that one.
    mutating func refusalAsMember(
        _ membership: Membership, _ exchange: inout Exchange, _ type: DHCPMessageType?
    ) -> ReasonCode? {
        switch type {
        case .discover, nil: return membership.view.hasQuorum ? refusalOfTurn(membership, exchange) : .noQuorum
        case .request:
            switch exchange.request.kind {
            case .selecting: return refusalOfSelection(membership, &exchange)
            case .initReboot: return membership.view.hasQuorum ? refusalOfTurn(membership, exchange) : .noQuorum
            case .rebinding: return refusalOfTurn(membership, exchange)
            case .renewing, nil: return nil
            }
        case .inform: return exchange.request.origin.isUnicast ? nil : refusalOfTurn(membership, exchange)
        case .release, .decline:
            if let member = memberNamed(membership, exchange), !member.isAlive {
                exchange.speaksForMember = refusalOfTurn(membership, exchange) == nil
            }
            return nil
        default: return nil
        }
    }

    /// SELECTING: who made the offer answers, and for one that is gone whoever has the client now.
    private mutating func refusalOfSelection(_ membership: Membership, _ exchange: inout Exchange) -> ReasonCode? {
        guard let member = memberNamed(membership, exchange) else { return membership.view.hasQuorum ? nil : .noQuorum }
        let isOwnName = serverNamed(exchange).isThisServer
        // One identifier may be that of all; else a living member answers for itself, and an offer made here is withdrawn.
        if !isOwnName, member.isAlive { return nil }
        guard membership.view.hasQuorum else { return .noQuorum }
        if let refusal = refusalOfTurn(membership, exchange) { return refusal }
        exchange.speaksForMember = !isOwnName
        return nil
    }

    /// The other member that a message names.
    func memberNamed(_ membership: Membership, _ exchange: borrowing Exchange) -> ClusterView.Member? {
        exchange.namedServer.flatMap { membership.other(named: $0) }
    }

    /// Whether another member has this client, and answers it in time.
    private mutating func refusalOfTurn(_ membership: Membership, _ exchange: borrowing Exchange) -> ReasonCode? {
        let name = exchange.ownName ?? exchange.client
        let bucket = name.bucket
        let turn = turn(membership, exchange, bucket, name)
        if exchange.isTraced {
            exchange.recorder?.note(.turn(bucket: bucket, owner: membership.view.owner(of: bucket)?.name, turn))
        }
        return turn == .others ? .otherMember : nil
    }

    private mutating func turn(
        _ membership: Membership, _ exchange: borrowing Exchange, _ bucket: UInt8, _ name: ClientIdentity
    ) -> DecisionTrace.Turn {
        if membership.owns(bucket) { return .own }
        if exchange.request.message.secs >= membership.view.stepInAfter { return .waitedLong }
        let isRepeated = sightings?.isRepeated(
            name.tableHash, in: bucket, xid: exchange.request.xid, at: exchange.now)
        return isRepeated == true ? .askedAgain : .others
    }

    /// REQUEST without a quorum: a lease that is promised for longer than its client knows may be told to go on.
    ///
    /// Nothing is stored, and no promise is made: who can store something gives the address to nobody else until then.
    mutating func acknowledgeOnPromise(
        _ address: IPv4Address, _ membership: Membership, _ exchange: borrowing Exchange, _ decision: inout Decision
    ) -> ReasonCode {
        guard let subnet = plan.subnet(containing: address), case .own(let row) = standing(of: address, to: exchange),
            table.rows[Int(row)].state == .bound,
            let rest = membership.rest(of: table.lease(row).promised, at: exchange.now)
        else { return .noQuorum }
        let scope = scope(for: exchange, address: address, subnet: subnet)
        let askedTime = exchange.request.message.options[.leaseTime]
        let time = min(scope.times.granted(requested: askedTime), rest)
        let composed = composer.compose(
            .ack, yiaddr: address, to: exchange, from: serverName(exchange, in: subnet), scope: scope, leaseTime: time,
            dropped: &decision.droppedOptions)
        decision.answer(.ack, composed.reply, of: address)
        if exchange.isTraced {
            noteLeaseTime(asked: askedTime, given: time, scope.times, address, exchange)
            noteOptions(scope, composed.terms, dropped: decision.droppedOptions, exchange)
        }
        return .renewed
    }

    /// Whether this server serves an older configuration than it should, as a member of a cluster.
    var isBehind: Bool { membership.map { !$0.isConfigurationCurrent } ?? false }

    /// Whether a client has an address, so that it may keep it.
    func isBound(_ address: IPv4Address, to exchange: borrowing Exchange) -> Bool {
        guard case .own(let row) = standing(of: address, to: exchange) else { return false }
        return table.rows[Int(row)].state == .bound
    }

    /// Whether nobody may have the address of an ended lease yet, who is not its client.
    func rests(_ row: Int32, at now: UInt32) -> Bool {
        guard let membership else { return false }
        switch table.rows[Int(row)].state {
        case .released: return !membership.isOver(table.rows[Int(row)].end, at: now)
        // That it ran out, others have found; but what this server makes of the time is not to be trusted.
        case .expired: return !membership.takesOver
        case .unused, .offered, .bound, .declined: return false
        }
    }

    /// The address of a pool whose lease ended long ago: one that this server gives away first, if there is one.
    func lapsedAddress(
        in pool: Int, _ membership: Membership, except excluded: ExcludedAddresses, at now: UInt32
    ) -> (address: IPv4Address, end: UInt32)? {
        let found = table.lapsed.first(in: pool, limit: membership.takesOver ? 64 : 1024) { row in
            let address = table.rows[Int(row)].address
            if excluded.contains(address) || rests(row, at: now) { return nil }
            return membership.prefers(address) ? 1 : 0
        }
        return found.map { (table.rows[Int($0.row)].address, $0.end) }
    }
}

extension Membership {
    /// When it is to be looked again whether a lease is over whose time has come; `nil` when this server ends it now.
    ///
    /// Who has the client ends it, for all.
    func timeToEnd(_ lease: Lease, at time: DHCPInstant) -> UInt32? {
        let now = UInt32(clamping: time.seconds)
        let end = lease.state == .bound ? end(ofPromise: lease.promised) : lease.end
        if end > now { return end }
        if lease.state != .bound, !isOver(end, at: now) { return now + view.skew }
        return takesOver && owns(lease.client.bucket) ? nil : now + Self.pause
    }

    /// After so many seconds it is looked again.
    private static let pause: UInt32 = 30
}
