import DHCP

/// All leases and offers, with everything that finds them: by address, by client, by end, and what is free.
///
/// A row is a lease or an offer. An offer of an address that somebody had before lies on top of that lease and gives
/// it back when it is not taken up. Every operation takes constant or logarithmic time.
struct LeaseTable: Sendable {
    enum RowState: UInt8 { case unused, offered, bound, released, expired, declined }

    /// 104 octets; a million leases stay below 170 MB with their share of the indexes.
    struct Row: Sendable {
        var client: ClientIdentity
        var hardwareAddress: HardwareAddress
        var sentOptions: [UInt8] = []
        var address: IPv4Address
        var start: UInt32
        var end: UInt32
        /// The lease under an offer, or -1.
        var beneath: Int32
        /// Under which row an offer's client was looked up before, or -1.
        var earlier: Int32 = -1
        /// The pool of the address, or -1 outside all pools.
        var pool: Int32
        var network: Int32
        var state: RowState
    }

    /// What may be done with an address.
    enum Availability: Equatable {
        /// Nobody has it, and nobody waits for it.
        case free
        /// A client has it, was offered it, or found it in use.
        case taken
        /// It is in no pool, or it is one that is never leased.
        case notLeased
    }

    private let pools: [PlannedPool]
    private(set) var rows: [Row] = []
    private var unusedRows: [Int32] = []
    /// For each address of each pool its row + 1, or 0.
    private var slots: [Int32]
    /// Rows of addresses outside all pools.
    private var outside: [IPv4Address: Int32] = [:]
    private var neverUsed: [FreeAddressSet]
    /// Addresses inside pools that are never leased.
    private let withheld: Set<IPv4Address>
    private var lapsed: LapsedLeases
    private var clients = IdentityIndex()
    private var ends = TimingWheel()
    /// For each pool how many addresses are free for anybody.
    private(set) var freeCount: [Int]
    /// How many leases and offers there are, by state.
    private(set) var counts: [Int] = Array(repeating: 0, count: 6)

    init(plan: NetworkPlan) {
        pools = plan.pools
        slots = Array(repeating: 0, count: plan.slotCount)
        neverUsed = plan.pools.map { FreeAddressSet(count: $0.range.count) }
        lapsed = LapsedLeases(pools: plan.pools.count)
        freeCount = plan.pools.map(\.range.count)
        withheld = Set(plan.withheld.map(\.address))
        for (pool, address) in plan.withheld {
            neverUsed[pool].remove(pools[pool].offset(of: address))
            freeCount[pool] -= 1
        }
    }

    // MARK: Finding

    /// The offer or lease of an address.
    func row(at address: IPv4Address, pool: Int?) -> Int32? {
        guard let pool else { return outside[address] }
        let row = slots[pools[pool].slot(of: address)]
        return row == 0 ? nil : row - 1
    }

    /// The latest offer or lease of a client in a network.
    func row(of client: ClientIdentity, network: Int) -> Int32? {
        clients.row(hash: Self.hash(client, network)) { row in
            rows[Int(row)].network == network && rows[Int(row)].client == client
        }
    }

    /// Whether `row` is what its address holds now: it is not when somebody else was offered a lapsed lease.
    func isOnTop(_ row: Int32) -> Bool {
        let entry = rows[Int(row)]
        return self.row(at: entry.address, pool: entry.pool < 0 ? nil : Int(entry.pool)) == row
    }

    /// Whether the address of a row may be leased: it is in a pool, and not one that is kept back.
    func isLeasable(_ row: Int32) -> Bool {
        rows[Int(row)].pool >= 0 && !withheld.contains(rows[Int(row)].address)
    }

    func availability(of address: IPv4Address, pool: Int?) -> Availability {
        guard let pool, !withheld.contains(address) else { return .notLeased }
        guard let row = row(at: address, pool: pool) else {
            return neverUsed[pool].contains(pools[pool].offset(of: address)) ? .free : .notLeased
        }
        return Self.isLapsed(rows[Int(row)].state) ? .free : .taken
    }

    /// The first address of a pool that was never leased and is not among `excluded`.
    func firstNeverUsed(in pool: Int, except excluded: [IPv4Address]) -> IPv4Address? {
        var next = neverUsed[pool].first
        while let offset = next {
            let address = pools[pool].address(at: offset)
            if !excluded.contains(address) { return address }
            next = neverUsed[pool].first(from: offset + 1)
        }
        return nil
    }

    /// The address of a pool whose lease ended longest ago, and when that was; `excluded` has two at most.
    func longestLapsed(in pool: Int, except excluded: [IPv4Address]) -> (address: IPv4Address, end: UInt32)? {
        lapsed.first(in: pool) { excluded.contains(rows[Int($0)].address) }.map { (rows[Int($0.row)].address, $0.end) }
    }

    /// What is remembered of an address; offers are not looked at.
    func lease(at address: IPv4Address, pool: Int?) -> Lease? {
        leaseRow(at: address, pool: pool).map { lease($0) }
    }

    /// All leases, in no particular order.
    var leases: some Sequence<Lease> {
        rows.indices.lazy.filter { rows[$0].state != .unused && rows[$0].state != .offered }.map { lease(Int32($0)) }
    }

    // MARK: Offers

    /// Holds an address that is free for a client.
    ///
    /// The client's older offer in the network must be gone.
    mutating func offer(
        _ address: IPv4Address, pool: Int, network: Int, to client: ClientIdentity, hardwareAddress: HardwareAddress,
        until end: UInt32
    ) {
        let beneath = row(at: address, pool: pool) ?? -1
        if beneath >= 0 { lapsed.remove(beneath, in: pool) }
        let offer = addRow(
            Row(
                client: client, hardwareAddress: hardwareAddress, address: address, start: 0, end: end,
                beneath: beneath, pool: Int32(pool), network: Int32(network), state: .offered))
        setTop(offer, of: address, pool: pool)
        freeCount[pool] -= 1
        enter(offer)
    }

    /// Holds an offer until `end`.
    mutating func prolongOffer(_ row: Int32, until end: UInt32) {
        rows[Int(row)].end = end
        ends.set(row, at: end)
    }

    /// Takes an offer back; the lease under it comes to the top again.
    mutating func withdrawOffer(_ row: Int32) {
        let offer = rows[Int(row)]
        let pool = Int(offer.pool)
        leave(row)
        removeRow(row)
        setTop(offer.beneath, of: offer.address, pool: pool)
        freeCount[pool] += 1
        if offer.beneath >= 0 { enter(offer.beneath) }
        remember(offer.earlier, of: offer.client, network: offer.network)
    }

    /// Looks a client up under the lease it had before an offer, unless that row has become something else.
    private mutating func remember(_ row: Int32, of client: ClientIdentity, network: Int32) {
        guard row >= 0, Self.isLapsed(rows[Int(row)].state), rows[Int(row)].client == client,
            rows[Int(row)].network == network, self.row(of: client, network: Int(network)) == nil
        else { return }
        clients.insert(row, hash: Self.hash(client, Int(network)))
    }

    // MARK: Leases

    /// Replaces what is remembered of an address, and returns the change.
    ///
    /// An offer of the address is withdrawn.
    @discardableResult
    mutating func set(_ lease: Lease?, at address: IPv4Address, pool: Int?, network: Int) -> LeaseChange {
        if let top = row(at: address, pool: pool), rows[Int(top)].state == .offered { withdrawOffer(top) }
        let old = row(at: address, pool: pool)
        let before = old.map { self.lease($0) }
        if let old {
            leave(old)
            if lease == nil { removeRow(old) }
        }
        if !withheld.contains(address) {
            count(before, by: 1, pool: pool)
            count(lease, by: -1, pool: pool)
        }
        guard let lease else {
            if old != nil { setTop(-1, of: address, pool: pool) }
            return LeaseChange(before: before, after: nil)
        }
        let entry = Row(
            client: lease.client, hardwareAddress: lease.hardwareAddress, sentOptions: lease.sentOptions,
            address: address,
            start: lease.start, end: lease.end, beneath: -1, pool: Int32(pool ?? -1), network: Int32(network),
            state: .init(lease.state))
        if let old {
            rows[Int(old)] = entry
            counts[Int(entry.state.rawValue)] += 1
            enter(old)
        } else {
            let row = addRow(entry)
            setTop(row, of: address, pool: pool)
            enter(row)
        }
        return LeaseChange(before: before, after: lease)
    }

    /// Takes out one row that ended at `now` or before: its state has to change.
    mutating func popEnded(at now: UInt32) -> Int32? { ends.popDue(until: now) }

    // MARK: Rows

    func lease(_ row: Int32) -> Lease {
        let entry = rows[Int(row)]
        return Lease(
            address: entry.address, client: entry.client, hardwareAddress: entry.hardwareAddress,
            state: entry.state.leaseState, start: entry.start, end: entry.end,
            sentOptions: entry.sentOptions)
    }

    private func leaseRow(at address: IPv4Address, pool: Int?) -> Int32? {
        guard let top = row(at: address, pool: pool) else { return nil }
        if rows[Int(top)].state != .offered { return top }
        let beneath = rows[Int(top)].beneath
        return beneath < 0 ? nil : beneath
    }

    private mutating func addRow(_ entry: Row) -> Int32 {
        counts[Int(entry.state.rawValue)] += 1
        if let row = unusedRows.popLast() {
            rows[Int(row)] = entry
            return row
        }
        rows.append(entry)
        return Int32(rows.count - 1)
    }

    private mutating func removeRow(_ row: Int32) {
        rows[Int(row)].state = .unused
        unusedRows.append(row)
    }

    private mutating func setTop(_ row: Int32, of address: IPv4Address, pool: Int?) {
        guard let pool else {
            outside[address] = row < 0 ? nil : row
            return
        }
        slots[pools[pool].slot(of: address)] = row + 1
        if row < 0 {
            if withheld.contains(address) { return }
            neverUsed[pool].insert(pools[pool].offset(of: address))
        } else {
            neverUsed[pool].remove(pools[pool].offset(of: address))
        }
    }

    /// Enters a row into the indexes that its state asks for.
    private mutating func enter(_ row: Int32) {
        let entry = rows[Int(row)]
        if Self.isLapsed(entry.state) {
            if isLeasable(row) { lapsed.insert(row, end: entry.end, in: Int(entry.pool)) }
        } else if entry.end != LeaseTimes.infinite {
            ends.set(row, at: entry.end)
        }
        if entry.state == .declined { return }
        let hash = Self.hash(entry.client, Int(entry.network))
        if let other = self.row(of: entry.client, network: Int(entry.network)) {
            if other == row || !supersedes(entry, rows[Int(other)]) { return }
            clients.remove(other, hash: hash)
            if entry.state == .offered { rows[Int(row)].earlier = other }
        }
        clients.insert(row, hash: hash)
    }

    /// Takes a row out of all indexes.
    private mutating func leave(_ row: Int32) {
        let entry = rows[Int(row)]
        counts[Int(entry.state.rawValue)] -= 1
        ends.remove(row)
        if entry.pool >= 0 { lapsed.remove(row, in: Int(entry.pool)) }
        clients.remove(row, hash: Self.hash(entry.client, Int(entry.network)))
    }

    /// Whether a client is looked up under `row` rather than under `other`: what is in a pool before what is not, what
    /// it has now before what it once had.
    private func supersedes(_ row: Row, _ other: Row) -> Bool {
        if (row.pool < 0) != (other.pool < 0) { return row.pool >= 0 }
        let lapsed = (Self.isLapsed(row.state), Self.isLapsed(other.state))
        return lapsed.0 == lapsed.1 ? row.end >= other.end : !lapsed.0
    }

    /// Counts an address as free or not.
    private mutating func count(_ lease: Lease?, by change: Int, pool: Int?) {
        guard let pool, let lease, lease.state == .bound || lease.state == .declined else { return }
        freeCount[pool] += change
    }

    private static func isLapsed(_ state: RowState) -> Bool { state == .released || state == .expired }

    private static func hash(_ client: ClientIdentity, _ network: Int) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(client)
        hasher.combine(network)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}

extension LeaseTable.RowState {
    init(_ state: LeaseState) {
        self =
            switch state {
            case .bound: .bound
            case .released: .released
            case .expired: .expired
            case .declined: .declined
            }
    }

    /// The state of the lease; a row that is no lease counts as expired.
    var leaseState: LeaseState {
        switch self {
        case .bound: .bound
        case .released: .released
        case .declined: .declined
        case .expired, .offered, .unused: .expired
        }
    }
}
