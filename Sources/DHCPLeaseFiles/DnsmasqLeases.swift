import DHCP
import DHCPLeases

/// The lease file of dnsmasq: end, hardware address, address, host name and client identifier on each line.
struct DnsmasqLeases: LeaseLineParser {
    /// When the leases began, which the file does not say.
    let now: UInt32

    /// Smaller numbers are no time of day since 2001: a machine without a clock writes how long a lease is to last, which
    /// dnsmasq then counts from its next start.
    private static let leastTime: UInt64 = 1_000_000_000

    init(now: UInt32) {
        self.now = now
    }

    /// Whether a file of this kind may begin so.
    static func begins(with line: ArraySlice<UInt8>) -> Bool {
        let words = line.words
        if words.first?.text == "duid" { return words.count == 2 }
        return words.count == 5 && UInt64(words[0].text) != nil && words[2].text.contains { $0 == "." || $0 == ":" }
    }

    mutating func parse(_ line: ArraySlice<UInt8>) throws(LeaseFileProblem) -> LeaseLine? {
        if line.isEmpty || line.first == UInt8(ascii: "#") { return nil }
        let words = line.words
        // The server's own DUID. dnsmasq writes DHCPv6 leases behind it, but reads leases of either kind anywhere.
        if words[0].text == "duid" { return nil }
        if words.count > 2 && words[2].contains(UInt8(ascii: ":")) {
            throw LeaseFileProblem("a DHCPv6 lease: \(line.prefix(60).text)", .otherProtocol)
        }
        guard words.count == 5 else { throw LeaseFileProblem("not five fields: \(line.prefix(60).text)") }
        return .row(try row(words))
    }

    private func row(_ fields: [ArraySlice<UInt8>]) throws(LeaseFileProblem) -> LeaseFileRow {
        let time = try LeaseFileProblem.require(UInt64(fields[0].text), "time", fields[0])
        let hardwareAddress = try LeaseFileProblem.require(
            Self.hardwareAddress(fields[1].text), "hardware address", fields[1])
        let isNamed = fields[4].text != "*"
        let octets = try LeaseFileProblem.require(
            isNamed ? OctetText.octets(fields[4].text) : [], "client identifier", fields[4])
        let end = end(time)
        return LeaseFileRow(
            address: try LeaseFileProblem.require(IPv4Address(fields[2].text), "address", fields[2]),
            client: ClientIdentity(clientIdentifier: octets)
                ?? (hardwareAddress.count > 0 ? ClientIdentity(hardwareAddress) : nil),
            hardwareAddress: hardwareAddress, hostName: fields[3].elementsEqual("*".utf8) ? [] : Array(fields[3]),
            start: min(now, end), end: end)
    }

    private func end(_ time: UInt64) -> UInt32 {
        if time == 0 || time == UInt64(LeaseTimes.infinite) { return LeaseTimes.infinite }
        let end = time < Self.leastTime ? UInt64(now) + time : time
        return UInt32(clamping: min(end, UInt64(LeaseTimes.infinite - 1)))
    }

    /// `00:11:22:33:44:55`, or `20-00:11:…` with the hardware type in hexadecimal in front; `*` and `20-` are none.
    private static func hardwareAddress(_ text: String) -> HardwareAddress? {
        if text == "*" { return HardwareAddress.none }
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let type = parts.count == 2 ? UInt8(parts[0], radix: 16) : HardwareType.ethernet.rawValue,
            let octets = OctetText.octets(parts[parts.count - 1].replacing("-", with: ":"))
        else { return nil }
        return HardwareAddress(type: HardwareType(rawValue: type), octets: octets)
    }
}
