import DHCP
import DHCPLeases

/// Who believes to have which address until when, as far as clients were told.
struct Checker {
    private var holders: [IPv4Address: (client: Int, end: Int64)] = [:]

    /// A client was told that it has an address; who has it besides, if somebody does.
    mutating func begin(of address: IPv4Address, for client: Int, until end: Int64, at now: Int64) -> Int? {
        let other = holders[address].flatMap { $0.client != client && $0.end > now ? $0.client : nil }
        holders[address] = (client, end)
        return other
    }

    /// A client gave an address back, found it in use, or was refused it.
    mutating func end(of address: IPv4Address, for client: Int) {
        if holders[address]?.client == client { holders[address] = nil }
    }
}

extension Simulation {
    /// An ACK is on its way: what it tells must stand in the store.
    mutating func checkAcknowledgement(_ server: Int, _ ack: DHCPMessage, _ client: Int) {
        // A client that does not wait for it any more does not take it.
        guard clients[client].xid == ack.xid else { return }
        let began = servers[server].seconds(clients[client].firstSent)
        let end = began + Int64(ack.options[.leaseTime] ?? 0)
        let identity = ClientIdentity(clients[client].hardwareAddress)
        // The time of a lease counts in whole seconds, from when it was decided.
        if store.hasHeld(ack.yiaddr, for: identity, until: end) { return }
        find(.acknowledgedIsStored, "client \(client) is told of \(ack.yiaddr) until \(end), which is not stored")
    }

    /// A client was refused an address; the store must not have held it for the client all the time.
    mutating func checkRefusal(_ client: Int, _ held: SimulatedClient.Held) {
        let identity = ClientIdentity(clients[client].hardwareAddress)
        guard let tenure = store.tenures[held.address], tenure.client == identity,
            tenure.since < clients[client].firstSent, let lease = store.leases[held.address],
            // Whatever the clocks show.
            Int64(lease.promised) * 1000 > now + 2 * largestOffset
        else { return }
        find(.ownerIsNotRefused, "client \(client) is refused \(held.address), which the store holds for it")
    }

    /// A member made an offer: none but the owner of the client answers at once, when nothing has gone wrong for long.
    mutating func checkTurn(_ server: Int, _ request: DHCPMessage, _ passage: Passage) {
        guard servers.count > 1, passage == .first, request.secs < 4, now - troubledAt > 40_000,
            servers.allSatisfy({ $0.isUp && $0.reachesStore })
        else { return }
        let members = servers.map { ClusterView.Member(name: $0.name, identifiers: [$0.address]) }
        let view = ClusterView(name: "", members: members, hasQuorum: true, skew: 0)
        let owner = view.owner(of: ClientIdentity(request.hardwareAddress).bucket)?.name
        if owner == servers[server].name { return }
        find(.livingAnswerThemselves, "\(servers[server].name) answers a client of \(owner ?? "nobody")")
    }

    /// The store holds no two addresses of a network for a client.
    mutating func checkClients() {
        guard let lease = store.clientOfTwo else { return }
        find(.oneAddressOneClient, "\(lease.client) has \(lease.address) and another one")
    }
}
