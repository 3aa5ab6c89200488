import DHCP

extension OptionScope {
    /// Appends the options whose values are made for each client, those that it asks for and those for everybody.
    func appendTemplates(
        to writer: inout OptionWriter, asked: [UInt8]?, for exchange: borrowing Exchange, address: IPv4Address
    ) {
        for code in templates where asked?.contains(code.rawValue) ?? true || always.contains(code) {
            if let value = filledOption(code, exchange.request.message, address) { writer.append(code, value) }
        }
    }

    /// The value of one of ``templates`` for a client; `nil` when that is none the option can have.
    func filledOption(_ code: DHCPOptionCode, _ message: borrowing DHCPMessage, _ address: IPv4Address) -> [UInt8]? {
        guard let value = options[raw: code] else { return nil }
        let filled = Array(filled(String(decoding: value, as: UTF8.self), message, address).utf8)
        return code.admits(count: filled.count) ? filled : nil
    }

    /// The file that a machine loads which boots as `client`, or does not say how: the one that its reservation or class
    /// names, else its profile's; `nil` when there is none.
    func bootFile(
        of client: BootClient?, _ message: borrowing DHCPMessage, _ address: IPv4Address
    ) -> String? {
        let isOption = namesBootFile
        let file =
            if isOption { options[.bootFileName] } else if let client { boot?.profile(for: client)?.file } else {
                boot?.fileForAllMachines
            }
        guard let file, !file.isEmpty else { return nil }
        let isTemplate = isOption ? templates.contains(.bootFileName) : boot?.isTemplate == true
        return isTemplate ? filled(file, message, address) : file
    }

    /// The boot server's name for a client; `nil` when it has none.
    func bootServerName(_ message: borrowing DHCPMessage, _ address: IPv4Address) -> String? {
        guard let boot, let name = boot.serverName, !name.isEmpty else { return nil }
        return boot.isTemplate ? filled(name, message, address) : name
    }

    private func filled(_ text: String, _ message: borrowing DHCPMessage, _ address: IPv4Address) -> String {
        ClientPlaceholder.filled(text, message, address: address, hostName: options[.hostName])
    }
}
