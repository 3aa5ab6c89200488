extension IPv4Prefix: Codable {
    /// Reads the written form, `10.0.0.0/16`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "block of addresses, such as 10.0.0.0/16") { IPv4Prefix($0) }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}

extension IPv4Prefix: CodingKeyRepresentable {
    /// The written form.
    public var codingKey: any CodingKey { WrittenKey(stringValue: description) }

    /// Reads the written form; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(codingKey.stringValue) }
}
