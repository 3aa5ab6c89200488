import DHCP

/// Who sent a message, and so for whom it speaks.
enum Speaker {
    /// Somebody on a link of this server, who speaks for itself alone.
    case client
    /// Somebody on a link whose equipment is trusted to say where a client is (``LeaseConfiguration/trustedInterfaces``).
    case trustedClient
    /// A relay that the configuration knows, with the subnet that its address means.
    case relay(subnet: Int)
    /// A relay that it does not know, and that sends from the address at which it is answered.
    case strangeRelay
    /// Whoever names a relay that is not known and is not the sender: an answer would go to somebody who did not ask.
    case nobody

    /// Whether options 118 and 82.5 say where the client is, and 82.11 what the server is called.
    var mayNamePlace: Bool {
        switch self {
        case .client, .nobody: false
        case .trustedClient, .relay, .strangeRelay: true
        }
    }

    /// Whether the configuration knows where answers go: a small answer is enough for whom it does not know.
    var isKnown: Bool {
        switch self {
        case .client, .trustedClient, .relay: true
        case .strangeRelay, .nobody: false
        }
    }
}

extension LeaseEngine {
    /// Who sent a message, by its `giaddr`, its source and the interface it came in by.
    func speaker(of request: DHCPRequest) -> Speaker {
        let relay = request.message.giaddr
        if relay.isAny {
            let trusted = configuration.trustedInterfaces
            return !trusted.isEmpty && trusted.contains(request.origin.interface) ? .trustedClient : .client
        }
        if plan.isEdge(relay) { return .nobody }
        if let subnet = plan.subnet(relay: relay) { return .relay(subnet: subnet) }
        return relay.isUsableByHost && relay == request.origin.peer.address ? .strangeRelay : .nobody
    }

    /// Why nothing is said to whoever names a relay that is not known, when no policy knows it either; `nil` for others.
    func refusalOfRelay(_ exchange: borrowing Exchange, _ type: DHCPMessageType?) -> ReasonCode? {
        guard case .nobody = exchange.speaker, exchange.subnet == nil, type != .leaseQuery else { return nil }
        let message = exchange.request.message
        guard message.giaddr.isUsableByHost, !plan.isEdge(message.giaddr) else { return .noSubnet }
        let namesPlace =
            message.options.contains(.subnetSelection) || RelayFacts(message)?.linkSelection != nil || type == .inform
        return namesPlace ? .unknownRelay : .noSubnet
    }

    /// Whether the answer would go to an address (`ciaddr`) that is neither the sender's nor of its link.
    ///
    /// Clients that renew get a NAK instead, which goes to the link, and INFORM is judged by itself.
    func isAnsweredElsewhere(_ exchange: borrowing Exchange, _ type: DHCPMessageType?) -> Bool {
        let message = exchange.request.message
        guard !message.ciaddr.isAny, message.giaddr.isAny, message.ciaddr != exchange.request.origin.peer.address,
            let subnet = exchange.subnet
        else { return false }
        let isAnsweredThere = type == .discover || type == nil || exchange.request.kind == .selecting
        return isAnsweredThere && !isOnNetwork(message.ciaddr, of: subnet)
    }

    /// Why a RELEASE does not count: it comes neither from the address nor from a relay of its link.
    func refusalToRelease(_ exchange: borrowing Exchange) -> ReasonCode? {
        let message = exchange.request.message
        if message.giaddr.isAny {
            return exchange.request.origin.peer.address == message.ciaddr ? nil : .notFromAddress
        }
        return refusalFromOtherLink(exchange)
    }

    /// Why a RELEASE or DECLINE does not count that comes from another link than that of the address.
    func refusalFromOtherLink(_ exchange: borrowing Exchange) -> ReasonCode? {
        if !exchange.speaker.isKnown { return .unknownRelay }
        guard let subnet = subnetOfClient(exchange, nil), plan.subnets[subnet].network == exchange.network else {
            return .notOnLink
        }
        return nil
    }

    /// The link on which limits count a client that came by no relay; not looked up when nothing is counted there.
    func link(of exchange: borrowing Exchange) -> Int {
        limits.countsSenders || exchange.request.message.messageType == .decline ? link(of: exchange.request) : -1
    }

    /// The link of the interface by which a message came, or -1.
    func link(of request: DHCPRequest) -> Int {
        let origin = request.origin
        return plan.subnet(behind: origin, client: .any).map { plan.subnets[$0].network }
            ?? -1
    }

    /// Whether the client is where it selects to be (RFC 3011): one that may not select is told so by an answer without
    /// option 118, unless it selects the link that it is on.
    func isSelectionKept(_ exchange: borrowing Exchange) -> Bool {
        guard case .client = exchange.speaker,
            let selected = exchange.request.message.options[.subnetSelection], !selected.isAny
        else { return true }
        return exchange.subnet.map { isOnNetwork(selected, of: $0) } ?? false
    }

    /// Whether what stands in option 82 was said where the client is.
    ///
    /// Many switches add circuit and remote identifier without being a relay, so they count from a client, too: for the
    /// subnets of the link on which it was heard.
    func countsRelayInformation(_ exchange: borrowing Exchange) -> Bool {
        guard exchange.relay != nil, case .client = exchange.speaker else { return true }
        return exchange.network == link(of: exchange.request)
    }
}
