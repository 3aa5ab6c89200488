import DHCP
import DHCPLeases
import DHCPTesting

/// What must be when nothing goes wrong any more.
extension Simulation {
    /// As long as all leases, promises, rests and differences of clocks together.
    private static let longest: Int64 = 1_200_000

    /// Lets everything come to rest, and looks whether all is as it must be.
    mutating func rest() throws {
        isAtRest = true
        log("rest")
        store.hasQuorum = true
        for server in servers.indices {
            (servers[server].reachesStore, servers[server].reachesClients) = (true, true)
            servers[server].hearsLate = false
            servers[server].pausedUntil = 0
            schedule(.start(server: server), in: 0)
        }
        for client in clients.indices { clients[client].enter(.off, at: now, &random) }
        try pass(300_000)
        try checkTables()
        // Clocks are set right, as they have to be.
        for server in servers.indices { servers[server].offset = 0 }
        try pass(Self.longest)
        try checkTables()
        try checkFreeAddresses()
    }

    private mutating func pass(_ milliseconds: Int64) throws {
        let end = now + milliseconds
        while report.finding == nil, let next = agenda.first, next.time.nanoseconds / 1_000_000 <= end, try step() {}
        now = end
    }

    /// Whether all has been told to everybody, and nothing is on its way to the store.
    private var isSettled: Bool {
        servers.allSatisfy { server in
            !server.isCommitting && server.process?.pipeline.isCommitting == false
                && (server.cursor == store.revision || !store.isShared)
        }
    }

    private mutating func checkTables() throws {
        // Something ends at every moment.
        for _ in 0..<200 where !isSettled { try pass(300) }
        for server in servers {
            guard let pipeline = server.process?.pipeline else {
                find(.allKnowTheSame, "\(server.name) does not run")
                continue
            }
            let known = Dictionary(uniqueKeysWithValues: pipeline.engine.leases.map { ($0.address, $0) })
            let all = Set(known.keys).union(store.leases.keys)
            if let address = all.sorted().first(where: { known[$0] != store.leases[$0] }) {
                find(
                    .allKnowTheSame,
                    "\(server.name) knows of \(address) \(known[address].map { "\($0)" } ?? "nothing"), the store "
                        + "\(store.leases[address].map { "\($0)" } ?? "nothing")")
            } else if pipeline.isCommitting {
                find(.allKnowTheSame, "\(server.name) has not stored everything")
            }
        }
    }

    /// As many new clients as there are addresses get one each.
    private mutating func checkFreeAddresses() throws {
        if report.finding != nil { return }
        for network in networks {
            for _ in 0..<network.pool.count {
                clients.append(SimulatedClient(number: clients.count, relay: network.relay, tellsSeconds: true))
                wake(clients.count - 1, in: Int64.random(in: 1...60_000, using: &random))
            }
        }
        // Shorter than a lease, so that each has its first one.
        try pass(230_000)
        let count = networks.reduce(0) { $0 + $1.pool.count }
        let bound = clients.suffix(count).count { $0.held != nil }
        if bound < count { find(.freeIsReachable, "\(bound) of \(count) new clients have an address") }
    }
}
