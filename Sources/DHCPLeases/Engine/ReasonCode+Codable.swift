import DHCP

extension ReasonCode: Codable, CodingKeyRepresentable {
    /// The reason of a word such as `pool-exhausted`; any other text gives `nil`.
    public init?(word: some StringProtocol) {
        guard let reason = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = reason
    }

    /// Reads a word such as `pool-exhausted`.
    ///
    /// Throws `DecodingError` for any other text, so also for a reason of a later version.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "reason, such as pool-exhausted") { ReasonCode(word: $0) }
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws { try encoder.write(word) }

    /// The word.
    public var codingKey: any CodingKey { WrittenKey(stringValue: word) }

    /// Reads the word; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(word: codingKey.stringValue) }
}
