import DHCP

/// How this server names itself in a reply, and from which address the reply comes.
struct ServerName: Hashable, BitwiseCopyable {
    /// Option 54.
    let identifier: IPv4Address
    /// The source of the reply; `0.0.0.0` when the server has no address.
    let source: IPv4Address

    private init(identifier: IPv4Address, source: IPv4Address) {
        self.identifier = identifier
        self.source = source
    }

    /// The name for clients of a subnet: the address that the server has there on the interface by which a message came
    /// (RFC 2131 section 4.1), unless the relay (RFC 5107) or the configuration says another.
    ///
    /// Who wrote to one address alone is answered from that, whatever the name is. A `configured` name that is no address
    /// of the interface is the source only when the interface has none.
    init(
        _ origin: borrowing DHCPOrigin, subnet: IPv4Prefix?, configured: IPv4Address?, byRelay: IPv4Address?
    ) {
        var own = origin.localAddress
        if !origin.localAddresses.isEmpty, let subnet, let there = origin.localAddress(in: subnet) { own = there }
        identifier = byRelay ?? configured ?? own
        if origin.isUnicast {
            source = origin.localAddress
        } else if let configured, own.isAny || origin.isLocal(configured) {
            source = configured
        } else {
            source = own
        }
    }
}

extension ServerName {
    /// The name of another server, in an answer from here.
    func speaking(for other: IPv4Address) -> ServerName { ServerName(identifier: other, source: source) }
}

extension LeaseEngine {
    /// How this server names itself to clients of a subnet, by its number in the plan.
    func serverName(_ exchange: borrowing Exchange, in subnet: Int?) -> ServerName {
        let name =
            subnet == exchange.subnet ? exchange.server : serverName(exchange.request, exchange.relay, in: subnet)
        if exchange.speaksForMember, let named = exchange.namedServer { return name.speaking(for: named) }
        return name
    }

    /// How this server names itself in the answer to a request from a subnet.
    func serverName(_ request: DHCPRequest, _ relay: RelayFacts?, in subnet: Int?) -> ServerName {
        ServerName(
            request.origin, subnet: subnet.map { plan.subnets[$0].prefix }, configured: configuration.identifier,
            byRelay: relay?.serverIdentifier)
    }

    /// Whom the server identifier means: it is this server's, or the one that the relay put in its place (RFC 5107).
    ///
    /// Every address of this host is its name: a client may have got it by another interface, or before the addresses
    /// changed.
    func serverNamed(_ exchange: borrowing Exchange) -> DecisionTrace.ServerNaming {
        let naming = naming(exchange)
        exchange.recorder?.note(.server(exchange.namedServer, naming))
        return naming
    }

    private func naming(_ exchange: borrowing Exchange) -> DecisionTrace.ServerNaming {
        guard let named = exchange.namedServer else { return .none }
        if exchange.speaksForMember { return .formerMember }
        if named == exchange.server.identifier { return .identifier }
        if named == configuration.identifier { return .configured }
        let isOwn = exchange.request.origin.isLocal(named) || configuration.serverAddresses.contains(named)
        return isOwn ? .ownAddress : .other
    }
}
