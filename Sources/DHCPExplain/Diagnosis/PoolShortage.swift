import DHCP
import DHCPLeases

/// Why pools have no address left: who has them, and when one comes back.
package struct PoolShortage {
    private let pools: [NetworkFacts.PoolFacts]
    private let now: UInt32
    private let capacity: Int
    private let bound: Int
    private let resting: Int

    /// Who has fewer addresses than this is nobody who takes them away from others.
    private static let hoardLimit = 3

    /// Takes pools that have nothing free.
    package init(_ pools: [NetworkFacts.PoolFacts], at now: UInt32) {
        self.pools = pools
        self.now = now
        capacity = pools.reduce(0) { $0 + $1.capacity }
        bound = pools.reduce(0) { $0 + $1.bound }
        resting = pools.reduce(0) { $0 + $1.declined }
    }

    /// Whether most addresses are nobody's, as they were found in use.
    package var isResting: Bool { resting > 0 && resting >= bound && resting >= offered }

    /// Whether most addresses are held for clients that have not taken them.
    package var isOffered: Bool { offered > bound && offered > resting }

    private var offered: Int { max(capacity - bound - resting, 0) }

    /// How many there are, and who has them.
    package var sentence: String {
        let list = pools.map { "\($0.range)" }.listed(3)
        var counts = ["\(bound) leased\(hoard)"]
        if resting > 0 { counts.append("\(resting) resting, as they were found in use\(onRecord)") }
        if offered > 0 { counts.append("\(offered) offered and not taken yet, or not given at the moment") }
        let verb = capacity == 1 ? "address" : "addresses"
        return "\(list) has \(capacity) \(verb), \(counts.joined(separator: ", ")); \(next)"
    }

    /// What makes room.
    package var cure: String {
        let first = pools.first.map { "\($0.range.first)" } ?? "ADDRESS"
        if isResting {
            return
                "find the machines that use them (`dhcp doctor` asks who answers), and reserve the addresses for them or "
                + "take them out of the pool; `dhcp leases release ADDRESS` ends a rest"
        }
        if isOffered {
            return
                "see why clients do not take what they are offered: leases that can not be stored, or answers that are lost "
                + "(`dhcp doctor` says both), or somebody who invents clients (`limits: { offers-per-port: 4 }`)"
        }
        switch hoarder?.kind {
        case .machine(let hardware):
            return
                "find that machine (`dhcp leases list --hardware \(hardware)`); `server: { client-ids: false }` tells clients "
                + "apart by hardware address alone, and `dhcp leases release ADDRESS` frees what it took"
        case .port:
            return "find out what is at that port; `limits: { leases-per-port: 2 }` keeps it from more, and "
                + "`dhcp leases release ADDRESS` frees what it took"
        case nil:
            return
                "make the pool larger or `lease-time` shorter; `dhcp leases list --pool \(first)` shows who has them, and "
                + "`limits` help when one client invents many"
        }
    }

    /// Who has at least half of what is leased.
    private var hoarder: NetworkFacts.Hoarder? {
        pools.compactMap(\.hoarder).max { $0.count < $1.count }.flatMap {
            $0.count >= Self.hoardLimit && $0.count * 2 >= bound ? $0 : nil
        }
    }

    private var hoard: String {
        guard let hoarder else { return "" }
        switch hoarder.kind {
        case .machine(let hardware):
            return " (\(hoarder.count) of them by one machine, \(hardware), which calls itself otherwise each time)"
        case .port(let port): return " (\(hoarder.count) of them at one port, \(PortWords.text(port)))"
        }
    }

    private var onRecord: String {
        let known = pools.flatMap(\.restingFor).filter { $0.count > 0 }
        return known.isEmpty ? "" : " (on record: \(known.map { "\($0)" }.listed(3)))"
    }

    private var next: String {
        if let end = pools.compactMap(\.firstEnd).min() {
            return "the first lease ends \(TimeWords.both(end, at: now))"
        }
        let rest = pools.compactMap(\.firstRestEnd).min()
        return rest.map { "the first rest ends \(TimeWords.both($0, at: now))" } ?? "no lease ends"
    }
}
