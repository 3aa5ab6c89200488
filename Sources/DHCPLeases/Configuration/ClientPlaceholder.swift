import DHCP

/// What may stand in a text for what the client has.
package enum ClientPlaceholder: String, CaseIterable, Sendable {
    /// The hardware address, in hexadecimal digits alone.
    case mac = "{mac}"
    /// The address that the client gets or has.
    case address = "{address}"
    /// The port that the relay names (option 82, sub-option 1); nothing without one.
    case circuit = "{circuit}"
    /// The host name that is configured, else the one that the client sends; nothing without either.
    case host = "{host}"

    /// Whether one of them is in a text.
    package static func isIn(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "{")) && allCases.contains { text.contains($0.rawValue) }
    }

    /// A text with what the sender of `message` has in their place.
    static func filled(
        _ text: String, _ message: borrowing DHCPMessage, address: IPv4Address, hostName: String?
    ) -> String {
        var text = text
        for placeholder in allCases where text.contains(placeholder.rawValue) {
            let value =
                switch placeholder {
                case .mac: message.hardwareAddress.octets.hexadecimal()
                case .address: address.description
                case .circuit: message.options[.relayAgentInformation]?.circuitID.map(plain) ?? ""
                case .host: plain(Array((hostName ?? message.options[.hostName] ?? "").utf8))
                }
            text = text.replacing(placeholder.rawValue, with: value)
        }
        return text
    }

    /// What others send, as it may stand in the name of a file: letters, digits, points and dashes alone.
    private static func plain(_ octets: [UInt8]) -> String {
        let isText = octets.allSatisfy { (0x20...0x7E).contains($0) }
        guard isText else { return octets.hexadecimal() }
        return String(
            String(decoding: octets, as: UTF8.self).map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" })
    }
}
