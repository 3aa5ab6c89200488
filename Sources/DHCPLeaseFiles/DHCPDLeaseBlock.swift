import DHCP
import DHCPLeases

/// A block `lease ADDRESS { … }` of `dhcpd.leases`.
struct DHCPDLeaseBlock {
    let address: IPv4Address
    /// Where it begins.
    let line: Int
    private var row: LeaseFileRow
    private var identifier: [UInt8] = []
    private var state: String?
    /// The first statement that was not understood, and its line.
    private(set) var problem: (LeaseFileProblem, line: Int)?

    init(address: IPv4Address, line: Int) {
        self.address = address
        self.line = line
        row = LeaseFileRow(address: address)
    }

    /// The words that begin a statement, so that one whose semicolon is missing ends with its line.
    static let keywords: Set<String> = [
        "abandoned", "atsfp", "binding", "bootp", "client-hostname", "cltt", "domain-name", "dynamic", "dynamic-bootp",
        "ends", "hardware", "hostname", "lease", "next", "on", "option", "reserved", "rewind", "set", "starts", "tsfp",
        "tstp", "uid",
    ]

    /// Takes a statement, without its semicolon.
    mutating func take(_ statement: [DHCPDToken]) {
        guard let first = statement.first else { return }
        do throws(LeaseFileProblem) {
            try take(first.keyword, statement.dropFirst())
        } catch {
            problem = problem ?? (error, first.line)
        }
    }

    private mutating func take(_ keyword: String, _ values: ArraySlice<DHCPDToken>) throws(LeaseFileProblem) {
        let words = values.map(\.keyword)
        switch keyword {
        case "starts": row.start = try DHCPDTime.seconds(words) ?? row.start
        case "ends": row.end = try DHCPDTime.seconds(words)
        case "binding" where words.first == "state": state = words.last
        case "abandoned": state = "abandoned"
        case "hardware": row.hardwareAddress = try Self.hardwareAddress(words)
        case "uid": identifier = try LeaseFileProblem.require(Self.octets(values), "client identifier", words.joined())
        case "client-hostname", "hostname": row.hostName = values.first?.octets ?? []
        default: break
        }
    }

    /// What the block says.
    func meaning() throws(LeaseFileProblem) -> LeaseFileRow {
        var row = row
        row.client =
            ClientIdentity(clientIdentifier: identifier)
            ?? row.hardwareAddress.flatMap { $0.count > 0 ? ClientIdentity($0) : nil }
        switch state {
        case nil, "active", "bootp", "reserved": row.state = .bound
        case "expired", "free", "backup", "reset": row.state = .expired
        case "released": row.state = .released
        case "abandoned": row.state = .declined
        case let state?: throw LeaseFileProblem("no state of a lease: \(state.prefix(60))")
        }
        return row
    }

    private static func hardwareAddress(_ words: [String]) throws(LeaseFileProblem) -> HardwareAddress? {
        let types: [String: UInt8] = ["ethernet": 1, "token-ring": 6, "fddi": 8, "infiniband": 32]
        let text = words.joined(separator: " ")
        guard let name = words.first, words.count <= 2 else { throw LeaseFileProblem("no hardware address: \(text)") }
        let number = name.hasPrefix("unknown-") ? UInt8(name.dropFirst(8)) : types[name]
        let type = try LeaseFileProblem.require(number, "hardware type", name)
        guard words.count == 2 else { return nil }
        return try LeaseFileProblem.require(
            OctetText.groups(words[1]).flatMap { HardwareAddress(type: HardwareType(rawValue: type), octets: $0) },
            "hardware address", text)
    }

    /// A string, or octets with colons.
    private static func octets(_ values: ArraySlice<DHCPDToken>) -> [UInt8]? {
        guard let value = values.first, values.count == 1 else { return nil }
        return value.kind == .string ? value.octets : OctetText.groups(value.text)
    }
}
