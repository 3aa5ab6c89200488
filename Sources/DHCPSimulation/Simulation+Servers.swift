import DHCP
import DHCPLeases
import DHCPTesting

/// What servers do: as their runtime does, but in virtual time.
extension Simulation {
    /// What was concluded of a message.
    private struct Told {
        let request: DHCPMessage
        let kind: DecisionKind
        let reason: ReasonCode
        var reply: DHCPMessage?
    }

    /// How often a server looks at the others, and says of itself that it lives.
    static let interval: Int64 = 5000

    /// Loads the leases and begins; without the store it tries again.
    mutating func start(_ server: Int) throws {
        guard !servers[server].isUp else { return }
        guard servers[server].reachesStore, store.hasQuorum else { return schedule(.start(server: server), in: 2000) }
        var engine = try LeaseEngine(
            configuration: try SimulatedServer.configuration(of: servers[server].address))
        for lease in store.leases.values.sorted(by: { $0.address < $1.address }) {
            engine.apply(LeaseChange(before: nil, after: lease))
        }
        servers[server].life += 1
        servers[server].offset = Int64.random(in: -largestOffset...largestOffset, using: &random)
        if servers.count == 1 || isAtRest { servers[server].offset = 0 }
        var pipeline = CommitPipeline(
            engine: engine, namesNetworks: store.isShared,
            provesRefusals: store.isShared && plan.fault != .cacheBelievedForNAK)
        pipeline.noteLoaded(at: store.revision)
        servers[server].process = SimulatedServer.Process(pipeline)
        servers[server].view = nil
        (servers[server].cursor, servers[server].heardAt) = (store.revision, now)
        (servers[server].isCommitting, servers[server].isNewsDue) = (false, false)
        troubledAt = max(troubledAt, now)
        log("\(servers[server].name) starts, \(servers[server].offset) ms off")
        tick(server)
    }

    /// A turn of the clock: says that it lives, looks at the others, ends what has run out, tries the store again.
    mutating func tick(_ server: Int) {
        guard servers[server].isUp else { return }
        let isReached = servers[server].reachesStore && store.hasQuorum
        if isReached {
            store.heartbeats[server] = .init(time: now, offset: servers[server].offset)
            if servers[server].cursor == store.revision { servers[server].heardAt = now }
            hearSoon(server)
        }
        if store.isShared { look(server, isReached) }
        expire(server)
        retry(server)
        schedule(.tick(server: server, life: servers[server].life), in: Self.interval)
    }

    /// Ends what has run out.
    private mutating func expire(_ server: Int) {
        var time = servers[server].instant(now)
        if plan.fault == .promiseNotHonoured, let cluster = servers[server].view {
            // Then a promise is over that ends now as its client sees it.
            time = time.advanced(by: .seconds(60 + Int(cluster.skew) + Int(cluster.grace)))
        }
        servers[server].withPipeline { pipeline in
            if pipeline.isStoreFailing { return }
            pipeline.expire(at: time, limit: 100)
        }
        beginCommit(server)
    }

    /// What a server makes of the others, which it sees in the store.
    private mutating func look(_ server: Int, _ isReached: Bool) {
        let last = servers[server].view
        let members = servers.map { other in
            let isAlive = store.heartbeats[other.number].map { now - $0.time < 3 * Self.interval } ?? false
            let wasAlive = last?.members.first { $0.name == other.name }?.isAlive ?? false
            return ClusterView.Member(
                name: other.name, identifiers: [other.address], isAlive: isReached ? isAlive : wasAlive)
        }
        var view = ClusterView(
            name: servers[server].name,
            members: plan.fault == .stepInWithoutAsking ? [members[server]] : members,
            hasQuorum: now - servers[server].heardAt <= Self.interval + 1000, skew: skew(of: server, last, isReached))
        if plan.fault == .skewIgnored { view.skew = 0 }
        if view == last { return }
        servers[server].view = view
        servers[server].process?.pipeline.engine.cluster = view
    }

    /// How far a server's clock is from the others', with what it can not know.
    private func skew(of server: Int, _ last: ClusterView?, _ isReached: Bool) -> UInt32 {
        guard isReached || last == nil else { return last?.skew ?? 0 }
        let largest =
            store.heartbeats.values.filter { now - $0.time < 600_000 }
            .map { abs($0.offset - servers[server].offset) }.max() ?? 0
        return UInt32(clamping: (largest + 999) / 1000 + 2)
    }

    // MARK: Messages

    mutating func take(
        _ server: Int, _ message: DHCPMessage, from sender: IPv4Address, to destination: IPv4Address, _ passage: Passage
    ) {
        guard servers[server].isUp else { return }
        var origin = DHCPOrigin(localAddress: servers[server].address, destination: destination)
        origin.interface = "test0"
        origin.peer.address = sender
        let request = DHCPRequest(message: message, origin: origin)
        expire(server)
        act(server, passage) { $0.decide(CollectionOfOne(request), at: $1, $2) }
    }

    /// Has a server's pipeline do something, sends what it concludes, and begins what it asks for.
    mutating func act(
        _ server: Int, _ passage: Passage = .other,
        _ body: (inout CommitPipeline, DHCPInstant, CommitPipeline.Conclusion) -> Void
    ) {
        var told: [Told] = []
        let now = servers[server].instant(now)
        servers[server].withPipeline { pipeline in
            body(&pipeline, now) { decision, request, _, _ in
                told.append(
                    Told(
                        request: request.message, kind: decision.kind, reason: decision.reason,
                        reply: decision.reply?.message))
            }
        }
        for each in told { conclude(server, each, passage) }
        beginCommit(server)
        beginRead(server)
    }

    private mutating func conclude(_ server: Int, _ told: Told, _ passage: Passage) {
        report.count(told.reason)
        log("\(servers[server].name): \(told.request.hardwareAddress) \(told.kind) \(told.reason.word)")
        guard var reply = told.reply, let client = client(at: told.request.hardwareAddress) else { return }
        if plan.fault == .renewalBeyondPromise, told.kind == .ack, !servers[server].hasQuorum {
            reply.options[.leaseTime] = 240
        }
        if told.kind == .ack { checkAcknowledgement(server, reply, client) }
        if told.kind == .offer { checkTurn(server, told.request, passage) }
        guard servers[server].reachesClients else { return }
        for _ in 0..<copies() { schedule(.reply(client: client, reply), in: delay()) }
    }

    private func client(at address: HardwareAddress) -> Int? {
        let octets = address.octets
        let number = Int(octets[4]) << 8 | Int(octets[5])
        return clients.indices.contains(number) ? number : nil
    }
}
