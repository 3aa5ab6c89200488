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
                "\(here) has no pool, and nothing is reserved for the client there: \(outcome)",
                "add a pool to \(here), or reserve an address for the client", rule: rule)
        }
        let list = pools.map { "\($0.range)" }.listed(3)
        let capacity = pools.reduce(0) { $0 + $1.capacity }
        let bound = pools.reduce(0) { $0 + $1.bound }
        let declined = pools.reduce(0) { $0 + $1.declined }
        let offered = max(capacity - bound - declined, 0)
        var counts = ["\(bound) leased"]
        if declined > 0 { counts.append("\(declined) resting after a DECLINE") }
        if offered > 0 { counts.append("\(offered) offered or not given at the moment") }
        let ends = pools.compactMap(\.firstEnd).min()
        let next = ends.map { "; the first lease ends \(TimeWords.both($0, at: facts.now))" } ?? "; no lease ends"
        let verb = capacity == 1 ? "address" : "addresses"
        return found(
            "the pool of \(here) is full: \(list) has \(capacity) \(verb), \(counts.joined(separator: ", "))\(next)",
            "make the pool larger or `lease-time` shorter; `dhcp leases list --pool \(first.range.first)` shows who has "
                + "them, and `limits` help when one client invents many", rule: first.rule)
    }

    private var noPool: Diagnosis {
        let pools = passedPools.closed
        let reasons = pools.map { pool in "\(pool.range) is for \(audience(of: pool))" }.listed(3)
        let named = pools.flatMap(\.classes)
        let rules = named.prefix(2).compactMap { name in
            facts.configuration.classes.first { $0.name == name }.map { "\(name): \($0.match.words)" }
        }
        let demand = rules.isEmpty ? "" : " (\(rules.joined(separator: "; ")))"
        let cure: String
        if let name = named.first {
            cure = "mend the rule of class \(name) if the client belongs to it, or add a pool for everybody to \(here)"
        } else if pools.contains(where: { $0.clients == .known }) {
            cure = "reserve an address for the client, or register it, or add a pool for everybody to \(here)"
        } else {
            cure = "add a pool for everybody to \(here)"
        }
        return found(
            "every pool of \(here) is for others: \(reasons)\(demand); the client is \(clientWords)", cure,
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

    /// What the client is to classes: which it is in, and what it says of itself.
    var clientWords: String {
        let classes = message.classes
        let membership = classes.isEmpty ? "in no class" : "in class \(classes.listed(8))"
        return "\(membership), and says \(message.vendorClassWords)"
    }
}
