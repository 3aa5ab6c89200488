import DHCP

/// All leases and offers, with everything that finds them: by address, by client, by end, and what is free.
///
/// A row is a lease or an offer. An offer of an address that somebody had before lies on top of that lease and gives
/// it back when it is not taken up. Every operation takes constant or logarithmic time.
struct LeaseTable: Sendable {
    let pools: [PlannedPool]
    /// For each network, and last for addresses in none, for how many seconds an ended lease outside the pools is kept.
    private let retention: [UInt32]
    private(set) var rows: [Row] = []
    private var unusedRows: [Int32] = []
    /// For each address of each pool its row + 1, or 0.
    private var slots: [Int32]
    /// Rows of addresses outside all pools.
    private var outside: [IPv4Address: Int32] = [:]
    private(set) var neverUsed: [FreeAddressSet]
    /// A bit for each slot whose address is not for everybody: reserved, or never leased at all.
    private var withheld: [UInt64]
    private(set) var lapsed: LapsedLeases
    private(set) var clients = IdentityIndex()
    private(set) var hardware: HardwareIndex
    private var ends: TimingWheel
    /// For each pool how many addresses are for everybody.
    let capacities: [Int]
    /// For each pool how many of those are free.
    private(set) var freeCount: [Int]
    /// What is held on each link and at each port; `nil` where that is not limited.
    private(set) var held: HeldLeases?
    /// Who wants to know which addresses change; `nil` for nobody.
    var journal: TableJournal?
    /// How many leases and offers there are, by state.
    private(set) var counts: [Int] = Array(repeating: 0, count: RowState.count)
    /// The same for each pool, one pool after the other.
    private(set) var poolCounts: [Int]

    /// For so many rows there is room from the beginning, when the pools have so many addresses.
    ///
    /// A million leases that outgrow their memory are moved, and everybody waits for some 40 ms meanwhile. Room that is not
    /// used takes addresses and no memory.
    private static let roomForRows = 1 << 20

    init(plan: NetworkPlan, findsHardwareAddresses: Bool, limits: ClientLimits = ClientLimits()) {
        held = HeldLeases(limits, reservations: plan.reservations)
        // An offer has a row beside that of the lease under it.
        let room = min(plan.slotCount + plan.slotCount / 8, Self.roomForRows)
        rows.reserveCapacity(room)
        ends = TimingWheel(minimumCapacity: room)
        hardware = HardwareIndex(holdsAll: findsHardwareAddresses)
        pools = plan.pools
        retention = plan.retention
        slots = Array(repeating: 0, count: plan.slotCount)
        neverUsed = plan.pools.map { FreeAddressSet(count: $0.range.count) }
        lapsed = LapsedLeases(pools: plan.pools.count, minimumCapacity: room)
        freeCount = plan.pools.map(\.range.count)
        poolCounts = Array(repeating: 0, count: plan.pools.count * RowState.count)
        withheld = Array(repeating: 0, count: plan.slotCount / 64 + 1)
        for (pool, address) in plan.withheld {
            let slot = pools[pool].slot(of: address)
            withheld[slot / 64] |= 1 << UInt64(slot % 64)
            neverUsed[pool].remove(pools[pool].offset(of: address))
            freeCount[pool] -= 1
        }
        capacities = freeCount
    }

    /// Makes room for so many rows, so that nothing outgrows its memory while clients wait.
    mutating func reserve(_ count: Int) {
        let room = count + count / 8
        guard room > rows.capacity || room > 1024 else { return }
        rows.reserveCapacity(room)
        ends.reserve(room)
        lapsed.reserve(room)
        clients.reserve(room)
        hardware.reserve(room)
    }

    // MARK: Finding

    // These are inlined, because a call would copy the table's many references to the stack.

    /// The offer or lease of an address.
    @inline(__always)
    func row(at address: IPv4Address, pool: Int?) -> Int32? {
        guard let pool else { return outside[address] }
        let row = slots[pools[pool].slot(of: address)]
        return row == 0 ? nil : row - 1
    }

    /// The offer of a client in a network, else its latest lease.
    @inline(__always)
    func row(of client: ClientIdentity, hash: UInt32, network: Int) -> Int32? {
        Self.row(of: client, hash: hash, network: network, in: clients, rows)
    }

    /// Apart from the table, because calling it on the table that is being changed would copy the table.
    static func row(
        of client: ClientIdentity, hash: UInt32, network: Int, in clients: IdentityIndex, _ rows: [Row],
        offersCount: Bool = true
    ) -> Int32? {
        var search = clients.search(Self.hash(hash, network))
        var best: Int32?
        while let row = clients.next(&search) {
            guard rows[Int(row)].network == network, rows[Int(row)].client == client,
                offersCount || rows[Int(row)].state != .offered
            else { continue }
            if let other = best, !supersedes(row, other, among: rows) { continue }
            best = row
        }
        return best
    }

    /// The lease in a network of a client with an identifier (option 61) and this hardware address.
    func row(ofMachine address: HardwareAddress, network: Int) -> Int32? {
        hardware.machine(address, network: Int32(network), among: rows)
    }

    /// The lease that a client has besides its offer, or had last.
    func leaseBehindOffer(_ offer: Int32) -> Int32? {
        let entry = rows[Int(offer)]
        return Self.row(
            of: entry.client, hash: entry.hash, network: Int(entry.network), in: clients, rows, offersCount: false)
    }

    /// The offer of an address.
    @inline(__always)
    func offer(at address: IPv4Address, pool: Int?) -> Row? {
        guard let row = row(at: address, pool: pool), rows[Int(row)].state == .offered else { return nil }
        return rows[Int(row)]
    }

    /// Whether an address of a pool is for everybody: not reserved, and not one that is never leased.
    @inline(__always)
    func isOpen(_ address: IPv4Address, pool: Int) -> Bool {
        let slot = pools[pool].slot(of: address)
        return withheld[slot / 64] & (1 << UInt64(slot % 64)) == 0
    }

    /// Whether a row keeps others from its address: an offer, a lease, or a rest after a DECLINE.
    @inline(__always)
    func isTaken(_ row: Int32) -> Bool { !Self.isLapsed(rows[Int(row)].state) }

    /// The leases of all networks with this hardware address; none when they are not to be found by it.
    func rows(of address: HardwareAddress) -> [Int32] { hardware.rows(of: address, among: rows) }

    /// The leases of all networks whose client sent an identifier with this hash; none when they are not to be found by it.
    func rows(named hash: UInt32) -> [Int32] { hardware.rows(named: hash) }

    /// The first address of a pool that was never leased and is not among `excluded`.
    ///
    /// The search begins at `start`, and comes to what is before it last.
    func firstNeverUsed(in pool: Int, except excluded: ExcludedAddresses, from start: Int = 0) -> IPv4Address? {
        if start > 0, let address = firstNeverUsed(in: pool, except: excluded, after: start) { return address }
        return firstNeverUsed(in: pool, except: excluded, after: 0)
    }

    private func firstNeverUsed(in pool: Int, except excluded: ExcludedAddresses, after start: Int) -> IPv4Address? {
        var next = start == 0 ? neverUsed[pool].first : neverUsed[pool].first(from: start)
        while let offset = next {
            let address = pools[pool].address(at: offset)
            if !excluded.contains(address) { return address }
            next = neverUsed[pool].first(from: offset + 1)
        }
        return nil
    }

    /// The address of a pool whose lease ended longest ago, and when that was.
    func longestLapsed(in pool: Int, except excluded: ExcludedAddresses) -> (address: IPv4Address, end: UInt32)? {
        lapsed.first(in: pool) { excluded.contains(rows[Int($0)].address) }
            .map { (rows[Int($0.row)].address, $0.end) }
    }

    /// What is remembered of an address; offers are not looked at.
    func lease(at address: IPv4Address, pool: Int?) -> Lease? {
        leaseRow(at: address, pool: pool).map { lease($0) }
    }

    /// All leases, in no particular order.
    var leases: some Sequence<Lease> {
        rows.indices.lazy.filter { rows[$0].state.isLease }.map { lease(Int32($0)) }
    }

    // MARK: Offers

    /// All offers that are held, in no particular order.
    var offers: some Sequence<Row> { rows.lazy.filter { $0.state == .offered } }

    /// Holds an address that is free for a client, and returns the row.
    ///
    /// The client's older offer in the network must be gone.
    @discardableResult
    mutating func offer(
        _ address: IPv4Address, pool: Int?, network: Int, to client: ClientIdentity, hash: UInt32,
        hardwareAddress: HardwareAddress, sentOptions: [UInt8] = [], until end: UInt32
    ) -> Int32 {
        touch(address, pool)
        let beneath = row(at: address, pool: pool) ?? -1
        if beneath >= 0 {
            if let pool { lapsed.remove(beneath, in: pool) }
            ends.remove(beneath)
        }
        let offer = addRow(
            Row(
                client: client, hardwareAddress: hardwareAddress, sentOptions: sentOptions, address: address, start: 0,
                end: end, link: UInt32(bitPattern: beneath), hash: hash, pool: Int32(pool ?? -1),
                network: Int32(network), state: .offered))
        setTop(offer, of: address, pool: pool)
        if let pool, isOpen(address, pool: pool) { freeCount[pool] -= 1 }
        enter(offer)
        return offer
    }

    /// Holds an offer until `end`.
    mutating func prolongOffer(_ row: Int32, until end: UInt32) {
        touch(row)
        rows[Int(row)].end = end
        ends.set(row, at: end)
    }

    /// Remembers what decided about an OFFER, at its row or at that of the lease that its client has already.
    mutating func keep(_ terms: OfferTerms, askedTime: UInt32, until end: UInt32, at row: Int32) {
        touch(row)
        rows[Int(row)].terms = terms
        rows[Int(row)].termsEnd = end
        rows[Int(row)].askedTime = askedTime
    }

    /// Takes an offer back; the lease under it comes to the top again.
    mutating func withdrawOffer(_ row: Int32) {
        touch(row)
        let address = rows[Int(row)].address
        let beneath = rows[Int(row)].beneath
        let pool = rows[Int(row)].pool < 0 ? nil : Int(rows[Int(row)].pool)
        leave(row)
        removeRow(row)
        setTop(beneath, of: address, pool: pool)
        if let pool, isOpen(address, pool: pool) { freeCount[pool] += 1 }
        if beneath >= 0 { schedule(beneath) }
    }

    // MARK: Leases

    /// Replaces what is remembered of an address, and returns the change.
    ///
    /// An offer of the address is withdrawn. `hash` is the client's, when it is known.
    @discardableResult
    mutating func set(
        _ lease: Lease?, at address: IPv4Address, pool: Int?, network: Int, hash: UInt32? = nil
    ) -> LeaseChange {
        touch(address, pool)
        if let top = row(at: address, pool: pool), rows[Int(top)].state == .offered { withdrawOffer(top) }
        let old = row(at: address, pool: pool)
        let before = old.map { self.lease($0) }
        let oldKey = old.flatMap { hardwareKey($0) }
        let oldName = old.flatMap { nameHash($0) }
        if let old {
            leave(old)
            if lease == nil { removeRow(old) }
        }
        if let pool, isOpen(address, pool: pool) {
            freeCount[pool] += (Self.isInUse(before) ? 1 : 0) - (Self.isInUse(lease) ? 1 : 0)
        }
        guard let lease else {
            if let old {
                setTop(-1, of: address, pool: pool)
                hardware.move(old, from: oldKey, to: nil, among: rows)
                hardware.moveName(old, from: oldName, to: nil)
            }
            return LeaseChange(before: before, after: nil)
        }
        let hash = hash ?? lease.client.tableHash
        let entry = Row(
            client: lease.client, hardwareAddress: lease.hardwareAddress, sentOptions: lease.sentOptions,
            address: address, start: lease.start, end: lease.end, link: lease.lead, hash: hash,
            pool: Int32(pool ?? -1), network: Int32(network), state: .init(lease.state))
        let row: Int32
        if let old {
            row = old
            rows[Int(row)] = entry
            count(entry.state, in: entry.pool, 1)
        } else {
            row = addRow(entry)
            setTop(row, of: address, pool: pool)
        }
        enter(row)
        hardware.move(row, from: oldKey, to: hardwareKey(row), among: rows)
        hardware.moveName(row, from: oldName, to: nameHash(row))
        return LeaseChange(before: before, after: lease)
    }

    /// Takes out one row that ended at `now` or before: its state has to change.
    mutating func popEnded(at now: UInt32) -> Int32? { ends.popDue(until: now) }

    /// Has a row taken out later.
    mutating func postpone(_ row: Int32, until time: UInt32) { ends.set(row, at: time) }

    // MARK: Rows

    func lease(_ row: Int32) -> Lease { Self.lease(rows[Int(row)]) }

    static func lease(_ entry: Row) -> Lease {
        Lease(
            address: entry.address, client: entry.client, hardwareAddress: entry.hardwareAddress,
            state: entry.state.leaseState, start: entry.start, end: entry.end, sentOptions: entry.sentOptions,
            lead: entry.lead)
    }

    func leaseRow(at address: IPv4Address, pool: Int?) -> Int32? {
        guard let top = row(at: address, pool: pool) else { return nil }
        if rows[Int(top)].state != .offered { return top }
        let beneath = rows[Int(top)].beneath
        return beneath < 0 ? nil : beneath
    }

    private mutating func addRow(_ entry: consuming Row) -> Int32 {
        count(entry.state, in: entry.pool, 1)
        if let row = unusedRows.popLast() {
            rows[Int(row)] = entry
            return row
        }
        rows.append(entry)
        return Int32(rows.count - 1)
    }

    /// Counts a row that comes or goes.
    @inline(__always)
    private mutating func count(_ state: RowState, in pool: Int32, _ difference: Int) {
        counts[Int(state.rawValue)] += difference
        if pool >= 0 { poolCounts[Int(pool) * RowState.count + Int(state.rawValue)] += difference }
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
            if !isOpen(address, pool: pool) { return }
            neverUsed[pool].insert(pools[pool].offset(of: address))
        } else {
            neverUsed[pool].remove(pools[pool].offset(of: address))
        }
    }

    /// Enters a row into the indexes that its state asks for.
    private mutating func enter(_ row: Int32) {
        schedule(row)
        if held != nil { held?.enter(rows[Int(row)]) }
        if rows[Int(row)].state != .declined { remember(row) }
    }

    /// Puts a row where it is found when its time has come, or when its address is needed.
    private mutating func schedule(_ row: Int32) {
        let (pool, end) = (Int(rows[Int(row)].pool), rows[Int(row)].end)
        if !Self.isLapsed(rows[Int(row)].state) {
            if end != LeaseTimes.infinite { ends.set(row, at: end) }
        } else if pool >= 0, isOpen(rows[Int(row)].address, pool: pool) {
            lapsed.insert(row, end: end, offset: pools[pool].offset(of: rows[Int(row)].address), in: pool)
        } else {
            // Nobody else gets the address, so nothing would ever take the row's place.
            let network = Int(rows[Int(row)].network)
            let time = retention[network < 0 ? retention.count - 1 : network]
            ends.set(row, at: UInt32(clamping: min(UInt64(end) + UInt64(time), UInt64(LeaseTimes.infinite) - 1)))
        }
    }

    /// Enters a row under its client.
    ///
    /// All rows of a client are there, so that what it is looked up under depends on them alone and not on what happened
    /// before. Of a client that had more addresses than anybody needs, those that count least are left out.
    private mutating func remember(_ row: Int32) {
        let network = Int(rows[Int(row)].network)
        let hash = Self.hash(rows[Int(row)].hash, network)
        var (count, last) = (0, row)
        var search = clients.search(hash)
        while let other = clients.next(&search) {
            guard rows[Int(other)].network == network, rows[Int(other)].client == rows[Int(row)].client else {
                continue
            }
            count += 1
            if Self.supersedes(last, other, among: rows) { last = other }
        }
        if count >= Self.rowsOfOneClient {
            if last == row { return }
            clients.remove(last, hash: hash)
        }
        clients.insert(row, hash: hash)
    }

    /// How many rows are looked through for one client: more than any has that does not try for it.
    static let rowsOfOneClient = 16

    /// Takes a row out of all indexes.
    private mutating func leave(_ row: Int32) {
        let index = Int(row)
        if held != nil { held?.leave(rows[index]) }
        count(rows[index].state, in: rows[index].pool, -1)
        ends.remove(row)
        if rows[index].pool >= 0 { lapsed.remove(row, in: Int(rows[index].pool)) }
        clients.remove(row, hash: Self.hash(rows[index].hash, Int(rows[index].network)))
    }

    /// By what a lease is found besides its client; `nil` for what is no lease, and without a hardware address.
    private func hardwareKey(_ row: Int32) -> HardwareIndex.Key? {
        guard isLease(row), !rows[Int(row)].hardwareAddress.isZero else { return nil }
        return HardwareIndex.Key(
            address: rows[Int(row)].hardwareAddress, network: rows[Int(row)].network,
            hasIdentifier: rows[Int(row)].client.source == .clientIdentifier)
    }

    /// The hash of the identifier (option 61) that the client of a lease sent; `nil` where nobody looks for it.
    private func nameHash(_ row: Int32) -> UInt32? {
        guard hardware.holdsNames, isLease(row) else { return nil }
        if rows[Int(row)].client.source == .clientIdentifier { return rows[Int(row)].hash }
        return lease(row).sentClientIdentifier.flatMap { ClientIdentity(clientIdentifier: $0)?.tableHash }
    }

    /// Whether a client is looked up under `row` rather than under `other`: its offer before its lease, what it has
    /// before what it once had, what ends later; of two that end together the lower address.
    static func supersedes(_ row: Int32, _ other: Int32, among rows: [Row]) -> Bool {
        let (new, old) = (rows[Int(row)].state, rows[Int(other)].state)
        if (new == .offered) != (old == .offered) { return new == .offered }
        if isLapsed(new) != isLapsed(old) { return !isLapsed(new) }
        let (newEnd, oldEnd) = (rows[Int(row)].end, rows[Int(other)].end)
        return newEnd == oldEnd ? rows[Int(row)].address < rows[Int(other)].address : newEnd > oldEnd
    }

    /// Whether a row is what is remembered of a client, not an offer.
    private func isLease(_ row: Int32) -> Bool {
        switch rows[Int(row)].state {
        case .bound, .released, .expired: true
        case .unused, .offered, .declined: false
        }
    }

    /// Whether a lease keeps its address from others.
    private static func isInUse(_ lease: Lease?) -> Bool { lease?.state == .bound || lease?.state == .declined }

    private static func isLapsed(_ state: RowState) -> Bool { state == .released || state == .expired }

    static func hash(_ client: UInt32, _ network: Int) -> UInt32 {
        client &+ UInt32(truncatingIfNeeded: network) &* 0x9E37_79B1
    }
}
