import DHCP

/// Which addresses of a table changed since it began, and what they held before where that is to be put back.
struct TableJournal: Sendable {
    /// What an address held.
    struct Image: Sendable {
        let address: IPv4Address
        let pool: Int?
        let lease: LeaseTable.Row?
        let offer: LeaseTable.Row?
    }

    private let keepsImages: Bool
    /// Each once, in the order of the first change.
    private var order: [IPv4Address] = []
    private var addresses: Set<IPv4Address> = []
    private(set) var images: [Image] = []

    init(keepsImages: Bool) {
        self.keepsImages = keepsImages
    }

    var count: Int { order.count }

    /// Takes note of an address; says whether its image is wanted.
    fileprivate mutating func note(_ address: IPv4Address) -> Bool {
        guard addresses.insert(address).inserted else { return false }
        order.append(address)
        return keepsImages
    }

    /// Takes note of an address that changed.
    mutating func add(_ address: IPv4Address) {
        _ = note(address)
    }

    fileprivate mutating func note(_ image: Image) {
        images.append(image)
    }

    /// Takes out up to `limit` addresses; each is noted again when it changes again.
    mutating func take(_ limit: Int) -> [IPv4Address] {
        let taken = Array(order.prefix(limit))
        order.removeFirst(taken.count)
        addresses.subtract(taken)
        return taken
    }
}

extension LeaseTable {
    /// Called before the rows of an address change.
    @inline(__always)
    mutating func touch(_ address: IPv4Address, _ pool: Int?) {
        if journal != nil { note(address, pool) }
    }

    /// Called before a row changes.
    @inline(__always)
    mutating func touch(_ row: Int32) {
        if journal != nil { note(rows[Int(row)].address, rows[Int(row)].pool < 0 ? nil : Int(rows[Int(row)].pool)) }
    }

    @inline(never)
    private mutating func note(_ address: IPv4Address, _ pool: Int?) {
        guard journal?.note(address) == true else { return }
        let image = TableJournal.Image(
            address: address, pool: pool, lease: leaseRow(at: address, pool: pool).map { rows[Int($0)] },
            offer: offer(at: address, pool: pool))
        journal?.note(image)
    }

    /// Puts back what addresses held, whatever has come of them since.
    mutating func restore(_ images: [TableJournal.Image]) {
        for image in images {
            guard let top = row(at: image.address, pool: image.pool), rows[Int(top)].state == .offered else { continue }
            withdrawOffer(top)
        }
        for image in images {
            let network = image.lease.map { Int($0.network) } ?? -1
            set(image.lease.map(Self.lease), at: image.address, pool: image.pool, network: network)
            if let lease = image.lease, let row = leaseRow(at: image.address, pool: image.pool) {
                keepTerms(of: lease, at: row)
            }
        }
        for image in images {
            guard let offer = image.offer else { continue }
            let row = self.offer(
                offer.address, pool: image.pool, network: Int(offer.network), to: offer.client, hash: offer.hash,
                hardwareAddress: offer.hardwareAddress, sentOptions: offer.sentOptions, until: offer.end)
            keepTerms(of: offer, at: row)
        }
    }

    private mutating func keepTerms(of old: Row, at row: Int32) {
        if let terms = old.terms { keep(terms, askedTime: old.askedTime, until: old.termsEnd, at: row) }
    }
}
