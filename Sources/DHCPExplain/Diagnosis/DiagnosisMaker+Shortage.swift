import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// There is no address for the client.
    var shortage: Diagnosis {
        let passed = passedPools
        if message.reason == .noPoolForClient || passed.open.isEmpty && !passed.closed.isEmpty { return noPool }
        return exhausted(passed.open)
    }

    /// The pools of the client's link that are for it, and those that are for others.
    private var passedPools: (open: [NetworkFacts.PoolFacts], closed: [NetworkFacts.PoolFacts]) {
        var closed: Set<IPv4Range> = []
        for case .pool(let range, .otherClients) in message.trace.steps { closed.insert(range) }
        return (facts.pools.filter { !closed.contains($0.range) }, facts.pools.filter { closed.contains($0.range) })
    }

    private func exhausted(_ pools: [NetworkFacts.PoolFacts]) -> Diagnosis {
        guard let first = pools.first else {
            let rule = message.subnet.flatMap { places.subnet($0) }.map { "subnets[\($0)]" }
            return found(
                "\(here) has no pool, and nothing is reserved for the client there\(nearReservations): \(outcome)",
                "add a pool to \(here), or reserve an address for the client", rule: rule)
        }
        let shortage = PoolShortage(pools, at: facts.now)
        if shortage.isResting {
            return found(
                "no address of \(here) is left: \(shortage.sentence): \(outcome)", shortage.cure, rule: first.rule,
                cause: "pool-resting")
        }
        return found(
            "the pool of \(here) is full: \(shortage.sentence)", shortage.cure, rule: first.rule,
            cause: shortage.isOffered ? "pool-offered" : nil)
    }

    private var noPool: Diagnosis {
        let pools = passedPools.closed
        let reasons = pools.map { pool in "\(pool.range) is for \(audience(of: pool))" }.listed(3)
        let named = pools.flatMap(\.classes)
        let rules = named.compactMap { name in facts.configuration.classes.first { $0.name == name } }
        let demands = rules.prefix(2).map { "\($0.name): \($0.match.words)" }
        let demand = demands.isEmpty ? "" : " (\(demands.joined(separator: "; ")))"
        let cure: String
        let isWithoutPort = !message.request.message.options.contains(.relayAgentInformation)
        if isWithoutPort, let rule = rules.first(where: { $0.match.asksForPort }) {
            cure =
                "have the relay or the switch add option 82, by which class \(rule.name) is told, or add a pool for everybody "
                + "to \(here)"
        } else if let name = named.first {
            cure = "mend the rule of class \(name) if the client belongs to it, or add a pool for everybody to \(here)"
        } else if pools.contains(where: { $0.clients == .known }) {
            cure = "reserve an address for the client, or register it, or add a pool for everybody to \(here)"
        } else {
            cure = "add a pool for everybody to \(here)"
        }
        return found(
            "every pool of \(here) is for others: \(reasons)\(demand); the client is \(words(of: rules))"
                + (pools.contains { $0.clients == .known } ? nearReservations : ""), cure,
            rule: named.first.flatMap { places.rule(ofClass: $0) } ?? pools.first?.rule,
            cause: ReasonCode.noPoolForClient.word)
    }

    /// For whom a pool is.
    private func audience(of pool: NetworkFacts.PoolFacts) -> String {
        let classes = pool.classes.isEmpty ? nil : "class \(pool.classes.listed(4))"
        switch pool.clients {
        case .all: return classes ?? "others"
        case .known: return ["clients with a reservation", classes].compactMap { $0 }.joined(separator: " of ")
        case .unknown: return ["clients without a reservation", classes].compactMap { $0 }.joined(separator: " of ")
        }
    }

    /// What the client is to classes: which it is in, and what it says of what their rules ask for.
    private func words(of rules: [ClientClass]) -> String {
        let classes = message.classes
        let membership = classes.isEmpty ? "in no class" : "in class \(classes.listed(8))"
        return "\(membership), and says \(message.words(askedBy: rules.prefix(4).map(\.match)).listed(4))"
    }

    /// What the client is to the classes of a pool.
    func words(in pool: NetworkFacts.PoolFacts?) -> String {
        words(of: facts.configuration.classes.filter { pool?.classes.contains($0.name) ?? false })
    }
}
