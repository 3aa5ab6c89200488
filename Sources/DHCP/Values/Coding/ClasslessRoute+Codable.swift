extension ClasslessRoute: Codable {
    /// Reads the written form, `10.2.0.0/16 via 10.0.0.254`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "route, such as 10.2.0.0/16 via 10.0.0.254") { ClasslessRoute($0) }
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}
