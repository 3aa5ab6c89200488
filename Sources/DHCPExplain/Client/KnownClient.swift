public import DHCP
public import DHCPLeases

/// What a server knows of a client, wherever that is: its leases, and what is reserved for it in any subnet.
public struct KnownClient: Sendable {
    /// How it was looked for.
    public let name: ClientName
    /// Its leases, with times of day: those that run first, and of them the one that was given last.
    public let leases: [Lease]
    /// What is reserved for it.
    public let reservations: [Reservation]
    /// The lines that say it.
    public let lines: [ExplanationLine]

    /// Collects what is known; `leases` are those of which the name says that they are meant, `now` is a time of day in
    /// seconds since 1970.
    public init(_ name: ClientName, leases: [Lease], configuration: LeaseConfiguration, now: UInt32) {
        self.name = name
        let sorted = leases.sorted { left, right in
            let (isLeft, isRight) = (left.state == .bound, right.state == .bound)
            return isLeft == isRight ? left.start > right.start : isLeft
        }
        self.leases = sorted
        let places = ConfiguredPlaces(configuration)
        let hardware = name.hardwareAddress ?? sorted.first?.hardwareAddress
        let placed = places.reservations { reservation in
            name.means(reservation)
                || hardware.map { reservation.identifiers.contains(.hardwareAddress($0)) } ?? false
        }
        reservations = placed.map(\.reservation)
        let leaseLines = sorted.prefix(8).map { lease in
            let subnet = places.subnet(containing: lease.address).map { "\(configuration.subnets[$0].prefix)" }
            let verb =
                lease.state == .bound ? "until" : lease.state == .declined ? "rests until" : "\(lease.state) since"
            return ExplanationLine(
                "lease",
                "\(lease.address) \(verb) \(TimeWords.both(lease.end, at: now)), \(lease.clientWords)"
                    + ", in \(subnet ?? "no subnet")")
        }
        let reservationLines = placed.prefix(8).map { other in
            let what = other.reservation.address.map { "\($0)" } ?? "no address, but settings,"
            return ExplanationLine(
                "reserved",
                "\(what) in \(configuration.subnets[other.subnet].prefix) for \(other.reservation.identifier)",
                rule: other.rule)
        }
        lines = leaseLines + reservationLines
    }

    /// The hardware address by which the client can be asked for; `nil` when none is known.
    public var hardwareAddress: HardwareAddress? {
        if let own = name.hardwareAddress,
            leases.isEmpty || !leases.contains(where: { $0.client.octets == name.octets })
        {
            return own
        }
        if let lease = leases.first(where: { $0.hardwareAddress.count > 0 }) { return lease.hardwareAddress }
        for reservation in reservations {
            for case .hardwareAddress(let address) in reservation.identifiers { return address }
        }
        return name.hardwareAddress
    }

    /// Who it is, in a few words.
    public var title: String {
        guard let lease = leases.first else { return hardwareAddress.map { "\($0)" } ?? name.text.printable }
        return lease.clientWords
    }
}
