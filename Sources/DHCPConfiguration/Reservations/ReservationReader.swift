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
                place: section.value, identifiers: identifiers(section),
                address: address?.clientAddress().flatMap { host in address.map { Placed(host, $0) } },
                hostName: hostName?.read("a host name such as printer") { Self.isHostName($0) ? $0 : nil }
                    .flatMap { name in hostName.map { Placed(name, $0) } },
                options: options.read(section),
                times: written.checkedOverrides(ofOneClient: true), written: written,
                boot: BootReader.read(section.value(.boot)), isIgnored: section.value(.ignore)?.boolean() ?? false)
            if let hostName, let place = result.options.places[.hostName] {
                place.fail("the host name also stands as \(hostName.whereabouts); leave one of both out")
            }
            if result.isIgnored, let address { address.warn("the client is ignored, so it never gets this address") }
            return result
        }
    }

    /// The names of the client: hardware addresses, a client identifier, or a port by one or both of its names.
    private func identifiers(_ section: SectionReader) -> [Placed<Reservation.Identifier>] {
        let keys: [ConfigurationKey] = [.hardwareAddress, .clientID, .circuitID, .remoteID]
        let named = keys.compactMap { key in section.value(key).map { (key: key, value: $0) } }
        guard let first = named.first else {
            if section.hasUnknownKeys { return [] }
            section.value.fail(
                "nobody is named; write who it is for, as in hw-address: \"00:11:22:33:44:55\" (or client-id, "
                    + "circuit-id, remote-id)")
            return []
        }
        if named.map(\.key) == [.circuitID, .remoteID] { return port(named[0].value, named[1].value) }
        if named.count > 1 {
            named[1].value.fail(
                "a reservation has one of hw-address, client-id, circuit-id and remote-id, or both of the latter; make "
                    + "two of it")
            return []
        }
        switch first.key {
        case .hardwareAddress:
            let values = first.value.list()
            if values.isEmpty { first.value.fail("the list is empty; write a hardware address") }
            return values.compactMap { value in
                value.hardwareAddress().map { Placed(.hardwareAddress($0), value) }
            }
        case .clientID: return single { $0.identifier(.hexadecimal).map { .clientIdentifier($0) } }
        case .circuitID: return single { $0.relayIdentifier().map { .circuitIdentifier($0) } }
        default: return single { $0.relayIdentifier().map { .remoteIdentifier($0) } }
        }
        func single(_ read: (YAMLValue) -> Reservation.Identifier?) -> [Placed<Reservation.Identifier>] {
            read(first.value).map { [Placed($0, first.value)] } ?? []
        }
    }

    /// A port by both its names.
    private func port(_ circuit: YAMLValue, _ remote: YAMLValue) -> [Placed<Reservation.Identifier>] {
        guard let octets = circuit.relayIdentifier(), let end = remote.relayIdentifier() else { return [] }
        return [Placed(.relayPort(circuit: octets, remote: end), circuit)]
    }

    /// A name of one label or several, of letters, digits, dashes and what else people put there, but no spaces.
    private static func isHostName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// A reservation of the file with the places that checks need.
struct ReadReservation {
    let place: YAMLValue
    let identifiers: [Placed<Reservation.Identifier>]
    let address: Placed<IPv4Address>?
    let hostName: Placed<String>?
    let options: OptionsReader.Result
    let times: LeaseTimeOverrides
    let written: WrittenTimes
    let boot: BootSettings?
    let isIgnored: Bool

    /// The reservation as it is served; `nil` when nobody is named.
    var reservation: Reservation? {
        guard let first = identifiers.first else { return nil }
        return Reservation(
            first.value, alternatives: identifiers.dropFirst().map(\.value), address: address?.value,
            hostName: hostName?.value, options: options.options, times: times, boot: boot, optionRules: options.rules,
            isIgnored: isIgnored)
    }
}
