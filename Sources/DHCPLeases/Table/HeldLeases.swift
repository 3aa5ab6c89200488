import DHCP

/// Counts the leases and offers that clients without a reservation hold on each link and at each port.
///
/// It counts rows of the table and nothing else, so that it is right after a restart, after a reload, and when a change is
/// taken back. A lease does not say by which relay it was asked for; it says on which link its address lies.
struct HeldLeases: Sendable {
    /// A port of a link: what the relay calls it, with the relay's own name, as many relays number their ports alike.
    private struct Port: Hashable {
        let link: Int32
        let circuit: [UInt8]
        let remote: [UInt8]?

        init?(on link: Int32, _ information: RelayAgentInformation?) {
            guard let information, let circuit = information.circuitID else { return nil }
            self.link = link
            self.circuit = circuit
            remote = information.remoteID
        }
    }

    private let perRelay: Int?
    private let perPort: Int?
    private let reservations: PlannedReservations
    private var ofLink: [Int32: Int] = [:]
    /// A port at which nothing is held is not there.
    private var ofPort: [Port: Int] = [:]

    /// Counts for these limits; `nil` when none of them asks for it.
    init?(_ limits: ClientLimits, reservations: PlannedReservations) {
        guard limits.leasesPerRelay != nil || limits.leasesPerPort != nil else { return nil }
        perRelay = limits.leasesPerRelay
        perPort = limits.leasesPerPort
        self.reservations = reservations
    }

    /// Whether offers have to say at which port they are held.
    var countsPorts: Bool { perPort != nil }

    /// What has no room for one more.
    enum Full {
        /// The port that the relay names.
        case port
        /// The link.
        case link
    }

    /// What leaves no room for one more on a link, at the port that a relay names; `nil` when there is room.
    func full(on link: Int, _ information: RelayAgentInformation?) -> Full? {
        let link = Int32(truncatingIfNeeded: link)
        if let perPort, let port = Port(on: link, information), ofPort[port, default: 0] >= perPort {
            return .port
        }
        if let perRelay, ofLink[link, default: 0] >= perRelay { return .link }
        return nil
    }

    /// Counts a row that was entered.
    mutating func enter(_ row: LeaseTable.Row) { count(row, by: 1) }

    /// Counts a row no more.
    mutating func leave(_ row: LeaseTable.Row) { count(row, by: -1) }

    /// What is counted, in words, for comparing.
    var words: [String] {
        ofLink.filter { $0.value > 0 }.map { "held on \($0.key): \($0.value)" }.sorted()
            + ofPort.map { "held at \($0.key.circuit) of \($0.key.remote ?? []) on \($0.key.link): \($0.value)" }
            .sorted()
    }

    private mutating func count(_ row: LeaseTable.Row, by change: Int) {
        guard row.state == .bound || row.state == .offered, row.network >= 0,
            !reservations.name(row.client, network: Int(row.network))
        else { return }
        if perRelay != nil { ofLink[row.network, default: 0] += change }
        guard perPort != nil, !row.sentOptions.isEmpty,
            let port = Port(on: row.network, DHCPOptions(sequence: row.sentOptions)[.relayAgentInformation])
        else { return }
        let count = ofPort[port, default: 0] + change
        ofPort[port] = count > 0 ? count : nil
    }
}
