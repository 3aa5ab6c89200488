import DHCP

extension LeaseEngine {
    /// The subnet a client is on: what the relay or the client itself selects (118, RFC 3011), the relay's address,
    /// the client's own address when it wrote to this server alone, the interface.
    func subnet(of exchange: Exchange) -> Int? {
        let message = exchange.message
        let relayed = message.giaddr.isAny ? nil : plan.subnet(relay: message.giaddr)
        // Replies go to the relay's address, so it must be one that is known, whatever else selects the subnet.
        if !message.giaddr.isAny && relayed == nil { return nil }
        if let selected = message.options[.subnetSelection] { return plan.subnet(containing: selected) }
        if let relayed { return relayed }
        let origin = exchange.request.origin
        if !message.ciaddr.isAny && origin.isUnicast { return plan.subnet(containing: message.ciaddr) }
        return plan.subnet(interface: origin.interface, address: origin.localAddress)
    }

    /// DISCOVER: offers an address and holds it for a while (RFC 2131 section 4.3.1).
    mutating func discover(_ exchange: Exchange) -> Decision {
        guard let index = subnet(of: exchange) else { return Decision(reason: .noSubnet) }
        let network = plan.subnets[index].network
        var current = table.row(of: exchange.client, network: network)
        if let row = current, !isStillLeasable(row) { current = nil }
        if let row = current, table.rows[Int(row)].state == .bound {
            return offer(table.rows[Int(row)].address, exchange)
        }
        let end = exchange.end(after: plan.subnets[index].times.offer)
        if let row = current, table.rows[Int(row)].state == .offered {
            table.prolongOffer(row, until: end)
            return offer(table.rows[Int(row)].address, exchange)
        }
        let earlier = current.map { table.rows[Int($0)].address }
        guard let address = choose(earlier: earlier, exchange, subnet: index), let pool = plan.pool(containing: address)
        else {
            return Decision(reason: .poolExhausted)
        }
        table.offer(
            address, pool: pool, network: network, to: exchange.client,
            hardwareAddress: exchange.message.hardwareAddress, until: end)
        return offer(address, exchange)
    }

    /// The address for a client that has none (RFC 2131 section 4.3.1): its earlier one, the one it asks for, one that
    /// was never used, the one that lapsed longest ago.
    private func choose(earlier: IPv4Address?, _ exchange: Exchange, subnet: Int) -> IPv4Address? {
        let network = plan.subnets[subnet].network
        for candidate in [earlier, exchange.requestedAddress] {
            if let candidate, isFree(candidate, network: network, for: exchange) { return candidate }
        }
        let excluded = [exchange.request.origin.localAddress, exchange.message.giaddr]
        let pools = plan.networkPools[network]
        // The pools of the client's own subnet come before those of others on the same link.
        for isOwnSubnet in [true, false] {
            for pool in pools where (plan.pools[pool].subnet == subnet) == isOwnSubnet {
                if let address = table.firstNeverUsed(in: pool, except: excluded) { return address }
            }
        }
        let lapsed = pools.compactMap { table.longestLapsed(in: $0, except: excluded) }
        return lapsed.min { $0.end < $1.end }?.address
    }

    /// Whether an address of the network may be given to a client that does not hold it.
    func isFree(_ address: IPv4Address, network: Int, for exchange: Exchange) -> Bool {
        guard let pool = plan.pool(containing: address), plan.subnets[plan.pools[pool].subnet].network == network,
            address != exchange.request.origin.localAddress, address != exchange.message.giaddr
        else { return false }
        return table.availability(of: address, pool: pool) == .free
    }

    /// Whether the address of a row is in a pool, and nobody else was offered it.
    func isStillLeasable(_ row: Int32) -> Bool {
        table.isLeasable(row) && table.isOnTop(row)
    }

    private func offer(_ address: IPv4Address, _ exchange: Exchange) -> Decision {
        answer(.offer, address, exchange, changes: [], reason: .offered)
    }

    /// An OFFER or ACK of an address.
    func answer(
        _ type: DHCPMessageType, _ address: IPv4Address, _ exchange: Exchange, changes: [LeaseChange],
        reason: ReasonCode
    ) -> Decision {
        guard let index = plan.subnet(containing: address) else { return Decision(reason: .noSubnet) }
        let subnet = plan.subnets[index]
        let lease = subnet.times.granted(requested: exchange.message.options[.leaseTime])
        let (reply, dropped) = exchange.composer.compose(
            type, yiaddr: address, subnet: subnet, term: .init(lease: lease, times: subnet.times))
        return Decision(reply: reply, changes: changes, reason: reason, droppedOptions: dropped)
    }
}
