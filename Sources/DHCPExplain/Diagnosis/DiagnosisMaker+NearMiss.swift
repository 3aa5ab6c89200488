import DHCP
import DHCPLeases

extension DiagnosisMaker {
    /// A client that is meant by a reservation of its link, and named otherwise there than it names itself.
    var misnamed: Diagnosis? {
        if message.trace.hasReservation { return nil }
        let (hardware, sent) = (
            message.request.hardwareAddress, message.request.message.options[raw: .clientIdentifier]
        )
        for other in reservationsHere {
            guard let address = other.reservation.address else { continue }
            for identifier in other.reservation.identifiers {
                guard let (how, cure) = difference(of: identifier, from: hardware, sent) else { continue }
                return found(
                    "\(address) is reserved for \(identifier), \(how): \(outcome)", cure, rule: other.rule,
                    cause: "reservation-misnamed")
            }
        }
        return nil
    }

    /// The reservations on the client's link.
    private var reservationsHere: [ConfiguredPlaces.PlacedReservation] {
        let link = Set(message.subnet.map(places.link) ?? [])
        return places.reservations { _ in true }.filter { link.contains($0.subnet) }
    }

    /// How a reservation names a machine otherwise than it names itself, and what mends that; `nil` when it means another.
    private func difference(
        of identifier: Reservation.Identifier, from hardware: HardwareAddress, _ sent: [UInt8]?
    ) -> (how: String, cure: String)? {
        switch identifier {
        case .clientIdentifier(let octets)
        where hardware.count > 0 && octets.suffix(hardware.count) == hardware.octets[...] && octets != sent:
            let sends =
                sent.map { "client identifier \($0.hexadecimal(separator: ":"))" } ?? "no client identifier (option 61)"
            return (
                "which holds the client's hardware address, but it sends \(sends)",
                "reserve by hardware address: `hw-address: \"\(hardware)\"` instead of the client identifier"
            )
        case .hardwareAddress(let address)
        where address.count > 0 && sent?.suffix(address.count) == address.octets[...]:
            return (
                "which stands in the client's identifier, but it asks with hardware address \(hardware)",
                "name \(hardware) in the reservation as well: `hw-address: [\"\(address)\", \"\(hardware)\"]`"
            )
        default: return nil
        }
    }

    /// A word about reservations of the link that may have been meant for a client that gets nothing; empty for none.
    var nearReservations: String {
        let hardware = message.request.hardwareAddress
        for other in reservationsHere {
            for case .hardwareAddress(let address) in other.reservation.identifiers where address.isLike(hardware) {
                let what = other.reservation.address.map { "\($0)" } ?? "what"
                return "; \(what) is reserved for \(address), which looks like it: a typing error?"
            }
        }
        let ofPorts = reservationsHere.filter { $0.reservation.identifiers.contains { $0.isOfPort } }
        if ofPorts.isEmpty || message.request.message.options.contains(.relayAgentInformation) { return "" }
        return
            "; \(ofPorts.count == 1 ? "an address is" : "addresses are") reserved for ports of relays, and the message came "
            + "without option 82"
    }
}

extension HardwareAddress {
    /// Two digits may have been mistyped or changed places.
    private static let mistypedDigits = 2

    /// Whether it is another address that somebody may have mistyped this one for.
    fileprivate func isLike(_ other: HardwareAddress) -> Bool {
        guard count == other.count, count > 0, self != other else { return false }
        let differences = zip(octets, other.octets).map { $0 ^ $1 }
        let digits = differences.reduce(0) { $0 + ($1 & 0xF0 == 0 ? 0 : 1) + ($1 & 0x0F == 0 ? 0 : 1) }
        return digits <= Self.mistypedDigits
    }
}

extension Reservation.Identifier {
    fileprivate var isOfPort: Bool {
        switch self {
        case .circuitIdentifier, .remoteIdentifier, .relayPort: true
        case .hardwareAddress, .clientIdentifier: false
        }
    }
}
