import DHCP

extension LeaseEngine {
    /// How an address stands to the client of a message.
    enum Standing {
        /// Nobody has it.
        case free
        /// The client was offered it or leases it, in this row.
        case own(Int32)
        /// Somebody else leases it or was offered it, or it rests.
        case others(DecisionTrace.Standing)
    }

    /// How an address stands to a client, whether or not it may have it.
    func standing(of address: IPv4Address, to exchange: borrowing Exchange) -> Standing {
        guard let row = table.row(at: address, pool: plan.pool(containing: address)) else { return .free }
        guard table.isTaken(row) else {
            return rests(row, at: exchange.now) && !isOwn(row, exchange) ? .others(.leased) : .free
        }
        switch table.rows[Int(row)].state {
        case .declined: return .others(.resting)
        case .offered: return isOwn(row, exchange) ? .own(row) : .others(.offered)
        default: return isOwn(row, exchange) ? .own(row) : .others(.leased)
        }
    }

    /// Whether a row is the client's, under the name of its reservation or under its own.
    func isOwn(_ row: Int32, _ exchange: borrowing Exchange) -> Bool {
        if table.rows[Int(row)].client == exchange.client { return true }
        if let name = exchange.ownName, table.rows[Int(row)].client == name { return true }
        return isSameMachine(row, exchange)
    }

    /// Whether a client sends a client identifier in some messages and leaves it out in others.
    ///
    /// It must not (RFC 2131 section 4.2), but some do. Who names an address and has the hardware address of its
    /// holder is the holder, unless both have client identifiers that differ.
    private func isSameMachine(_ row: Int32, _ exchange: borrowing Exchange) -> Bool {
        let hardware = exchange.request.hardwareAddress
        let holder = table.rows[Int(row)]
        guard holder.hardwareAddress == hardware, hardware.count > 0, !hardware.isZero else { return false }
        let name = exchange.ownName ?? exchange.client
        return name.source == .hardwareAddress && holder.client.source == .clientIdentifier
            || name.source == .clientIdentifier && holder.client.source == .hardwareAddress
    }

    /// The row that a client without a row of its own left on its network when it called itself otherwise: without a
    /// client identifier, or with one.
    ///
    /// Firmware, installer and system of one machine follow one another so, and need not have an address each.
    func rowUnderOtherName(_ exchange: borrowing Exchange) -> Int32? {
        let hardware = exchange.request.hardwareAddress
        guard let network = exchange.network, hardware.count > 0, !hardware.isZero else { return nil }
        switch (exchange.ownName ?? exchange.client).source {
        case .clientIdentifier:
            let plain = ClientIdentity(hardware)
            return table.row(of: plain, hash: plain.tableHash, network: network)
        case .hardwareAddress: return table.row(ofMachine: hardware, network: network)
        case .circuitIdentifier, .remoteIdentifier: return nil
        }
    }

    /// The message as the client's relay would pass it on; `nil` when it is so already, or no relay is known.
    ///
    /// A client that renews or gives back writes to the server alone, past the relay, so nothing in the message says at
    /// which port the client is. Its lease remembers what the relay said last. What such a client says itself of its port
    /// is left out.
    func messageAsRelayed(_ exchange: borrowing Exchange) -> DHCPMessage? {
        let information = relayInformationOfLease(exchange)
        if information == nil && exchange.countsRelayInformation { return nil }
        var message = exchange.request.message
        message.options[raw: .relayAgentInformation] = information
        return message
    }

    private func relayInformationOfLease(_ exchange: borrowing Exchange) -> [UInt8]? {
        let address = exchange.request.message.ciaddr
        guard !address.isAny, exchange.request.message.giaddr.isAny,
            !plan.classes.isEmpty || plan.reservations.nameRelays,
            !exchange.countsRelayInformation || !exchange.request.message.options.contains(.relayAgentInformation),
            let row = table.row(at: address, pool: plan.pool(containing: address)),
            table.rows[Int(row)].state == .bound,
            table.rows[Int(row)].hardwareAddress == exchange.request.hardwareAddress
        else { return nil }
        return table.lease(row).relayAgentInformation
    }

    /// The client's offer on its network, else its latest lease there; under the client's own name when only that has
    /// one that is not over.
    func row(of exchange: borrowing Exchange) -> Int32? {
        guard let network = exchange.network else { return nil }
        let named = table.row(of: exchange.client, hash: exchange.hash, network: network)
        guard let ownName = exchange.ownName else { return named }
        if let named, table.isTaken(named) { return named }
        let own = table.row(of: ownName, hash: ownName.tableHash, network: network)
        if let own, table.isTaken(own) { return own }
        return named ?? own
    }

    /// Whether a client may have an address of its network, when nobody else has it.
    ///
    /// Reserved addresses are their client's alone; the others must be in a pool that admits the client's classes. A
    /// client that extends its lease may leave out what put it into a class, so then the class `isIgnored`.
    func grant(
        of address: IPv4Address, to exchange: borrowing Exchange, classIsIgnored: Bool = false
    ) -> DecisionTrace.Grant {
        if let reservation = plan.reservations.reservation(at: address) {
            if reservation !== exchange.reservation { return .reservedForOther }
            return plan.forbidden.contains(address) ? .neverLeased : .reserved
        }
        guard let pool = plan.pool(containing: address) else { return .outsidePools }
        if plan.subnets[plan.pools[pool].subnet].network != exchange.network { return .otherNetwork }
        if !table.isOpen(address, pool: pool) { return .neverLeased }
        if isNeighbour(address, exchange) { return .onTheWay }
        return classIsIgnored || plan.pools[pool].admits(exchange) ? .pooled : .otherClients
    }

    /// Whether an address is this server's or the relay's on the way of this message.
    func isNeighbour(_ address: IPv4Address, _ exchange: borrowing Exchange) -> Bool {
        exchange.request.origin.isLocal(address) || address == exchange.request.message.giaddr
    }

    /// The address that is reserved for the client, unless somebody else still has it.
    func reservedAddress(_ exchange: borrowing Exchange) -> IPv4Address? {
        guard let address = exchange.reservation?.address else { return nil }
        let grant = grant(of: address, to: exchange)
        if exchange.isTraced { noteAddress(address, .reserved, grant, exchange) }
        guard grant.isGranted else { return nil }
        if case .others = standing(of: address, to: exchange) { return nil }
        return address
    }

    /// Whether an address is on the client's network, and of no use to the network itself or reserved for somebody else:
    /// what a policy may choose, when nobody else has it.
    func assignment(of address: IPv4Address, to exchange: borrowing Exchange) -> DecisionTrace.Grant {
        guard address.isUsableByHost else { return .impossible }
        guard let subnet = exchange.subnet, isOnNetwork(address, of: subnet) else { return .otherNetwork }
        if plan.forbidden.contains(address) { return .neverLeased }
        if isNeighbour(address, exchange) { return .onTheWay }
        if let reservation = plan.reservations.reservation(at: address), reservation !== exchange.reservation {
            return .reservedForOther
        }
        return .assignable
    }

    /// Whether a policy may give an address to the client.
    func isAssignable(_ address: IPv4Address, _ exchange: borrowing Exchange) -> Bool {
        let grant = assignment(of: address, to: exchange)
        if exchange.isTraced { noteAddress(address, .policy, grant, exchange) }
        guard grant.isGranted else { return false }
        if case .others = standing(of: address, to: exchange) { return false }
        return true
    }
}
