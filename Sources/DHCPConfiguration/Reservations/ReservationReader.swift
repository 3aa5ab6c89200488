import DHCP
import DHCPLeases

/// Reads one of `reservations`.
struct ReservationReader {
    let options: OptionsReader

    func read(_ value: YAMLValue) -> ReadReservation? {
        value.section(.reservation) { section in
            let address = section.value(.address)
            let hostName = section.value(.hostName)
            let written = WrittenTimes(section)
            let result = ReadReservation(
                place: section.value, identifier: identifier(section),
                address: address?.clientAddress().flatMap { host in address.map { Placed(host, $0) } },
                hostName: hostName?.read("a host name such as printer") { Self.isHostName($0) ? $0 : nil }
                    .flatMap { name in hostName.map { Placed(name, $0) } },
                options: options.read(section.value(.options)),
                times: written.checkedOverrides(ofOneClient: true), written: written,
                boot: BootReader.read(section.value(.boot)))
            if let hostName, let place = result.options.places[.hostName] {
                place.fail("the host name also stands as \(hostName.path); leave one of both out")
            }
            if address == nil, hostName == nil, result.options.places.isEmpty, result.times.isEmpty,
                section.value(.boot) == nil, !section.hasUnknownKeys
            {
                section.value.fail("nothing is reserved; write an address, as in address: 10.0.0.10, or options")
            }
            return result
        }
    }

    private static let identifiers: [(key: ConfigurationKey, read: @Sendable (YAMLValue) -> Reservation.Identifier?)] =
        [
            (.hardwareAddress, { $0.hardwareAddress().map { .hardwareAddress($0) } }),
            (.clientID, { $0.identifier(.hexadecimal).map { .clientIdentifier($0) } }),
            (.circuitID, { $0.relayIdentifier().map { .circuitIdentifier($0) } }),
            (.remoteID, { $0.relayIdentifier().map { .remoteIdentifier($0) } }),
        ]

    private func identifier(_ section: SectionReader) -> Placed<Reservation.Identifier>? {
        let named = Self.identifiers.compactMap { key, read in section.value(key).map { (value: $0, read: read) } }
        guard let first = named.first else {
            if section.hasUnknownKeys { return nil }
            section.value.fail(
                "nobody is named; write who it is for, as in hw-address: \"00:11:22:33:44:55\" (or client-id, "
                    + "circuit-id, remote-id)")
            return nil
        }
        if named.count > 1 {
            named[1].value.fail(
                "a reservation has one of hw-address, client-id, circuit-id and remote-id; make two of it")
            return nil
        }
        return first.read(first.value).map { Placed($0, first.value) }
    }

    /// A name of one label or several, of letters, digits, dashes and what else people put there, but no spaces.
    private static func isHostName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// A reservation of the file with the places that checks need.
struct ReadReservation {
    let place: YAMLValue
    let identifier: Placed<Reservation.Identifier>?
    let address: Placed<IPv4Address>?
    let hostName: Placed<String>?
    let options: OptionsReader.Result
    let times: LeaseTimeOverrides
    let written: WrittenTimes
    let boot: BootSettings?

    /// The reservation as it is served; `nil` when nobody is named.
    var reservation: Reservation? {
        guard let identifier else { return nil }
        return Reservation(
            identifier.value, address: address?.value, hostName: hostName?.value, options: options.options,
            times: times,
            boot: boot)
    }
}
