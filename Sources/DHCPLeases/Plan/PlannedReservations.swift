import DHCP

/// A reservation and its place.
final class PlannedReservation: Sendable {
    let reservation: Reservation
    /// How its client stands in the table.
    let client: ClientIdentity
    let network: Int
    /// Its place among all reservations.
    let number: Int
    /// Whether it says more than an address, so that replies to its client are like no others.
    let hasSettings: Bool

    init(_ reservation: Reservation, client: ClientIdentity, network: Int, number: Int) {
        self.reservation = reservation
        self.client = client
        self.network = network
        self.number = number
        hasSettings =
            reservation.hostName != nil || !reservation.options.isEmpty || !reservation.times.isEmpty
            || reservation.boot != nil || !reservation.optionRules.isEmpty
    }

    var address: IPv4Address? { reservation.address }
}

/// All reservations, found by client and by address.
struct PlannedReservations: Sendable {
    /// For each network its reservations by client.
    private var byClient: [[ClientIdentity: PlannedReservation]]
    private var byAddress: [IPv4Address: PlannedReservation] = [:]
    /// The first reservation of a hardware address or client identifier on whichever network.
    private var anywhere: [ClientIdentity: PlannedReservation] = [:]
    /// Which identities reservations name at all, so that the others need not be made.
    private var sources: Set<ClientIdentity.Source> = []
    /// Whether some are for a port that circuit and remote identifier name together.
    private var namesWholePorts = false
    /// How many there are.
    private(set) var count = 0

    init(
        _ subnets: [Subnet], networks: [Int], count: Int
    ) throws(LeaseConfigurationError) {
        byClient = Array(repeating: [:], count: count)
        for (subnet, network) in zip(subnets, networks) {
            for reservation in subnet.reservations {
                try add(reservation, subnet, network)
            }
        }
    }

    private mutating func add(
        _ reservation: Reservation, _ subnet: Subnet, _ network: Int
    ) throws(LeaseConfigurationError) {
        guard let client = ClientIdentity(reservation.identifier) else {
            throw .doublyIdentified(reservation.identifier, subnet.prefix)
        }
        let planned = PlannedReservation(reservation, client: client, network: network, number: count)
        count += 1
        for identifier in reservation.identifiers {
            guard let name = ClientIdentity(identifier), byClient[network].updateValue(planned, forKey: name) == nil
            else { throw .doublyIdentified(identifier, subnet.prefix) }
            sources.insert(name.source)
            // One port of many relays has the same name; a machine is one.
            if !name.source.isOfRelay, planned.address != nil, anywhere[name] == nil { anywhere[name] = planned }
            if case .relayPort = identifier { namesWholePorts = true }
        }
        guard let address = reservation.address else { return }
        guard subnet.prefix.contains(address) else { throw .reservationOutsideSubnet(address, subnet.prefix) }
        guard address.isUsableByHost else { throw .unusableAddress(address) }
        if byAddress.updateValue(planned, forKey: address) != nil { throw .doublyReserved(address) }
    }

    var isEmpty: Bool { sources.isEmpty }
    /// Whether some are for whoever is at a port of a relay.
    var nameRelays: Bool { sources.contains(.circuitIdentifier) || sources.contains(.remoteIdentifier) }
    var addresses: some Sequence<IPv4Address> { byAddress.keys }

    /// A reservation with an address for whoever sent a message, on whichever network; for log lines.
    func elsewhere(_ message: DHCPMessage) -> PlannedReservation? {
        if message.hlen > 0, let found = anywhere[ClientIdentity(message.hardwareAddress)] { return found }
        let octets = message.options[raw: .clientIdentifier]
        return octets.flatMap { ClientIdentity(clientIdentifier: $0) }.flatMap { anywhere[$0] }
    }

    /// Whether something is reserved for a client of this name on a network.
    func name(_ client: ClientIdentity, network: Int) -> Bool {
        !sources.isEmpty && byClient[network][client] != nil
    }

    /// Whose address this is.
    func reservation(at address: IPv4Address) -> PlannedReservation? {
        byAddress.isEmpty ? nil : byAddress[address]
    }

    /// The reservation of whoever sent a message: by hardware address, client identifier, circuit, remote identifier.
    func reservation(for message: DHCPMessage, network: Int) -> PlannedReservation? {
        let known = byClient[network]
        if known.isEmpty { return nil }
        if sources.contains(.hardwareAddress), message.hlen > 0,
            let found = known[ClientIdentity(message.hardwareAddress)]
        {
            return found
        }
        if sources.contains(.clientIdentifier), let octets = message.options[raw: .clientIdentifier],
            let client = ClientIdentity(clientIdentifier: octets), let found = known[client]
        {
            return found
        }
        guard sources.contains(.circuitIdentifier) || sources.contains(.remoteIdentifier),
            let relay = message.options[.relayAgentInformation]
        else { return nil }
        let port: Reservation.Identifier? =
            if namesWholePorts, let circuit = relay.circuitID, let remote = relay.remoteID {
                .relayPort(circuit: circuit, remote: remote)
            } else {
                nil
            }
        let identifiers = [
            port,
            relay.circuitID.map(Reservation.Identifier.circuitIdentifier),
            relay.remoteID.map(Reservation.Identifier.remoteIdentifier),
        ]
        return identifiers.lazy.compactMap { $0.flatMap(ClientIdentity.init) }.compactMap { known[$0] }.first
    }
}
