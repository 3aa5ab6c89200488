import DHCP

extension Reservation.Identifier: LosslessStringConvertible {
    /// Reads `hw 1/00:11:22:33:44:55`, `id 01:aa`, `circuit 65:74:68`, `remote 0a` or `circuit 65 remote 0a`: what
    /// `description` writes.
    ///
    /// The colons may be left out. Anything else gives `nil`.
    public init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if words.count == 4, words[0] == "circuit", words[2] == "remote" {
            guard let circuit = [UInt8](hexadecimal: words[1]), let remote = [UInt8](hexadecimal: words[3]),
                !circuit.isEmpty, !remote.isEmpty
            else { return nil }
            self = .relayPort(circuit: circuit, remote: remote)
            return
        }
        guard let client = ClientIdentity(text) else { return nil }
        self.init(client)
    }

    /// How a client that is known so is named in a reservation; `nil` for one that nothing names.
    public init?(_ client: ClientIdentity) {
        if client.isNobody { return nil }
        let octets = client.octets
        switch client.source {
        case .clientIdentifier: self = .clientIdentifier(octets)
        case .circuitIdentifier: self = .circuitIdentifier(octets)
        case .remoteIdentifier: self = .remoteIdentifier(octets)
        case .hardwareAddress:
            guard let type = octets.first,
                let address = HardwareAddress(type: HardwareType(rawValue: type), octets: octets.dropFirst())
            else { return nil }
            self = .hardwareAddress(address)
        }
    }
}

extension Reservation.Identifier: Codable {
    /// Reads the written form, such as `hw 1/00:11:22:33:44:55`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "client of a reservation, such as \"hw 1/00:11:22:33:44:55\"") {
            Reservation.Identifier($0)
        }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}
