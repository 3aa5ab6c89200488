import DHCP
import DHCPLeases

/// A network that the messages come to.
enum Network: CustomStringConvertible {
    /// One subnet with four options.
    case plain
    /// Seventy options in four scopes, classes, boot profiles, reservations for ports, limits for relays and ports.
    case rich

    var description: String {
        switch self {
        case .plain: "a network with four options"
        case .rich: "a network with seventy options, classes, boot, limits"
        }
    }

    var configuration: LeaseConfiguration {
        guard let prefix = IPv4Prefix(IPv4Address(10, 0, 0, 0), length: 16),
            let range = IPv4Range(IPv4Address(10, 0, 1, 0), prefix.last)
        else { return LeaseConfiguration(subnets: []) }
        var subnet = Subnet(prefix, pools: [Pool(range)])
        subnet.options[.router] = [IPv4Address(10, 0, 0, 1)]
        var configuration = LeaseConfiguration(subnets: [])
        configuration.options[.domainNameServer] = [IPv4Address(10, 0, 0, 3)]
        configuration.options[.domainName] = "lab.example"
        configuration.options[.broadcastAddress] = IPv4Address(10, 0, 255, 255)
        if case .rich = self { enrich(&configuration, &subnet, range) }
        configuration.subnets = [subnet]
        return configuration
    }

    private func enrich(_ configuration: inout LeaseConfiguration, _ subnet: inout Subnet, _ range: IPv4Range) {
        for code in UInt8(224)...254 { configuration.options[raw: DHCPOptionCode(rawValue: code)] = octets(code, 10) }
        for code in UInt8(180)...209 { subnet.options[raw: DHCPOptionCode(rawValue: code)] = octets(code, 8) }
        for code in UInt8(128)...134 { subnet.pools[0].options[raw: DHCPOptionCode(rawValue: code)] = octets(code, 20) }
        subnet.reservations = [
            Reservation(.circuitIdentifier([7, 7]), address: IPv4Address(10, 0, 0, 77)),
            Reservation(.remoteIdentifier([8, 8]), address: IPv4Address(10, 0, 0, 78)),
        ]
        configuration.classes = [
            ClientClass("phones", match: .vendorClass(OctetPattern(glob: "phone*"))),
            ClientClass("kiosks", match: .userClass(OctetPattern(glob: "kiosk"))),
            ClientClass("boot", match: .architecture(.uefiX64)),
            ClientClass("ports", match: .circuitIdentifier(OctetPattern(glob: "*eth*"))),
            ClientClass("wpad", match: .requestedOption(252)),
        ]
        configuration.boot = BootSettings(
            profiles: [BootProfile(file: "boot.efi"), BootProfile(isForIPXE: true, file: "http://10.0.0.1/boot.ipxe")])
        configuration.limits.offersPerRelay = 60_000
        configuration.limits.newLeasesPerPort = 60_000
    }

    private func octets(_ code: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: code, count: count) }
}
