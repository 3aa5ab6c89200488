public import DHCP
public import DHCPLeases

/// A reservation that is made while a server runs, and kept with its leases.
///
/// It says less than one of a configuration: which client has which address and is told which name.
public struct RuntimeReservation: Hashable, Sendable, Codable {
    /// The subnet in which the client is.
    public var subnet: IPv4Prefix
    /// How the client is known.
    public var client: Reservation.Identifier
    /// Its address, which lies in the subnet; `nil` only registers the client, or gives it a name.
    public var address: IPv4Address?
    /// The host name it is told (option 12).
    public var hostName: String?
    /// A word to whoever reads it.
    public var comment: String?

    /// Makes a reservation; whether it can be served is said by ``CompleteServer/Handle/reserve(_:)``.
    public init(
        _ client: Reservation.Identifier, address: IPv4Address? = nil, in subnet: IPv4Prefix, hostName: String? = nil,
        comment: String? = nil
    ) {
        self.subnet = subnet
        self.client = client
        self.address = address
        self.hostName = hostName
        self.comment = comment
    }

    /// The same as a configuration has it.
    var reservation: Reservation { Reservation(client, address: address, hostName: hostName) }
}

/// A reservation that was made while a server ran, and whether it counts.
public struct RuntimeReservationStatus: Hashable, Sendable, Codable {
    /// The reservation.
    public let reservation: RuntimeReservation
    /// What keeps it from counting, as after a configuration that reserves the address for somebody else; `nil` when it
    /// counts.
    public let obstacle: String?

    /// Whether it counts.
    public var isActive: Bool { obstacle == nil }
}
