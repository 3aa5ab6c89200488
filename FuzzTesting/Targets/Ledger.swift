import DHCP
import DHCPLeases

/// What a store would remember, kept beside an engine so that the two can be compared.
struct Ledger {
    private var leases: [IPv4Address: Lease] = [:]

    /// Writes changes down, each of which has to continue what stands here, and takes no address from its owner.
    mutating func record(_ changes: [LeaseChange], at now: UInt32) {
        for change in changes {
            guard let address = change.address else { finding("a change of no address") }
            expect(leases[address] == change.before, "\(address) was \(leases[address], default: "free"): \(change)")
            if let before = change.before, let after = change.after, before.client != after.client {
                let isTaken = before.state == .bound && before.end > now
                expect(
                    !isTaken || after.state != .bound || before.isOfOneMachine(with: after),
                    "\(address) is taken from its owner: \(change)")
            }
            leases[address] = change.after
        }
    }

    /// Who may use an address at `now`; `nil` when nobody.
    func owner(of address: IPv4Address, at now: UInt32) -> ClientIdentity? {
        guard let lease = leases[address], lease.state == .bound, lease.end > now else { return nil }
        return lease.client
    }

    /// Compares what clients are looked up under with an engine that is told of nothing but the leases.
    func compareIndexes(with engine: LeaseEngine, fresh: LeaseEngine?, at now: DHCPInstant) {
        // Offers are in no store, and neither are limits.
        guard var fresh, engine.offerCount == 0 else { return }
        for lease in leases.values { fresh.apply(LeaseChange(before: nil, after: lease)) }
        let (one, other) = (engine.state(at: now), fresh.state(at: now))
        expect(one.entries == other.entries, "a restart knows something else: \(other.difference(from: one))")
    }

    /// Compares all of it with what an engine remembers, and that with its own counts.
    func compare(with engine: LeaseEngine) {
        var count = 0
        for lease in engine.leases {
            count += 1
            expect(leases[lease.address] == lease, "\(lease) instead of \(leases[lease.address], default: "nothing")")
        }
        expect(count == leases.count, "\(count) leases instead of \(leases.count)")
        for state in LeaseState.allCases {
            let expected = leases.values.count { $0.state == state }
            expect(engine.count(of: state) == expected, "\(engine.count(of: state)) \(state), not \(expected)")
        }
        for pool in engine.pools {
            expect((0...pool.capacity).contains(pool.free), "\(pool.free) of \(pool.capacity) are free")
        }
        expect(engine.offerCount <= engine.configuration.limits.offers, "\(engine.offerCount) offers are held")
    }
}

extension Lease {
    /// Whether the clients of both are stages of one machine's boot: the same hardware, once with an identifier and once
    /// without.
    fileprivate func isOfOneMachine(with other: Lease) -> Bool {
        hardwareAddress == other.hardwareAddress
            && Set([client.source, other.client.source]) == [.clientIdentifier, .hardwareAddress]
    }
}
