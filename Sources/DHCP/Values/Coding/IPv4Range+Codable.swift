extension IPv4Range: Codable {
    /// Reads the written form, `10.0.1.0-10.0.9.255`; a block such as `10.0.1.0/24` is read too.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "range of addresses, such as 10.0.1.0-10.0.9.255") { IPv4Range($0) }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}

extension IPv4Range: CodingKeyRepresentable {
    /// The written form.
    public var codingKey: any CodingKey { WrittenKey(stringValue: description) }

    /// Reads the written form; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(codingKey.stringValue) }
}
