extension DHCPMessageType: Codable {
    /// Reads a name such as `"DISCOVER"`, or a number such as 99 for a type without one.
    ///
    /// Throws `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(UInt8.self) {
            self.init(rawValue: number)
        } else {
            self = try decoder.written(as: "message type, such as \"DISCOVER\" or 99") { DHCPMessageType(name: $0) }
        }
    }

    /// Writes the name, or the number of a type without one.
    public func encode(to encoder: any Encoder) throws {
        if let name { try encoder.write(name) } else { try rawValue.encode(to: encoder) }
    }
}
