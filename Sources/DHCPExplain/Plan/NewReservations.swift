import DHCP
import DHCPLeases

/// What a new configuration has for an address and for a client, found without a look at all of it for each.
struct NewReservations {
    private let places: ConfiguredPlaces
    private let subnets: [Subnet]
    private var ofAddress: [IPv4Address: Reservation] = [:]
    private var ofClient: [ClientIdentity: IPv4Address] = [:]

    init(_ configuration: LeaseConfiguration) {
        (places, subnets) = (ConfiguredPlaces(configuration), configuration.subnets)
        for reservation in configuration.subnets.flatMap(\.reservations) {
            guard let address = reservation.address else { continue }
            if ofAddress[address] == nil { ofAddress[address] = reservation }
            for client in reservation.identifiers.compactMap({ ClientIdentity($0) }) where ofClient[client] == nil {
                ofClient[client] = address
            }
        }
    }

    /// The number of the subnet in which an address lies.
    func subnet(of address: IPv4Address) -> Int? { places.subnet(containing: address) }

    /// What takes an address from its client, and the same in words.
    func cause(of lease: Lease, _ reason: ReasonCode) -> (kind: ChangePlan.Loss.Kind, words: String) {
        if let other = ofAddress[lease.address],
            !other.identifiers.contains(where: { ClientIdentity($0) == lease.client })
        {
            return (.reservedForAnother, "the address is reserved for \(other.identifier)")
        }
        guard let subnet = subnet(of: lease.address) else {
            return (.noSubnet, "the address is in no subnet any more")
        }
        if let own = ofClient[lease.client], own != lease.address {
            return (.reservedElsewhere, "\(own) is reserved for the client")
        }
        let isPooled = subnets[subnet].pools.contains { $0.range.contains(lease.address) }
        return isPooled ? (.refused, reason.word) : (.noPool, "the address is in no pool any more")
    }
}
