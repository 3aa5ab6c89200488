// What a registry numbers is written as the number, and where it has a name, read by that too.

extension HardwareType: Codable {}

extension DHCPOptionCode: Codable {
    /// Reads a number of 0 to 255, or a name that `DHCPOptionDefinition` knows, such as `"routers"`.
    ///
    /// Throws `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(UInt8.self) {
            self.init(rawValue: number)
        } else {
            self = try decoder.written(as: "option, such as 3 or \"routers\"") { DHCPOptionDefinition(name: $0)?.code }
        }
    }

    /// Writes the number.
    public func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }
}

extension ClientArchitecture: Codable {
    /// Reads a number of two octets, or a name such as `"uefi-x64"`.
    ///
    /// Throws `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(UInt16.self) {
            self.init(rawValue: number)
        } else {
            self = try decoder.written(as: "architecture, such as 7 or \"uefi-x64\"") { ClientArchitecture(name: $0) }
        }
    }

    /// Writes the number.
    public func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }
}

extension DHCPInstant: Codable {
    /// Reads nanoseconds since 1970.
    ///
    /// Throws `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws { self.init(nanoseconds: try Int64(from: decoder)) }

    /// Writes nanoseconds since 1970.
    public func encode(to encoder: any Encoder) throws { try nanoseconds.encode(to: encoder) }
}
