import DHCP

extension LeaseEngine {
    /// The subnet a message is about.
    ///
    /// A client that gives an address up names it; all others are where they are, and one that extends its lease
    /// through a relay of another subnet is where its address is.
    func subnet(of exchange: borrowing Exchange, _ type: DHCPMessageType?) -> Int? {
        let message = exchange.request.message
        switch type {
        case .release: return plan.subnet(containing: message.ciaddr)
        case .decline: return exchange.requestedAddress.flatMap { plan.subnet(containing: $0) }
        default: return place(of: exchange)
        }
    }

    /// The subnet a client is on: what the relay selects (82.5, RFC 3527), what the client selects (118, RFC 3011),
    /// the relay's address, the client's own address when it wrote to this server alone, the interface.
    ///
    /// `nil` also when the reply would go to an address that no relay can have.
    private func place(of exchange: borrowing Exchange) -> Int? {
        let message = exchange.request.message
        let isRelayable = !message.giaddr.isAny && !plan.isEdge(message.giaddr)
        let relayed = isRelayable ? plan.subnet(relay: message.giaddr) : nil
        if message.giaddr.isAny || relayed != nil || isRelayable && message.giaddr.isUsableByHost {
            if let selected = exchange.relay?.linkSelection { return plan.subnet(containing: selected) }
            // 0.0.0.0 selects nothing.
            if let selected = message.options[.subnetSelection], !selected.isAny {
                return plan.subnet(containing: selected)
            }
        }
        if !message.giaddr.isAny { return relayed }
        let origin = exchange.request.origin
        if !message.ciaddr.isAny, origin.isUnicast, let own = plan.subnet(containing: message.ciaddr) { return own }
        return plan.subnet(interface: origin.interface, address: origin.localAddress)
    }

    /// Whether an address belongs to the link of a subnet.
    func isOnNetwork(_ address: IPv4Address, of subnet: Int) -> Bool {
        guard let other = plan.subnet(containing: address) else { return false }
        return plan.subnets[other].network == plan.subnets[subnet].network
    }
}
