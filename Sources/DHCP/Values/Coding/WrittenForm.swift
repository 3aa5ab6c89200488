extension Decoder {
    /// Reads a value from its written form.
    ///
    /// Throws `DecodingError` when there is no text, or one that `read` gives `nil` for; `what` then says what would have
    /// been right, as in `IPv4 address, such as 10.0.0.1`.
    package func written<Value>(as what: String, _ read: (String) -> Value?) throws -> Value {
        let container = try singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = read(text) else {
            // Whoever sends a megabyte in place of an address needs no megabyte in the error.
            let shown = String(text.prefix(60)).quoted + (text.count > 60 ? "…" : "")
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(shown) is no \(what)")
        }
        return value
    }
}

extension Encoder {
    /// Writes a value's written form.
    package func write(_ text: some CustomStringConvertible) throws {
        var container = singleValueContainer()
        try container.encode(text.description)
    }
}

/// A written form as the key of a dictionary, so that `[IPv4Address: Lease]` is an object in JSON and not a list.
package struct WrittenKey: CodingKey {
    /// The written form.
    package let stringValue: String

    /// `nil`: written forms are texts.
    package var intValue: Int? { nil }

    /// Makes a key of a written form.
    package init(stringValue: String) {
        self.stringValue = stringValue
    }

    /// Gives `nil`.
    package init?(intValue: Int) { nil }
}

/// Octets that are written in hexadecimal, as in `0c027069`.
package struct HexadecimalOctets: Codable {
    /// The octets.
    package let octets: [UInt8]

    /// Takes octets.
    package init(octets: [UInt8]) {
        self.octets = octets
    }

    /// Reads pairs of digits, with or without colons; throws `DecodingError` for anything else.
    package init(from decoder: any Decoder) throws {
        octets = try decoder.written(as: "text of hexadecimal octets, such as 0c027069") { [UInt8](hexadecimal: $0) }
    }

    /// Writes two digits an octet.
    package func encode(to encoder: any Encoder) throws { try encoder.write(octets.hexadecimal()) }
}
