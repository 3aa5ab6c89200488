import DHCP

extension LeaseState: CustomStringConvertible {
    /// The word: `bound`, `released`, `expired` or `declined`.
    public var description: String {
        switch self {
        case .bound: "bound"
        case .released: "released"
        case .expired: "expired"
        case .declined: "declined"
        }
    }

    /// The state of a word such as `bound`; any other text gives `nil`.
    public init?(word: some StringProtocol) {
        guard let state = Self.allCases.first(where: { $0.description == word }) else { return nil }
        self = state
    }
}

extension LeaseState: Codable, CodingKeyRepresentable {
    /// Reads a word such as `bound`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "state of a lease: bound, released, expired or declined") {
            LeaseState(word: $0)
        }
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }

    /// The word.
    public var codingKey: any CodingKey { WrittenKey(stringValue: description) }

    /// Reads the word; any other text gives `nil`.
    public init?<Key: CodingKey>(codingKey: Key) { self.init(word: codingKey.stringValue) }
}

/// A lease is an object with the names of its properties; `sentOptions` is hexadecimal, and may be left out when empty;
/// so may `lead` when it is 0.
extension Lease: Codable {
    private enum Key: String, CodingKey {
        case address, client, hardwareAddress, state, start, end, sentOptions, lead
    }

    /// Reads an object.
    ///
    /// ```json
    /// {"address": "10.0.0.10", "client": "id 01:aa", "hardwareAddress": "00:11:22:33:44:55", "state": "bound",
    ///  "start": 1767225600, "end": 1767268800, "sentOptions": "0c027069"}
    /// ```
    ///
    /// Throws `DecodingError` that names the key which is missing or has no value of its kind.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let options = try values.decodeIfPresent(HexadecimalOctets.self, forKey: .sentOptions)
        self.init(
            address: try values.decode(IPv4Address.self, forKey: .address),
            client: try values.decode(ClientIdentity.self, forKey: .client),
            hardwareAddress: try values.decode(HardwareAddress.self, forKey: .hardwareAddress),
            state: try values.decode(LeaseState.self, forKey: .state),
            start: try values.decode(UInt32.self, forKey: .start),
            end: try values.decode(UInt32.self, forKey: .end), sentOptions: options?.octets ?? [],
            lead: try values.decodeIfPresent(UInt32.self, forKey: .lead) ?? 0)
    }

    /// Writes the object; `end` is 4294967295 for a lease that never ends.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(address, forKey: .address)
        try values.encode(client, forKey: .client)
        try values.encode(hardwareAddress, forKey: .hardwareAddress)
        try values.encode(state, forKey: .state)
        try values.encode(start, forKey: .start)
        try values.encode(end, forKey: .end)
        try values.encode(HexadecimalOctets(octets: sentOptions), forKey: .sentOptions)
        if lead != 0 { try values.encode(lead, forKey: .lead) }
    }
}

/// A change is an object of `before` and `after`; what is `nil` is left out.
extension LeaseChange: Codable {
    private enum Key: String, CodingKey {
        case before, after
    }

    /// Reads an object with a lease `before`, one `after`, or both.
    ///
    /// Throws `DecodingError` when one of them is malformed, or they are of two addresses.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            before: try values.decodeIfPresent(Lease.self, forKey: .before),
            after: try values.decodeIfPresent(Lease.self, forKey: .after))
        if let before, let after, before.address != after.address {
            throw DecodingError.dataCorruptedError(
                forKey: .after, in: values,
                debugDescription: "a change is of one address, not of \(before.address) and \(after.address)")
        }
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encodeIfPresent(before, forKey: .before)
        try values.encodeIfPresent(after, forKey: .after)
    }
}
