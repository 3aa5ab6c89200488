import DHCP

extension LeaseEngine {
    /// RELEASE: the owner gives its address back (RFC 2131 section 4.3.4).
    mutating func release(_ exchange: Exchange) -> Decision {
        if let refusal = refusalToChange(exchange) { return refusal }
        guard let row = boundRow(exchange.message.ciaddr, exchange) else { return Decision(reason: .notOwner) }
        return Decision(changes: [end(row, exchange)], reason: .released)
    }

    /// DECLINE: the owner found its address in use by somebody else; nobody gets it for a while
    /// (RFC 2131 section 4.3.3).
    mutating func decline(_ exchange: Exchange) -> Decision {
        if let refusal = refusalToChange(exchange) { return refusal }
        guard let address = exchange.requestedAddress else { return Decision(reason: .noAddress) }
        guard let row = boundRow(address, exchange), let index = plan.subnet(containing: address) else {
            return Decision(reason: .notOwner)
        }
        var lease = table.lease(row)
        lease.state = .declined
        lease.start = exchange.now
        lease.end = exchange.end(after: plan.subnets[index].times.decline)
        return Decision(changes: [set(lease, at: address)], reason: .declined)
    }

    /// INFORM: parameters for a client that has an address; no lease and no `yiaddr` (RFC 2131 section 4.3.5).
    func inform(_ exchange: Exchange) -> Decision {
        let byAddress = plan.subnet(containing: exchange.message.ciaddr)
        guard let index = subnet(of: exchange) ?? byAddress else { return Decision(reason: .noSubnet) }
        // The answer goes to `ciaddr`, so that must be an address of the client's link.
        if exchange.message.giaddr.isAny && !exchange.message.ciaddr.isAny
            && !isOnNetwork(exchange.message.ciaddr, of: index)
        {
            return Decision(reason: .wrongNetwork)
        }
        let (reply, dropped) = exchange.composer.compose(.ack, yiaddr: .any, subnet: plan.subnets[index], term: nil)
        return Decision(reply: reply, reason: .informed, droppedOptions: dropped)
    }

    /// Silence for a RELEASE or DECLINE that does not name this server.
    private func refusalToChange(_ exchange: Exchange) -> Decision? {
        if namesThisServer(exchange) { return nil }
        return Decision(
            reason: exchange.message.options.contains(.serverIdentifier) ? .otherServer : .noServerIdentifier)
    }

    /// The lease of `address` when it is this client's.
    private func boundRow(_ address: IPv4Address, _ exchange: Exchange) -> Int32? {
        guard let row = table.row(at: address, pool: plan.pool(containing: address)) else { return nil }
        let entry = table.rows[Int(row)]
        return entry.state == .bound && entry.client == exchange.client ? row : nil
    }
}
