import DHCP

/// Warns of addresses in options that no machine has, or that stand twice.
struct AddressAdvice {
    let code: DHCPOptionCode
    /// How the option is written; others than addresses are left alone.
    let format: DHCPOptionDefinition.Format?

    /// Options whose addresses are masks, broadcasts or groups by their nature.
    private static let others: Set<DHCPOptionCode> = [.subnetMask, .broadcastAddress, .routerSolicitationAddress]

    func run(on value: YAMLValue) {
        guard format == .address || format == .addresses, !value.isMapping, !Self.others.contains(code) else { return }
        for element in value.list() {
            guard let address = element.plainText.flatMap({ IPv4Address($0) }), let what = fault(of: address) else {
                continue
            }
            element.warn(what)
        }
    }

    private func fault(of address: IPv4Address) -> String? {
        if address.isAny {
            return "0.0.0.0 is sent as it stands, and is no machine; write the server's own address where dnsmasq "
                + "means it"
        }
        if address.bitPattern >> 24 == 127 { return "\(address) is each client itself" }
        if address.bitPattern >= 0xF000_0000 { return "\(address) is no machine's address" }
        let isGroup = address.bitPattern >= 0xE000_0000
        return isGroup && [.router, .domainNameServer].contains(code) ? "\(address) is a group, no machine" : nil
    }
}
