import DHCP

extension ClientIdentity: LosslessStringConvertible {
    /// Reads `id 01:aa:bb`, `hw 1/00:11:22:33:44:55`, `circuit 65:74:68` or `remote 0a`: what ``description`` writes.
    ///
    /// The colons may be left out. Anything else gives `nil`.
    public init?(_ text: String) {
        guard let space = text.firstIndex(of: " ") else { return nil }
        let octets = text[text.index(after: space)...]
        switch text[..<space] {
        case "id": self.init(.clientIdentifier, hexadecimal: octets)
        case "hw": self.init(hardware: octets)
        case "circuit": self.init(.circuitIdentifier, hexadecimal: octets)
        case "remote": self.init(.remoteIdentifier, hexadecimal: octets)
        default: return nil
        }
    }

    private init?(_ source: Source, hexadecimal text: Substring) {
        guard let octets = [UInt8](hexadecimal: text) else { return nil }
        self.init(source: source, octets: octets.span.bytes)
    }

    /// Reads `1/00:11:22:33:44:55`, the type and the octets behind it.
    private init?(hardware text: Substring) {
        guard let slash = text.firstIndex(of: "/"), let type = UInt8(text[..<slash]), text[..<slash] == "\(type)",
            let octets = [UInt8](hexadecimal: text[text.index(after: slash)...])
        else { return nil }
        self.init(source: .hardwareAddress, octets: ([type] + octets).span.bytes)
    }
}

extension ClientIdentity: Codable {
    /// Reads the written form, such as `id 01:aa:bb` or `hw 1/00:11:22:33:44:55`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "client, such as \"id 01:aa:bb\" or \"hw 1/00:11:22:33:44:55\"") {
            ClientIdentity($0)
        }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}

extension ClientIdentity: CodingKeyRepresentable {
    /// The written form.
    public var codingKey: any CodingKey { WrittenKey(stringValue: description) }

    /// Reads the written form; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(codingKey.stringValue) }
}
