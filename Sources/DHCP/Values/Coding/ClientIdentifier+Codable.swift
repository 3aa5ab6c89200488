extension ClientIdentifier: Codable {
    /// Reads the written form, `01:00:11:22:33:44:55`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "client identifier in hexadecimal, such as 01:00:11:22:33:44:55") {
            ClientIdentifier($0)
        }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}

extension ClientIdentifier: CodingKeyRepresentable {
    /// The written form.
    public var codingKey: any CodingKey { WrittenKey(stringValue: description) }

    /// Reads the written form; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(codingKey.stringValue) }
}
