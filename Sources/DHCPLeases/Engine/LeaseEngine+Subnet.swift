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
        default: return place(of: exchange, type)
        }
    }

    /// The subnet a client is on: what the relay selects (82.5, RFC 3527), what the client selects (118, RFC 3011),
    /// the relay's address, the client's own address when it wrote from that to this server alone, the interface.
    ///
    /// Selections count from relays, and from clients on a link that is trusted.
    func place(of exchange: borrowing Exchange, _ type: DHCPMessageType?) -> Int? {
        let message = exchange.request.message
        if exchange.speaker.mayNamePlace {
            if let selected = exchange.relay?.linkSelection { return plan.subnet(containing: selected) }
            // 0.0.0.0 selects nothing.
            if let selected = message.options[.subnetSelection], !selected.isAny {
                return plan.subnet(containing: selected)
            }
        }
        switch exchange.speaker {
        case .relay(let subnet): return subnet
        case .strangeRelay, .nobody: return nil
        case .client, .trustedClient: break
        }
        let origin = exchange.request.origin
        if !message.ciaddr.isAny, type == .request || type == .inform, origin.isUnicast,
            origin.peer.address == message.ciaddr, let own = plan.subnet(containing: message.ciaddr)
        {
            return own
        }
        return plan.subnet(behind: origin, client: message.ciaddr)
    }

    /// Whether an address belongs to the link of a subnet.
    func isOnNetwork(_ address: IPv4Address, of subnet: Int) -> Bool {
        guard let other = plan.subnet(containing: address) else { return false }
        return plan.subnets[other].network == plan.subnets[subnet].network
    }

    /// The network of an address, by the first address of its first subnet; `nil` when it is in none.
    func network(of address: IPv4Address) -> IPv4Address? {
        plan.subnet(containing: address).map { plan.networkAddresses[plan.subnets[$0].network] }
    }
}
