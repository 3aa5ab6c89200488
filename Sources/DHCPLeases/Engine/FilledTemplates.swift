import DHCP

extension OptionScope {
    /// Appends the options whose values are made for each client, those that it asks for and those for everybody.
    func appendTemplates(
        to writer: inout OptionWriter, asked: [UInt8]?, for exchange: borrowing Exchange, address: IPv4Address
    ) {
        for code in templates where asked?.contains(code.rawValue) ?? true || always.contains(code) {
            guard let value = options[raw: code] else { continue }
            let filled = Self.filled(value, exchange.request.message, address, hostName: options[.hostName])
            if code.admits(count: filled.count) { writer.append(code, filled) }
        }
    }

    /// A text with what the client has in place of `{mac}`, `{address}`, `{circuit}` and `{host}`.
    private static func filled(
        _ value: [UInt8], _ message: borrowing DHCPMessage, _ address: IPv4Address, hostName: String?
    ) -> [UInt8] {
        var text = String(decoding: value, as: UTF8.self)
        let circuit = message.options[.relayAgentInformation]?.circuitID
        let replacements = [
            ("{mac}", message.hardwareAddress.octets.hexadecimal()), ("{address}", address.description),
            ("{circuit}", circuit.map(plain) ?? ""),
            ("{host}", plain(Array((hostName ?? message.options[.hostName] ?? "").utf8))),
        ]
        for (word, replacement) in replacements { text = text.replacing(word, with: replacement) }
        return Array(text.utf8)
    }

    /// What others send, as it may stand in the name of a file: letters, digits, points and dashes alone.
    private static func plain(_ octets: [UInt8]) -> String {
        let isText = octets.allSatisfy { (0x20...0x7E).contains($0) }
        guard isText else { return octets.hexadecimal() }
        return String(
            String(decoding: octets, as: UTF8.self).map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" })
    }
}
