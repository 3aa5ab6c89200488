import DHCP
package import DHCPLeases

/// Which leases are meant.
package struct LeaseChoice: Sendable {
    let state: LeaseState?
    let client: Client?
    let hardware: HardwarePattern?
    let host: OctetPattern?
    let text: LeaseWord?

    /// Takes what each lease has to have; `nil` for anything.
    ///
    /// `text` is a part of its address, hardware address, client or host name, without regard to case; a hardware
    /// address in any notation.
    package init(
        state: LeaseState? = nil, client: Client? = nil, hardware: HardwarePattern? = nil, host: OctetPattern? = nil,
        text: String? = nil
    ) {
        self.state = state
        self.client = client
        self.hardware = hardware
        self.host = host
        self.text = text.flatMap { LeaseWord($0) }
    }

    package func matches(_ lease: Lease) -> Bool {
        if let state, state != lease.state { return false }
        if let client, !client.isNamed(lease) { return false }
        if let hardware, !hardware.matches(lease.hardwareAddress) { return false }
        if let host, !Self.isName(lease.hostName, host) { return false }
        if let text, !text.isFound(in: lease) { return false }
        return true
    }

    /// What a host name reads like, without regard to case; `*` stands for any letters.
    package static func namePattern(_ text: String) -> OctetPattern { OctetPattern(glob: text.lowercased()) }

    /// Whether a host has a name.
    package static func isName(_ name: String?, _ pattern: OctetPattern) -> Bool {
        guard let name else { return false }
        return pattern.matches(Array(name.lowercased().utf8))
    }

    /// A client as a person writes it: as lists show it, as octets, or as the text it sends.
    package struct Client: Sendable {
        private let text: String
        private let octets: [UInt8]
        private let digits: String?
        private let hardware: HardwarePattern?

        package init(_ text: String) {
            let word = ["id ", "hw ", "circuit ", "remote "].first { text.lowercased().hasPrefix($0) } ?? ""
            let value = String(text.dropFirst(word.count))
            self.text = text.lowercased()
            octets = Array(text.utf8)
            digits = HexadecimalText(value)?.digits
            hardware = HardwarePattern(address: value)
        }

        func isNamed(_ lease: Lease) -> Bool {
            let client = lease.client
            if client.description.lowercased() == text { return true }
            // Most identifiers are the hardware address behind the number of its type (RFC 2132 section 9.14).
            if let hardware, hardware.matches(lease.hardwareAddress),
                ClientIdentity(lease.hardwareAddress).octets == client.octets
            {
                return true
            }
            if let digits, digits == client.octets.hexadecimal() { return true }
            return client.octets == octets
        }
    }
}
