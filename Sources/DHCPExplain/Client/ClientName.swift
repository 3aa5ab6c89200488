public import DHCP
public import DHCPLeases

/// A client as somebody names it who looks for it: by an address, a hardware address in any notation, a client identifier,
/// a host name, or the port at which it is.
public struct ClientName: Hashable, Sendable {
    /// What was written.
    public let text: String
    /// The IPv4 address that it is; `nil` when it is none.
    public let address: IPv4Address?
    /// The hardware address that it may be; `nil` when it can be none.
    public let hardwareAddress: HardwareAddress?
    /// The octets that it is, of a hardware address or a client identifier; `nil` when it is a text.
    public let octets: [UInt8]?

    /// Reads a name; `nil` when it is empty, or over 255 characters.
    public init?(_ text: String) {
        guard !text.isEmpty, text.count <= 255 else { return nil }
        self.text = text
        address = IPv4Address(text)
        if address == nil, let hardware = HardwareAddress(notation: text) ?? Self.plain(text) {
            hardwareAddress = hardware
            octets = hardware.octets
        } else {
            hardwareAddress = nil
            octets = address == nil ? Self.octets(of: text) : nil
        }
    }

    /// Twelve digits without anything between them.
    private static func plain(_ text: String) -> HardwareAddress? {
        guard text.utf8.count == 12, let octets = octets(ofDigits: text) else { return nil }
        return HardwareAddress(octets: octets)
    }

    /// An identifier of octets with colons, longer than a hardware address is.
    private static func octets(of text: String) -> [UInt8]? {
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count > 1, groups.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        return octets(ofDigits: groups.joined())
    }

    private static func octets(ofDigits digits: String) -> [UInt8]? {
        let nibbles = digits.utf8.compactMap(HardwareAddress.nibble)
        guard nibbles.count == digits.utf8.count, nibbles.count % 2 == 0 else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }

    /// Whether a lease is the client's, or of the address.
    public func means(_ lease: Lease) -> Bool {
        if let address { return lease.address == address }
        if let octets {
            return lease.hardwareAddress.octets == octets || lease.sentClientIdentifier == octets
                || lease.client.source == .clientIdentifier && lease.client.octets == octets
        }
        if isName(lease.hostName) { return true }
        if lease.client.octets == Array(text.utf8) { return true }
        guard let information = lease.relayAgentInformation,
            let relay = try? RelayAgentInformation(decoding: information)
        else { return false }
        return isPort(relay)
    }

    /// Whether a reservation is the client's, or of the address.
    public func means(_ reservation: Reservation) -> Bool {
        if let address { return reservation.address == address }
        if isName(reservation.hostName) { return true }
        return reservation.identifiers.contains { identifier in
            switch identifier {
            case .hardwareAddress(let hardware): octets == hardware.octets
            case .clientIdentifier(let own): own == octets || own == Array(text.utf8)
            case .circuitIdentifier(let port), .remoteIdentifier(let port): PortWords.text(port) == text
            case .relayPort(let circuit, let remote):
                PortWords.text(circuit) == text || PortWords.text(remote) == text
            }
        }
    }

    /// Whether a message is the client's.
    public func means(_ message: DHCPMessage) -> Bool {
        if let address {
            return message.ciaddr == address || message.options[.requestedAddress] == address
        }
        if let octets {
            return message.hardwareAddress.octets == octets || message.options[raw: .clientIdentifier] == octets
        }
        if isName(message.options[.hostName]) || isName(message.options[.clientFQDN]?.name) { return true }
        return message.options[.relayAgentInformation].map(isPort) ?? false
    }

    /// Host names are the same in upper and lower case, and with their domain or without it.
    private func isName(_ name: String?) -> Bool {
        guard octets == nil, let name, !name.isEmpty else { return false }
        let (wanted, found) = (text.lowercased(), name.lowercased())
        return wanted == found || found.hasPrefix(wanted + ".")
    }

    private func isPort(_ relay: RelayAgentInformation) -> Bool {
        [relay.circuitID, relay.remoteID].contains { $0.map { PortWords.text($0) == text } ?? false }
    }
}
