import DHCP
import DHCPLeases

/// The reservations that were made at run time, and how they get on with a configuration, which has the last word.
struct ReservationBook: Sendable {
    /// What it is found by: a client has one reservation in a subnet.
    struct Key: Hashable, Sendable {
        let subnet: IPv4Prefix
        let client: Reservation.Identifier

        /// The order in which reservations are listed, and in which the earlier one counts.
        var word: String { "\(subnet) \(client)" }
    }

    private var entries: [Key: RuntimeReservation] = [:]

    /// Adds a reservation, in place of that of the same client in the same subnet.
    mutating func set(_ reservation: RuntimeReservation) {
        entries[Key(subnet: reservation.subnet, client: reservation.client)] = reservation
    }

    /// Forgets a reservation, and returns it if there was one.
    mutating func remove(_ key: Key) -> RuntimeReservation? { entries.removeValue(forKey: key) }

    /// A configuration with the reservations that go with it, and what keeps each of them from counting.
    func added(
        to leases: LeaseConfiguration
    ) -> (leases: LeaseConfiguration, statuses: [RuntimeReservationStatus]) {
        if entries.isEmpty { return (leases, []) }
        var placing = Placing(leases)
        let ordered = entries.sorted { $0.key.word < $1.key.word }.map(\.value)
        let statuses = ordered.map { RuntimeReservationStatus(reservation: $0, obstacle: placing.place($0)) }
        return (placing.leases, statuses)
    }
}

/// Puts reservations into a configuration.
private struct Placing {
    /// A client on a link.
    private struct Name: Hashable {
        let network: String
        let client: ClientIdentity
    }

    private(set) var leases: LeaseConfiguration
    private let subnets: [IPv4Prefix: Int]
    private var addresses: Set<IPv4Address> = []
    private var names: Set<Name> = []

    init(_ leases: LeaseConfiguration) {
        self.leases = leases
        subnets = Dictionary(
            leases.subnets.enumerated().map { ($0.element.prefix, $0.offset) }, uniquingKeysWith: { first, _ in first })
        for subnet in leases.subnets {
            for reservation in subnet.reservations {
                if let address = reservation.address { addresses.insert(address) }
                for identifier in reservation.identifiers {
                    if let client = ClientIdentity(identifier) {
                        names.insert(Name(network: Self.network(subnet), client: client))
                    }
                }
            }
        }
    }

    /// What the link of a subnet is called.
    private static func network(_ subnet: Subnet) -> String { subnet.sharedNetwork ?? "\(subnet.prefix)" }

    /// Puts a reservation where it belongs, or says what keeps it from there.
    mutating func place(_ reservation: RuntimeReservation) -> String? {
        guard let index = subnets[reservation.subnet] else { return "no subnet \(reservation.subnet) is configured" }
        guard let client = ClientIdentity(reservation.client) else { return "its client is named by nothing" }
        if let address = reservation.address {
            guard reservation.subnet.contains(address) else { return "\(address) is not inside \(reservation.subnet)" }
            if !address.isUsableByHost { return "no client can have \(address)" }
            if addresses.contains(address) { return "\(address) is reserved for another client" }
        }
        let name = Name(network: Self.network(leases.subnets[index]), client: client)
        if !names.insert(name).inserted { return "\(reservation.client) has another reservation on this link" }
        if let address = reservation.address { addresses.insert(address) }
        leases.subnets[index].reservations.append(reservation.reservation)
        return nil
    }
}
