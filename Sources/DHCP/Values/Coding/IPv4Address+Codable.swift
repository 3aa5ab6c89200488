extension IPv4Address: Codable {
    /// Reads the written form, `10.0.0.1`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "IPv4 address, such as 10.0.0.1") { IPv4Address($0) }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}

extension IPv4Address: CodingKeyRepresentable {
    /// The written form.
    public var codingKey: any CodingKey { WrittenKey(stringValue: description) }

    /// Reads the written form; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(codingKey.stringValue) }
}
