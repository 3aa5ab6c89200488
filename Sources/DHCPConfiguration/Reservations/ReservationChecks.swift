import DHCP
import DHCPLeases

/// Checks reservations against their subnet and against each other.
struct ReservationChecks {
    let subnets: [ReadSubnet]
    /// The options for all clients.
    let options: OptionsReader.Result
    /// Addresses of this server that the file names.
    let serverAddresses: Set<IPv4Address>

    /// A client where it can be known: on one link.
    private struct Client: Hashable {
        let network: String
        let identifier: Reservation.Identifier
    }

    func run() {
        checkAddresses()
        checkIdentifiers()
        warnOfDoubleNames()
    }

    /// A name that two machines of one link have leads to one of them at best.
    private func warnOfDoubleNames() {
        struct Name: Hashable {
            let network: String
            let name: String
        }
        var owners: [Name: String] = [:]
        for (network, reservation) in placed {
            guard let name = reservation.hostName else { continue }
            let key = Name(network: network, name: name.value.lowercased())
            if let other = owners[key] {
                name.place.warn("\(name.value) is also the name of \(other)")
            } else {
                owners[key] = reservation.place.whereabouts
            }
        }
    }

    private func checkAddresses() {
        var owners: [IPv4Address: String] = [:]
        for subnet in subnets {
            guard let prefix = subnet.prefix?.value else { continue }
            let routers = Set(subnet.routers(or: options) ?? [])
            for reservation in subnet.reservations {
                guard let address = reservation.address else { continue }
                if let other = owners[address.value] {
                    address.place.fail("\(address.value) is also reserved by \(other)")
                } else {
                    owners[address.value] = reservation.place.whereabouts
                }
                check(address, in: prefix, routers: routers)
            }
        }
    }

    private func check(_ address: Placed<IPv4Address>, in prefix: IPv4Prefix, routers: Set<IPv4Address>) {
        if !prefix.contains(address.value) {
            let bounds = "\(prefix.address)-\(prefix.last)"
            address.place.fail("\(address.value) is not inside the subnet \(prefix), which is \(bounds)")
        } else if prefix.broadcast == address.value {
            address.place.fail("\(address.value) is the broadcast address of \(prefix), which no machine can have")
        } else if prefix.length <= 30 && prefix.address == address.value {
            address.place.fail("\(address.value) is the address of the network \(prefix), which no machine can have")
        } else if routers.contains(address.value) {
            address.place.warn("\(address.value) is a router's, so it is given to nobody, not to this client either")
        } else if serverAddresses.contains(address.value) {
            address.place.warn("\(address.value) is this server's, so it is given to nobody, not to this client either")
        }
    }

    private func checkIdentifiers() {
        var clients: [Client: String] = [:]
        for (network, reservation) in placed {
            for identifier in reservation.identifiers {
                let client = Client(network: network, identifier: identifier.value)
                if clients[client] == reservation.place.whereabouts {
                    identifier.place.fail("the same address stands twice")
                } else if let other = clients[client] {
                    identifier.place.fail("the same client has another reservation, \(other)")
                } else {
                    clients[client] = reservation.place.whereabouts
                }
            }
        }
        for (network, reservation) in placed {
            warnOfShadow(reservation, network, clients)
        }
    }

    /// All reservations with their links.
    private var placed: [(network: String, reservation: ReadReservation)] {
        subnets.flatMap { subnet in subnet.reservations.map { (subnet.network, $0) } }
    }

    /// Most clients make their identifier of their hardware address (RFC 2132 section 9.14), and the reservation for
    /// the latter goes before.
    private func warnOfShadow(_ reservation: ReadReservation, _ network: String, _ clients: [Client: String]) {
        guard let identifier = reservation.identifiers.first, case .clientIdentifier(let octets) = identifier.value,
            let type = octets.first,
            let address = HardwareAddress(type: HardwareType(rawValue: type), octets: octets.dropFirst()),
            let other = clients[Client(network: network, identifier: .hardwareAddress(address))]
        else { return }
        identifier.place.warn(
            "a client with this identifier has the hardware address \(address), and \(other) for that address goes "
                + "before; leave one of both out")
    }
}
