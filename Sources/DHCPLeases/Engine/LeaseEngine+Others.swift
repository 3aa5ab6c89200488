import DHCP

extension LeaseEngine {
    /// RELEASE: the owner gives its address back (RFC 2131 section 4.3.4).
    mutating func release(_ exchange: borrowing Exchange) -> Decision {
        if let refusal = refusalToChange(exchange) { return refusal }
        guard let row = boundRow(exchange.request.message.ciaddr, exchange) else { return Decision(reason: .notOwner) }
        return Decision(changes: [end(row, exchange)], reason: .released)
    }

    /// DECLINE: the owner found its address in use by somebody else; nobody gets it for a while
    /// (RFC 2131 section 4.3.3).
    mutating func decline(_ exchange: borrowing Exchange) -> Decision {
        if let refusal = refusalToChange(exchange) { return refusal }
        guard let address = exchange.requestedAddress else { return Decision(reason: .noAddress) }
        guard let row = boundRow(address, exchange), let subnet = exchange.subnet else {
            return Decision(reason: .notOwner)
        }
        var lease = table.lease(row)
        lease.state = .declined
        lease.start = exchange.now
        lease.end = exchange.end(after: plan.subnets[subnet].scope.times.decline)
        return Decision(changes: [set(lease, at: address)], reason: .declined)
    }

    /// INFORM: parameters for a client that has an address; no lease and no `yiaddr` (RFC 2131 section 4.3.5).
    mutating func inform(_ exchange: borrowing Exchange) -> Decision {
        let address = exchange.request.message.ciaddr
        guard let subnet = exchange.subnet ?? plan.subnet(containing: address) else {
            return Decision(reason: .noSubnet)
        }
        // The answer goes to `ciaddr`, so that must be an address of the client's link.
        if exchange.request.message.giaddr.isAny && !address.isAny && !isOnNetwork(address, of: subnet) {
            return Decision(reason: .wrongNetwork)
        }
        let isOfSubnet = !address.isAny && isOnNetwork(address, of: subnet)
        let place = isOfSubnet ? plan.subnet(containing: address) ?? subnet : subnet
        let scope = scope(for: exchange, address: isOfSubnet ? address : nil, subnet: place)
        let (reply, dropped) = composer.compose(.ack, yiaddr: .any, to: exchange, scope: scope, leaseTime: nil)
        return Decision(reply: reply, reason: .informed, droppedOptions: dropped)
    }

    /// BOOTP: a client with a reserved address gets it for ever; others are left to other servers
    /// (RFC 1534 section 2).
    mutating func bootp(_ exchange: borrowing Exchange) -> Decision {
        guard let subnet = exchange.subnet else { return Decision(reason: .noSubnet) }
        guard let address = reservedAddress(exchange) else { return Decision(reason: .bootp) }
        let scope = scope(for: exchange, address: address, subnet: plan.subnet(containing: address) ?? subnet)
        let (reply, dropped) = composer.answerBOOTP(exchange, yiaddr: address, scope: scope)
        return Decision(
            reply: reply, changes: bindForEver(address, exchange), reason: .bootpAnswered, droppedOptions: dropped)
    }

    /// Records that a client has an address without an end; nothing when it is recorded already.
    private mutating func bindForEver(_ address: IPv4Address, _ exchange: borrowing Exchange) -> [LeaseChange] {
        if let row = boundRow(address, exchange), table.rows[Int(row)].end == LeaseTimes.infinite { return [] }
        var changes: [LeaseChange] = []
        giveBackOthers(than: address, exchange, &changes)
        let lease = Lease(
            address: address, client: exchange.client, hardwareAddress: exchange.request.hardwareAddress, state: .bound,
            start: exchange.now, end: LeaseTimes.infinite)
        changes.append(set(lease, at: address, hash: exchange.hash))
        return changes
    }

    /// Silence for a RELEASE or DECLINE that does not name this server.
    private func refusalToChange(_ exchange: borrowing Exchange) -> Decision? {
        if namesThisServer(exchange) { return nil }
        return Decision(
            reason: exchange.request.message.options.contains(.serverIdentifier) ? .otherServer : .noServerIdentifier)
    }

    /// The lease of `address` when it is this client's.
    private func boundRow(_ address: IPv4Address, _ exchange: borrowing Exchange) -> Int32? {
        guard case .own(let row) = standing(of: address, to: exchange), table.rows[Int(row)].state == .bound else {
            return nil
        }
        return row
    }
}
