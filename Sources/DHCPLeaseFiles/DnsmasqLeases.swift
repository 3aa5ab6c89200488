import DHCP
import DHCPLeases

/// The lease file of dnsmasq: end, hardware address, address, host name and client identifier on each line.
struct DnsmasqLeases: LeaseFileParser {
    /// When the leases began, which the file does not say.
    let now: UInt32
    private var isOfIPv6 = false

    init(now: UInt32) {
        self.now = now
    }

    mutating func parse(_ line: Substring) throws(LeaseFileProblem) -> LeaseChange? {
        if line.isEmpty || line.hasPrefix("#") { return nil }
        // From here on the file has DHCPv6 leases.
        if line.hasPrefix("duid ") {
            isOfIPv6 = true
            return nil
        }
        if isOfIPv6 { throw LeaseFileProblem("a DHCPv6 lease: \(line.prefix(60))") }
        return LeaseChange(before: nil, after: try lease(line))
    }

    func lease(_ line: Substring) throws(LeaseFileProblem) -> Lease {
        let fields = line.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count == 5 else { throw LeaseFileProblem("not five fields: \(line.prefix(60))") }
        let end = try LeaseFileProblem.require(UInt32(fields[0]), "time", fields[0])
        let hardwareAddress = try LeaseFileProblem.require(
            Self.hardwareAddress(fields[1]), "hardware address", fields[1])
        let octets = try LeaseFileProblem.require(
            fields[4] == "*" ? [] : OctetText.octets(fields[4]), "client identifier", fields[4])
        return Lease(
            address: try LeaseFileProblem.require(IPv4Address(fields[2]), "address", fields[2]),
            client: ClientIdentity(clientIdentifier: octets) ?? ClientIdentity(hardwareAddress),
            hardwareAddress: hardwareAddress, state: .bound, start: end == 0 ? now : min(now, end),
            end: end == 0 ? LeaseTimes.infinite : end,
            sentOptions: DHCPOptions.remembered(hostName: fields[3] == "*" ? "" : fields[3]))
    }

    /// `00:11:22:33:44:55`, or `20-00:11:…` with the hardware type in hexadecimal in front.
    private static func hardwareAddress(_ text: Substring) -> HardwareAddress? {
        guard text.contains("-") else { return HardwareAddress(text) }
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let type = UInt8(parts[0], radix: 16) else { return nil }
        return HardwareAddress(parts[1], type: HardwareType(rawValue: type))
    }
}
