package import DHCP

/// All of an engine that its decisions depend on, in words, so that tests can compare two engines.
package struct EngineState: Hashable, Sendable {
    /// Leases and offers, and under which of them each client is looked up, by each of its names.
    package var entries: Set<String> = []
    /// What decided about offers, also of leases that their clients had already.
    package var terms: Set<String> = []
    /// What is given away next in each pool, what is free, how many rows have each state, and what counts against limits.
    package var order: [String] = []

    /// Where another state differs, for who reads a failed test.
    package func difference(from other: EngineState) -> String {
        let (here, there) = (entries.union(terms), other.entries.union(other.terms))
        let (gone, new) = (there.subtracting(here).sorted(), here.subtracting(there).sorted())
        let changed = zip(other.order, order).filter { $0.0 != $0.1 }.map { "\($0.0) -> \($0.1)" }
        return "gone: \(gone), new: \(new), changed: \(changed)"
    }
}

extension LeaseEngine {
    /// The state of this engine; it takes as long as there are leases.
    package func state(at now: DHCPInstant) -> EngineState {
        var state = EngineState()
        for index in table.rows.indices where table.rows[index].state != .unused {
            let row = table.rows[index]
            if let terms = row.terms {
                state.terms.insert(
                    "\(row.address) offered until \(row.termsEnd), asked for \(row.askedTime): \(terms.summary)")
            }
            if row.state == .offered {
                state.entries.insert("offer \(row.address) to \(row.client) \(row.hardwareAddress) until \(row.end)")
            } else {
                state.entries.insert("\(table.lease(Int32(index)))")
            }
            let network = Int(row.network)
            let first = table.row(of: row.client, hash: row.hash, network: network).map { table.rows[Int($0)].address }
            let lease = LeaseTable.row(
                of: row.client, hash: row.hash, network: network, in: table.clients, table.rows, offersCount: false
            ).map { table.rows[Int($0)].address }
            state.entries.insert("\(row.client) on \(network): \(first ?? .any), without offers \(lease ?? .any)")
            let machine = table.row(ofMachine: row.hardwareAddress, network: network).map {
                table.rows[Int($0)].address
            }
            let all = table.rows(of: row.hardwareAddress).map { table.rows[Int($0)].address }.sorted()
            state.entries.insert("\(row.hardwareAddress) on \(network): \(machine ?? .any), all \(all)")
        }
        for pool in plan.pools.indices {
            let lapsed = table.lapsed.order(in: pool).map { table.rows[Int($0)].address }
            state.order.append("pool \(pool): \(lapsed), \(table.freeCount[pool]) free, unused \(unused(in: pool))")
        }
        state.order.append("rows: \(table.counts), in pools: \(table.poolCounts)")
        let counts = limits.counts(at: UInt32(clamping: now.seconds))
        state.order.append(counts.offers.map { "offers of \($0.key): \($0.value.sorted())" }.sorted().description)
        state.order.append(counts.newLeases.map { "leases of \($0.key): \($0.value)" }.sorted().description)
        state.order.append(contentsOf: table.held?.words ?? [])
        state.order.append("probed: \(probes.addresses)")
        return state
    }

    private func unused(in pool: Int) -> [Int] {
        var found: [Int] = []
        var next = table.neverUsed[pool].first
        while let offset = next {
            found.append(offset)
            next = table.neverUsed[pool].first(from: offset + 1)
        }
        return found
    }
}
