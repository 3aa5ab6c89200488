package import DHCP

extension LeaseEngine {
    /// The subnet a message is about.
    ///
    /// A client that gives an address up names it; all others are where they are, and one that extends its lease
    /// through a relay of another subnet is where its address is.
    func subnet(of exchange: borrowing Exchange, _ type: DHCPMessageType?) -> Int? {
        let message = exchange.request.message
        switch type {
        case .release: return subnet(containing: message.ciaddr, .addressGivenUp, exchange)
        case .decline: return exchange.requestedAddress.flatMap { subnet(containing: $0, .addressGivenUp, exchange) }
        default: return subnetOfClient(exchange, type)
        }
    }

    /// The subnet a client is on: what the relay selects (82.5, RFC 3527), what the client selects (118, RFC 3011),
    /// the relay's address, the client's own address when it wrote from that to this server alone, the interface.
    ///
    /// Selections count from relays, and from clients on a link that is trusted.
    func subnetOfClient(_ exchange: borrowing Exchange, _ type: DHCPMessageType?) -> Int? {
        let message = exchange.request.message
        if exchange.speaker.mayNamePlace {
            if let selected = exchange.relay?.linkSelection {
                return subnet(containing: selected, .linkSelection, exchange)
            }
            // 0.0.0.0 selects nothing.
            if let selected = message.options[.subnetSelection], !selected.isAny {
                return subnet(containing: selected, .subnetSelection, exchange)
            }
        }
        switch exchange.speaker {
        case .relay(let subnet): return told(.relay, message.giaddr, subnet, exchange)
        case .strangeRelay, .nobody: return told(.relay, message.giaddr, nil, exchange)
        case .client, .trustedClient: break
        }
        let origin = exchange.request.origin
        if !message.ciaddr.isAny, type == .request || type == .inform, origin.isUnicast,
            origin.peer.address == message.ciaddr, let own = subnet(containing: message.ciaddr, .ownAddress, exchange)
        {
            return own
        }
        return told(.interface, origin.localAddress, plan.subnet(behind: origin, client: message.ciaddr), exchange)
    }

    private func subnet(
        containing address: IPv4Address, _ source: DecisionTrace.SubnetSource, _ exchange: borrowing Exchange
    ) -> Int? {
        told(source, address, plan.subnet(containing: address), exchange)
    }

    /// The subnet, which is written down with what told of it.
    @inline(__always)
    private func told(
        _ source: DecisionTrace.SubnetSource, _ address: IPv4Address, _ subnet: Int?, _ exchange: borrowing Exchange
    ) -> Int? {
        if exchange.isTraced {
            exchange.recorder?.note(.subnet(source, address, subnet.map { plan.subnets[$0].prefix }))
        }
        return subnet
    }

    /// Whether an address belongs to the link of a subnet.
    func isOnNetwork(_ address: IPv4Address, of subnet: Int) -> Bool {
        guard let other = plan.subnet(containing: address) else { return false }
        return plan.subnets[other].network == plan.subnets[subnet].network
    }

    /// The network of an address, by the first address of its first subnet; `nil` when it is in none.
    package func network(of address: IPv4Address) -> IPv4Address? {
        plan.subnet(containing: address).map { plan.networkAddresses[plan.subnets[$0].network] }
    }
}
