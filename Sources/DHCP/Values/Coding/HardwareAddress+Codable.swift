extension HardwareAddress: Codable {
    /// Reads the written form, `00:11:22:33:44:55`; one that is not of Ethernet has its type in front, as in
    /// `32/00:11`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "hardware address, such as 00:11:22:33:44:55 or 6/00:11:22:33:44:55") {
            HardwareAddress(written: $0)
        }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(written) }
}

extension HardwareAddress: CodingKeyRepresentable {
    /// The written form.
    public var codingKey: any CodingKey { WrittenKey(stringValue: written) }

    /// Reads the written form; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(written: codingKey.stringValue) }
}

extension HardwareAddress {
    /// The octets, with the type in front unless it is Ethernet's.
    private var written: String { type == .ethernet && count > 0 ? description : "\(type.rawValue)/\(self)" }

    private init?(written text: String) {
        guard let slash = text.firstIndex(of: "/") else {
            self.init(text)
            return
        }
        let octets = text[text.index(after: slash)...]
        guard let type = UInt8(text[..<slash]), text[..<slash] == "\(type)" else { return nil }
        if octets.isEmpty {
            self.init(type: HardwareType(rawValue: type), octets: [])
        } else {
            self.init(octets, type: HardwareType(rawValue: type))
        }
    }
}
