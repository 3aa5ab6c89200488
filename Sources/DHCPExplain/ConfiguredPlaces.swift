import DHCP
import DHCPLeases

/// Finds what stands where in a configuration.
struct ConfiguredPlaces {
    private let configuration: LeaseConfiguration

    init(_ configuration: LeaseConfiguration) {
        self.configuration = configuration
    }

    /// The number of a subnet.
    func subnet(_ prefix: IPv4Prefix) -> Int? { configuration.subnets.firstIndex { $0.prefix == prefix } }

    /// The number of the subnet in which an address lies.
    func subnet(containing address: IPv4Address) -> Int? {
        configuration.subnets.firstIndex { $0.prefix.contains(address) }
    }

    /// The numbers of the subnets on the link of a subnet: its own first.
    func link(of prefix: IPv4Prefix) -> [Int] {
        guard let own = subnet(prefix) else { return [] }
        guard let name = configuration.subnets[own].sharedNetwork else { return [own] }
        return [own]
            + configuration.subnets.indices.filter { $0 != own && configuration.subnets[$0].sharedNetwork == name }
    }

    /// The place of a class.
    func rule(ofClass name: String) -> String? {
        configuration.classes.firstIndex { $0.name == name }.map { "classes[\($0)]" }
    }

    /// The place of a pool.
    func rule(ofPool range: IPv4Range) -> String? {
        for (index, subnet) in configuration.subnets.enumerated() {
            if let pool = subnet.pools.firstIndex(where: { $0.range == range }) {
                return "subnets[\(index)].pools[\(pool)]"
            }
        }
        return nil
    }

    /// A reservation and where it stands.
    struct PlacedReservation {
        let reservation: Reservation
        let subnet: Int
        let number: Int

        var rule: String { "subnets[\(subnet)].reservations[\(number)]" }
    }

    /// The reservations of which `isMeant` says so.
    func reservations(where isMeant: (Reservation) -> Bool) -> [PlacedReservation] {
        configuration.subnets.enumerated().flatMap { index, subnet in
            subnet.reservations.enumerated().compactMap { number, reservation in
                isMeant(reservation)
                    ? PlacedReservation(reservation: reservation, subnet: index, number: number) : nil
            }
        }
    }

    /// What is reserved anywhere for the sender of a message, by hardware address or client identifier.
    ///
    /// Ports of relays count where they are alone: another relay numbers its ports alike.
    func reservations(for message: DHCPMessage) -> [PlacedReservation] {
        let hardware = message.hardwareAddress
        let octets = message.options[raw: .clientIdentifier]
        return reservations { reservation in
            reservation.identifiers.contains { identifier in
                switch identifier {
                case .hardwareAddress(let address): hardware.count > 0 && address == hardware
                case .clientIdentifier(let own): own == octets
                case .circuitIdentifier, .remoteIdentifier, .relayPort: false
                }
            }
        }
    }

    /// Who is behind a subnet, for people: its relays, or its interface.
    func access(to index: Int) -> String {
        let subnet = configuration.subnets[index]
        if let relay = subnet.relays.first { return " behind relay \(relay)" }
        return subnet.interface.map { " behind interface \($0)" } ?? ""
    }
}
