package import DHCP

extension LeaseEngine {
    /// Whether the sender of a message leases an address, or something is reserved for it, where it is or where the address
    /// lies that it names.
    ///
    /// For logs, where such clients have room of their own; who forges their hardware addresses has a part in that.
    package func knows(_ request: DHCPRequest) -> Bool {
        let message = request.message
        let relayed = message.giaddr.isAny ? nil : plan.subnet(relay: message.giaddr)
        let near = message.giaddr.isAny ? link(of: request) : relayed.map { plan.subnets[$0].network } ?? -1
        let named = (message.options[.requestedAddress] ?? message.ciaddr)
        let other = plan.subnet(containing: named).map { plan.subnets[$0].network } ?? -1
        let client = ClientIdentity(message, usesClientIdentifier: configuration.usesClientIdentifiers)
        return [near, other].contains { network in
            guard network >= 0 else { return false }
            if plan.reservations.reservation(for: message, network: network) != nil { return true }
            guard let client, let row = table.row(of: client, hash: client.tableHash, network: network) else {
                return false
            }
            return table.rows[Int(row)].state == .bound || table.leaseBehindOffer(row) != nil
        }
    }
}
