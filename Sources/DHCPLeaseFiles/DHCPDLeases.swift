import DHCP
import DHCPLeases

/// `dhcpd.leases` of ISC dhcpd: blocks of statements, a log in which the last block of an address counts.
struct DHCPDLeases: LeaseFileParser {
    private struct Block {
        let address: IPv4Address
        var hardwareAddress: HardwareAddress?
        var identifier: [UInt8] = []
        var hostName = ""
        var start: UInt32 = 0
        var end: UInt32 = LeaseTime.never
        var state: Substring = "active"
        var problem: LeaseFileProblem?
    }

    private var block: Block?
    /// How many blocks of another kind are open.
    private var depth = 0

    /// Whether a file of this kind may begin so.
    static func begins(with line: Substring) -> Bool {
        ["lease ", "authoring-byte-order ", "server-duid ", "host ", "failover peer "].contains { line.hasPrefix($0) }
    }

    mutating func parse(_ line: Substring) throws(LeaseFileProblem) -> LeaseChange? {
        if line.isEmpty || line.hasPrefix("#") { return nil }
        if depth > 0 {
            depth += Self.opened(line)
            return nil
        }
        if block != nil { return try parseInside(line) }
        if line.hasPrefix("lease "), line.hasSuffix("{") {
            let word = line.dropFirst(6).dropLast().trimmed
            guard let address = IPv4Address(word) else {
                depth = 1
                throw LeaseFileProblem("no address: \(word.prefix(60))")
            }
            block = Block(address: address)
            return nil
        }
        if line.hasSuffix("{") {
            depth = 1
            throw LeaseFileProblem("no lease: \(line.dropLast().trimmed.prefix(60))")
        }
        return nil
    }

    mutating func finish() throws(LeaseFileProblem) {
        if let block { throw LeaseFileProblem("the lease of \(block.address) does not end") }
    }

    private mutating func parseInside(_ line: Substring) throws(LeaseFileProblem) -> LeaseChange? {
        if line == "}" {
            guard let block = block.take() else { return nil }
            if let problem = block.problem { throw problem }
            return LeaseChange(before: nil, after: try Self.lease(block))
        }
        if line.hasSuffix("{") {
            // Such as `on expiry { … }`.
            depth = 1
            return nil
        }
        do throws(LeaseFileProblem) {
            try statement(line)
        } catch {
            let first = block?.problem ?? error
            block?.problem = first
        }
        return nil
    }

    private mutating func statement(_ line: Substring) throws(LeaseFileProblem) {
        let words = line.split(separator: " ", maxSplits: 1).map { $0 }
        guard words.count == 2, let end = words[1].lastIndex(of: ";") else { return }
        let value = words[1][..<end].trimmed
        switch words[0] {
        case "starts": block?.start = try Self.time(value)
        case "ends": block?.end = try Self.time(value)
        case "binding" where value.hasPrefix("state "): block?.state = value.dropFirst(6).trimmed
        case "hardware": block?.hardwareAddress = try Self.hardwareAddress(value)
        case "uid": block?.identifier = try LeaseFileProblem.require(Self.octets(value), "client identifier", value)
        case "client-hostname":
            let octets = try LeaseFileProblem.require(Self.octets(value), "host name", value)
            block?.hostName = String(decoding: octets, as: UTF8.self)
        default: break
        }
    }

    private static func lease(_ block: Block) throws(LeaseFileProblem) -> Lease {
        let state: LeaseState
        switch block.state {
        case "active", "bootp": state = .bound
        case "expired", "free", "backup", "reset": state = .expired
        case "released": state = .released
        case "abandoned": state = .declined
        default: throw LeaseFileProblem("no state of a lease: \(block.state)")
        }
        let hardwareAddress = block.hardwareAddress
        guard
            let client = ClientIdentity(clientIdentifier: block.identifier)
                ?? hardwareAddress.map({ ClientIdentity($0) })
        else { throw LeaseFileProblem("\(block.address) was never a client's") }
        return Lease(
            address: block.address, client: client,
            hardwareAddress: hardwareAddress ?? HardwareAddress(0, 0, 0, 0, 0, 0),
            state: state, start: block.start, end: block.end,
            sentOptions: DHCPOptions.remembered(hostName: block.hostName))
    }

    /// `4 2026/01/01 00:00:00` (UTC), `epoch 1767225600`, or `never`.
    private static func time(_ text: Substring) throws(LeaseFileProblem) -> UInt32 {
        let words = text.split(separator: " ")
        if words.first == "epoch", words.count > 1 {
            return try LeaseFileProblem.require(UInt32(words[1]), "time", text)
        }
        if words.count == 1 { return try LeaseFileProblem.require(LeaseTime.seconds(text), "time", text) }
        guard words.count == 3 else { throw LeaseFileProblem("no time: \(text)") }
        let iso = "\(words[1].replacing("/", with: "-"))T\(words[2])Z"
        return try LeaseFileProblem.require(LeaseTime.seconds(iso), "time", text)
    }

    private static func hardwareAddress(_ text: Substring) throws(LeaseFileProblem) -> HardwareAddress {
        let types: [Substring: UInt8] = ["ethernet": 1, "token-ring": 6, "fddi": 8, "infiniband": 32]
        let words = text.split(separator: " ")
        let type = words.first.flatMap { types[$0] }
        let address = words.last.flatMap { word in
            type.flatMap { HardwareAddress(word, type: HardwareType(rawValue: $0)) }
        }
        return try LeaseFileProblem.require(words.count == 2 ? address : nil, "hardware address", text)
    }

    /// A string in quotes with `\"`, `\\` and octal escapes, or hexadecimal octets with colons.
    private static func octets(_ text: Substring) -> [UInt8]? {
        guard text.hasPrefix("\"") else { return OctetText.octets(text) }
        guard text.count > 1, text.hasSuffix("\"") else { return nil }
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...].dropFirst().dropLast()
        while let octet = rest.popFirst() {
            guard octet == UInt8(ascii: "\\") else {
                octets.append(octet)
                continue
            }
            if let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8), rest.count >= 3 {
                octets.append(code)
                rest = rest.dropFirst(3)
            } else if let escaped = rest.popFirst() {
                octets.append(escaped)
            } else {
                return nil
            }
        }
        return octets
    }

    /// How many blocks more are open after a line.
    private static func opened(_ line: Substring) -> Int {
        line.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "{") ? 1 : $1 == UInt8(ascii: "}") ? -1 : 0) }
    }
}
