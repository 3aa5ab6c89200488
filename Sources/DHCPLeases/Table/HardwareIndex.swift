import DHCP

/// Finds leases by hardware address.
struct HardwareIndex: Sendable {
    /// By what a lease is found.
    struct Key: Equatable {
        let address: HardwareAddress
        let network: Int32
        /// Whether its client has an identifier (option 61) besides.
        let hasIdentifier: Bool
    }

    /// All leases, for those who ask for them (RFC 4388); `nil` when nobody may.
    private var leases: IdentityIndex?
    /// Leases of clients with an identifier: for each hardware address a few in a network, so that nobody makes it slow by
    /// inventing identifiers.
    private var machines = IdentityIndex()

    /// All leases by the client identifier that their client sent, whatever the table calls it, by its hash; `nil` when
    /// nobody may ask.
    private var names: IdentityIndex?

    init(holdsAll: Bool) {
        leases = holdsAll ? IdentityIndex() : nil
        names = holdsAll ? IdentityIndex() : nil
    }

    /// Makes room for so many leases.
    mutating func reserve(_ rows: Int) {
        leases?.reserve(rows)
        machines.reserve(rows)
        names?.reserve(rows)
    }

    /// Whether leases are to be found by client identifier.
    var holdsNames: Bool { names != nil }

    /// Leases whose client sent an identifier with this hash; some may be of others.
    func rows(named hash: UInt32) -> [Int32] {
        guard let names else { return [] }
        var search = names.search(hash)
        var found: [Int32] = []
        while let row = names.next(&search) { found.append(row) }
        return found
    }

    /// Follows a change of the identifier that the client of a row sent, by its hash.
    mutating func moveName(_ row: Int32, from old: UInt32?, to new: UInt32?) {
        if old == new { return }
        if let old { names?.remove(row, hash: old) }
        if let new { names?.insert(row, hash: new) }
    }

    /// All leases with a hardware address; none when they are not to be found by it.
    func rows(of address: HardwareAddress, among rows: [LeaseTable.Row]) -> [Int32] {
        guard let leases else { return [] }
        var search = leases.search(Self.hash(address))
        var found: [Int32] = []
        while let row = leases.next(&search) {
            if rows[Int(row)].hardwareAddress == address { found.append(row) }
        }
        return found
    }

    /// The lease in a network of a client with an identifier and this hardware address.
    func machine(_ address: HardwareAddress, network: Int32, among rows: [LeaseTable.Row]) -> Int32? {
        var search = machines.search(Self.hash(address, network))
        var best: Int32?
        while let row = machines.next(&search) {
            guard rows[Int(row)].network == network, rows[Int(row)].hardwareAddress == address else { continue }
            if let other = best, !LeaseTable.supersedes(row, other, among: rows) { continue }
            best = row
        }
        return best
    }

    /// Follows a change of a row, which has `new` now; most renewals change nothing.
    mutating func move(_ row: Int32, from old: Key?, to new: Key?, among rows: [LeaseTable.Row]) {
        if old == new { return }
        if let old {
            leases?.remove(row, hash: Self.hash(old.address))
            if old.hasIdentifier { machines.remove(row, hash: Self.hash(old.address, old.network)) }
        }
        guard let new else { return }
        leases?.insert(row, hash: Self.hash(new.address))
        guard new.hasIdentifier else { return }
        enterMachine(row, new, among: rows)
    }

    /// Enters a lease among those of its machine, in place of the one that counts least when there are too many.
    private mutating func enterMachine(_ row: Int32, _ key: Key, among rows: [LeaseTable.Row]) {
        let hash = Self.hash(key.address, key.network)
        var (count, last) = (0, row)
        var search = machines.search(hash)
        while let other = machines.next(&search) {
            guard rows[Int(other)].network == key.network, rows[Int(other)].hardwareAddress == key.address else {
                continue
            }
            count += 1
            if LeaseTable.supersedes(last, other, among: rows) { last = other }
        }
        if count >= LeaseTable.rowsOfOneClient {
            if last == row { return }
            machines.remove(last, hash: hash)
        }
        machines.insert(row, hash: hash)
    }

    private static func hash(_ address: HardwareAddress) -> UInt32 { ClientIdentity(address).tableHash }

    private static func hash(_ address: HardwareAddress, _ network: Int32) -> UInt32 {
        LeaseTable.hash(hash(address), Int(network))
    }
}
