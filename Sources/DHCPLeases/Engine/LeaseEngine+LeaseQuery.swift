import DHCP

extension LeaseEngine {
    /// LEASEQUERY: an access device that lost its memory asks who is behind it (RFC 4388 section 6.4).
    ///
    /// It asks by address (`ciaddr`), by hardware address (`chaddr`) or by client identifier (option 61); replies go to
    /// `giaddr`, which must be among those that may ask.
    func answerQuery(_ exchange: borrowing Exchange) -> Decision {
        let message = exchange.request.message
        guard !message.giaddr.isAny,
            configuration.leaseQueryRequesters.contains(where: { $0.contains(message.giaddr) })
        else { return Decision(reason: .leaseQueryRefused) }
        let byHardware = message.hlen > 0 && !message.hardwareAddress.isZero
        switch (!message.ciaddr.isAny, byHardware, message.options[raw: .clientIdentifier]) {
        case (true, false, nil): return answerQuery(of: message.ciaddr, exchange)
        case (false, true, nil):
            let rows = table.rows(of: message.hardwareAddress).filter { isBound($0, at: exchange.now) }
            return answerQuery(of: rows, exchange)
        case (false, _, let identifier?):
            return answerQuery(of: rows(of: ClientIdentity(clientIdentifier: identifier), at: exchange.now), exchange)
        default: return Decision(reason: .leaseQueryRefused)
        }
    }

    private func answerQuery(of address: IPv4Address, _ exchange: borrowing Exchange) -> Decision {
        let pool = plan.pool(containing: address)
        guard pool != nil || plan.reservations.reservation(at: address) != nil else {
            return query(.leaseUnknown, exchange, address)
        }
        guard let row = table.row(at: address, pool: pool), isBound(row, at: exchange.now) else {
            return query(.leaseUnassigned, exchange, address)
        }
        return active([row], exchange)
    }

    private func answerQuery(of rows: [Int32], _ exchange: borrowing Exchange) -> Decision {
        rows.isEmpty ? query(.leaseUnknown, exchange, .any) : active(rows, exchange)
    }

    /// The client's leases in all networks.
    private func rows(of client: ClientIdentity?, at now: UInt32) -> [Int32] {
        guard let client else { return [] }
        let hash = client.tableHash
        return plan.networkPools.indices.compactMap { network in
            table.row(of: client, hash: hash, network: network).flatMap { isBound($0, at: now) ? $0 : nil }
        }
    }

    /// Tells of the lease that was given last, and names the others.
    private func active(_ rows: [Int32], _ exchange: borrowing Exchange) -> Decision {
        let leases = rows.map { table.lease($0) }.sorted { ($0.start, $0.address) > ($1.start, $1.address) }
        guard let lease = leases.first else { return query(.leaseUnknown, exchange, .any) }
        var options = DHCPOptions()
        options[.leaseTime] = lease.end == LeaseTimes.infinite ? lease.end : lease.end - min(exchange.now, lease.end)
        options[.clientLastTransactionTime] = exchange.now - min(lease.start, exchange.now)
        if leases.count > 1 { options[.associatedAddress] = leases.map(\.address) }
        if lease.client.source == .clientIdentifier { options[raw: .clientIdentifier] = lease.client.octets }
        options[raw: .relayAgentInformation] = lease.relayAgentInformation
        var decision = query(.leaseActive, exchange, lease.address, options: options)
        decision.reply?.message.hardwareAddress = lease.hardwareAddress
        return decision
    }

    private func query(
        _ type: DHCPMessageType, _ exchange: borrowing Exchange, _ ciaddr: IPv4Address,
        options: DHCPOptions = DHCPOptions()
    ) -> Decision {
        Decision(
            reply: composer.answerQuery(type, exchange, ciaddr: ciaddr, options: options), reason: .leaseQueryAnswered)
    }

    private func isBound(_ row: Int32, at now: UInt32) -> Bool {
        let entry = table.rows[Int(row)]
        return entry.state == .bound && entry.end > now
    }
}
