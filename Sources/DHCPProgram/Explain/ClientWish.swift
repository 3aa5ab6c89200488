public import DHCP
public import DHCPExplain

/// What somebody wants to know of a client: what would become of a message that it sent.
public struct ClientWish: Hashable, Sendable, Codable {
    /// Which message it would send.
    public var would: ClientQuestion.Kind
    /// The interface on whose link it would ask; `nil` when that is to be found out.
    public var interface: String?
    /// The relay by which it would ask; `nil` for none.
    public var relay: IPv4Address?
    /// Its hardware address, when its name is none.
    public var hardwareAddress: HardwareAddress?
    /// The address that it would ask for, or has.
    public var address: IPv4Address?
    /// Options that it would send, as text or octets: `60=PXEClient`, `82=0x0104abcd`.
    public var options: [String]
    /// For how many seconds from now on it would wait before it asks.
    public var delay: Int

    /// Makes a wish.
    public init(
        _ would: ClientQuestion.Kind = .discover, interface: String? = nil, relay: IPv4Address? = nil,
        hardwareAddress: HardwareAddress? = nil, address: IPv4Address? = nil, options: [String] = [], delay: Int = 0
    ) {
        (self.would, self.interface, self.relay, self.hardwareAddress) = (would, interface, relay, hardwareAddress)
        (self.address, self.options, self.delay) = (address, options, delay)
    }

    /// Reads a wish of which only what is not usual need be written.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try values.decodeIfPresent(ClientQuestion.Kind.self, forKey: .would) ?? .discover,
            interface: try values.decodeIfPresent(String.self, forKey: .interface),
            relay: try values.decodeIfPresent(IPv4Address.self, forKey: .relay),
            hardwareAddress: try values.decodeIfPresent(HardwareAddress.self, forKey: .hardwareAddress),
            address: try values.decodeIfPresent(IPv4Address.self, forKey: .address),
            options: try values.decodeIfPresent([String].self, forKey: .options) ?? [],
            delay: try values.decodeIfPresent(Int.self, forKey: .delay) ?? 0)
    }
}

/// An option of a message as somebody writes it: `60=PXEClient`, `82=0x0104abcd`.
package struct WrittenOption: Sendable {
    package let code: DHCPOptionCode
    package let octets: [UInt8]

    /// Gives `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let number = UInt8(parts[0]), (1...254).contains(number),
            let octets = Self.octets(parts[1]), octets.count <= 255
        else { return nil }
        code = DHCPOptionCode(rawValue: number)
        self.octets = octets
    }

    private static func octets(_ text: Substring) -> [UInt8]? {
        guard text.hasPrefix("0x") else { return Array(text.utf8) }
        let digits = text.dropFirst(2).utf8
        let nibbles = digits.compactMap(HardwareAddress.nibble)
        guard nibbles.count == digits.count, nibbles.count % 2 == 0 else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
