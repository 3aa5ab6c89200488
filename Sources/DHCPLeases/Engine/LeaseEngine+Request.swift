import DHCP

extension LeaseEngine {
    /// REQUEST, in the state in which the client sent it (RFC 2131 section 4.3.2).
    mutating func request(_ exchange: Exchange) -> Decision {
        guard let kind = exchange.request.kind else { return Decision(reason: .noAddress) }
        switch kind {
        case .selecting: return select(exchange)
        case .initReboot: return confirm(exchange)
        case .renewing, .rebinding: return extend(exchange, kind: kind)
        }
    }

    /// SELECTING: the client takes an offer, this server's or another's.
    private mutating func select(_ exchange: Exchange) -> Decision {
        let index = subnet(of: exchange)
        let network = index.map { plan.subnets[$0].network }
        let row = network.flatMap { table.row(of: exchange.client, network: $0) }
        guard namesThisServer(exchange) else {
            if let row, table.rows[Int(row)].state == .offered { table.withdrawOffer(row) }
            return Decision(reason: .otherServer)
        }
        guard let index, let network else { return Decision(reason: .noSubnet) }
        guard let address = exchange.requestedAddress else { return Decision(reason: .noAddress) }
        if let row, holds(row, address) { return acknowledge(address, exchange) }
        if isFree(address, network: network, for: exchange) { return acknowledge(address, exchange) }
        return isOnNetwork(address, of: index)
            ? refuse(exchange, .addressTaken, "\(address) is not free")
            : refuse(exchange, .wrongNetwork, "\(address) is not on this network")
    }

    /// INIT-REBOOT: the client remembers an address.
    ///
    /// Of a client it does not know the server says nothing: another server may know it (RFC 2131 section 4.3.2).
    private mutating func confirm(_ exchange: Exchange) -> Decision {
        guard let index = subnet(of: exchange) else { return Decision(reason: .noSubnet) }
        guard let address = exchange.requestedAddress else { return Decision(reason: .noAddress) }
        guard isOnNetwork(address, of: index) else {
            return configuration.isAuthoritative
                ? refuse(exchange, .wrongNetwork, "\(address) is not on this network")
                : Decision(reason: .wrongNetwork)
        }
        guard let row = table.row(of: exchange.client, network: plan.subnets[index].network) else {
            return Decision(reason: .unknownClient)
        }
        if table.rows[Int(row)].address == address {
            if isStillLeasable(row) { return acknowledge(address, exchange) }
            return refuse(exchange, .addressTaken, "\(address) is not free")
        }
        return refuse(exchange, .wrongAddress, "\(address) is not your address")
    }

    /// RENEWING and REBINDING: the client wants more time.
    ///
    /// A client that writes to this server alone got its address here, so a free address is leased to it again even
    /// when its lease is not known any more. What is broadcast may be another server's.
    private mutating func extend(_ exchange: Exchange, kind: RequestKind) -> Decision {
        // Some clients name their server when they renew, which they must not.
        if exchange.message.options.contains(.serverIdentifier) && !namesThisServer(exchange) {
            return Decision(reason: .otherServer)
        }
        let address = exchange.message.ciaddr
        guard let index = subnet(of: exchange) ?? (kind == .renewing ? nil : plan.subnet(containing: address)) else {
            return Decision(reason: .noSubnet)
        }
        guard isOnNetwork(address, of: index) else {
            return configuration.isAuthoritative
                ? refuse(exchange, .wrongNetwork, "\(address) is not on this network")
                : Decision(reason: .wrongNetwork)
        }
        let network = plan.subnets[index].network
        let row = table.row(of: exchange.client, network: network)
        if let row, table.rows[Int(row)].address == address, isStillLeasable(row) {
            return acknowledge(address, exchange)
        }
        let isFree = isFree(address, network: network, for: exchange)
        if isFree && (kind == .renewing || row != nil) { return acknowledge(address, exchange) }
        if isFree || plan.pool(containing: address) == nil && !configuration.isAuthoritative {
            return Decision(reason: .unknownClient)
        }
        return refuse(exchange, .addressTaken, "\(address) is not yours")
    }

    // MARK: Answers

    /// Leases an address that is free or the client's own; what else the client has on this network is given back.
    private mutating func acknowledge(_ address: IPv4Address, _ exchange: Exchange) -> Decision {
        guard let index = plan.subnet(containing: address) else { return Decision(reason: .noSubnet) }
        let subnet = plan.subnets[index]
        var changes: [LeaseChange] = []
        var isRenewal = false
        if let row = table.row(of: exchange.client, network: subnet.network) {
            let entry = table.rows[Int(row)]
            isRenewal = entry.state == .bound && entry.address == address
            if entry.address != address {
                switch entry.state {
                case .offered: table.withdrawOffer(row)
                case .bound: changes.append(end(row, exchange))
                case .released, .expired, .declined, .unused: break
                }
            }
        }
        let time = subnet.times.granted(requested: exchange.message.options[.leaseTime])
        let lease = Lease(
            address: address, client: exchange.client, hardwareAddress: exchange.message.hardwareAddress,
            state: .bound, start: exchange.now, end: exchange.end(after: time))
        changes.append(set(lease, at: address))
        return answer(.ack, address, exchange, changes: changes, reason: isRenewal ? .renewed : .leased)
    }

    private func refuse(_ exchange: Exchange, _ reason: ReasonCode, _ text: String) -> Decision {
        Decision(reply: exchange.composer.refuse(because: text), reason: reason)
    }

    // MARK: Questions

    /// Whether the server identifier is this server's.
    func namesThisServer(_ exchange: Exchange) -> Bool {
        guard let named = exchange.message.options[.serverIdentifier] else { return false }
        return named == exchange.composer.serverIdentifier || named == exchange.request.origin.localAddress
            || configuration.serverAddresses.contains(named)
    }

    /// Whether the client of a row was offered or leased `address` by it.
    private func holds(_ row: Int32, _ address: IPv4Address) -> Bool {
        let entry = table.rows[Int(row)]
        return entry.address == address && (entry.state == .offered || entry.state == .bound) && table.isLeasable(row)
    }

    /// Whether an address belongs to the link of a subnet.
    func isOnNetwork(_ address: IPv4Address, of subnet: Int) -> Bool {
        guard let other = plan.subnet(containing: address) else { return false }
        return plan.subnets[other].network == plan.subnets[subnet].network
    }

    /// Ends the lease of a row because its client has no use for it any more.
    mutating func end(_ row: Int32, _ exchange: Exchange) -> LeaseChange {
        var lease = table.lease(row)
        lease.state = .released
        lease.end = exchange.now
        return set(lease, at: lease.address)
    }
}
