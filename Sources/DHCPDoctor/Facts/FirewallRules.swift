internal import DHCP
internal import Foundation

/// The rules of nftables, as far as they say what becomes of a packet of DHCP.
///
/// What is not understood (limits of rates, states that are not known here) counts as a rule that may fit or not.
struct FirewallRules {
    struct Chain {
        var family: String
        var table: String
        var name: String
        /// Where packets come into it: `input`, `output`; `nil` for a chain that others jump to.
        var hook: String?
        var priority = 0
        var dropsTheRest = false
        /// The interface of a chain of the family `netdev`.
        var device: String?

        /// As nft names it.
        var title: String { "\(family) \(table) \(name)" }
    }

    struct Rule {
        var handle: Int
        var statements: [[String: Any]]
    }

    private struct Place: Hashable {
        var family: String
        var table: String
        var chain: String
    }

    private(set) var chains: [Chain] = []
    /// What named sets hold.
    private var sets: [Place: [Any]] = [:]
    private var rules: [Place: [Rule]] = [:]

    /// Reads what `nft -j list ruleset` prints; `nil` for anything else.
    init?(_ text: String) {
        guard let root = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
            let entries = root["nftables"] as? [[String: Any]]
        else { return nil }
        for entry in entries {
            if let set = entry["set"] as? [String: Any] { add(set: set) }
            if let chain = entry["chain"] as? [String: Any] { add(chain: chain) }
            if let rule = entry["rule"] as? [String: Any] { add(rule: rule) }
        }
        chains.sort { $0.priority < $1.priority }
    }

    private mutating func add(chain: [String: Any]) {
        guard let family = chain["family"] as? String, let table = chain["table"] as? String,
            let name = chain["name"] as? String
        else { return }
        let type = chain["type"] as? String
        chains.append(
            Chain(
                family: family, table: table, name: name, hook: type == "nat" ? nil : chain["hook"] as? String,
                priority: chain["prio"] as? Int ?? 0, dropsTheRest: chain["policy"] as? String == "drop",
                device: chain["dev"] as? String))
    }

    private mutating func add(rule: [String: Any]) {
        guard let family = rule["family"] as? String, let table = rule["table"] as? String,
            let chain = rule["chain"] as? String, let statements = rule["expr"] as? [[String: Any]]
        else { return }
        let place = Place(family: family, table: table, chain: chain)
        let resolved = statements.map { $0.mapValues { resolve($0, in: place) } }
        rules[place, default: []].append(Rule(handle: rule["handle"] as? Int ?? 0, statements: resolved))
    }

    /// Sets stand before the rules of their table.
    private mutating func add(set: [String: Any]) {
        guard let family = set["family"] as? String, let table = set["table"] as? String,
            let name = set["name"] as? String
        else { return }
        let elements = (set["elem"] as? [Any] ?? []).map { element in
            // An element with a comment or an end is wrapped.
            ((element as? [String: Any])?["elem"] as? [String: Any])?["val"] ?? element
        }
        sets[Place(family: family, table: table, chain: name)] = elements
    }

    /// What a rule compares with, where that is a set by name.
    private func resolve(_ value: Any, in place: Place) -> Any {
        guard var match = value as? [String: Any], let name = match["right"] as? String, name.first == "@",
            let elements = sets[Place(family: place.family, table: place.table, chain: String(name.dropFirst()))]
        else { return value }
        match["right"] = ["set": elements]
        return match
    }

    /// What drops a packet, and what would stop that.
    struct Drop: Hashable {
        /// The chain, as in `inet filter input`.
        var chain: String
        /// The number of the rule; `nil` where the chain drops what no rule accepts.
        var handle: Int?
        /// Whether that is sure, and not only possible.
        var isCertain: Bool
    }

    /// What drops a packet that comes into the chains of a hook; `nil` when it passes.
    func drop(of packet: FirewallPacket, at hook: String, families: Set<String>) -> Drop? {
        for chain in chains where chain.hook == hook && families.contains(chain.family) {
            if let device = chain.device, device != packet.interface { continue }
            var walk = Walk(isCertain: true)
            let end = walk.through(self, chain, packet, depth: 0)
            switch end {
            case .dropped(let place, let handle):
                return Drop(chain: place, handle: handle, isCertain: walk.isCertain)
            case .fellThrough where chain.dropsTheRest:
                return Drop(chain: chain.title, handle: nil, isCertain: walk.isCertain)
            case .accepted, .fellThrough:
                if let possible = walk.possible { return possible }
            }
        }
        return nil
    }

    fileprivate func rules(of chain: Chain) -> [Rule] {
        rules[Place(family: chain.family, table: chain.table, chain: chain.name)] ?? []
    }

    fileprivate func chain(_ name: String, beside chain: Chain) -> Chain? {
        chains.first { $0.name == name && $0.table == chain.table && $0.family == chain.family }
    }
}

/// A way through chains.
private struct Walk {
    enum End {
        case accepted
        case dropped(chain: String, handle: Int)
        case fellThrough
    }

    /// Whether no rule was passed of which nobody knows whether it fits.
    var isCertain: Bool
    /// A rule for ports of DHCP that drops under a condition which is not known, as a rate is.
    var possible: FirewallRules.Drop?

    /// Chains that jump to each other without end are not followed.
    private static let depthLimit = 16

    mutating func through(_ all: FirewallRules, _ chain: FirewallRules.Chain, _ packet: FirewallPacket, depth: Int)
        -> End
    {
        guard depth < Self.depthLimit else { return .fellThrough }
        for rule in all.rules(of: chain) {
            var fits: Bool? = true
            var namesPort = false
            for statement in rule.statements {
                if let match = statement["match"] as? [String: Any] {
                    switch packet.fits(match) {
                    case true?:
                        namesPort = namesPort || packet.isOfPort(match)
                        continue
                    case false?: fits = false
                    case nil: fits = nil
                    }
                    if fits == false { break }
                } else if statement["xt"] != nil || statement["limit"] != nil {
                    fits = nil
                } else if let map = statement["vmap"] as? [String: Any] {
                    if let verdict = verdict(of: map, packet),
                        let end = end(of: verdict, rule, fits, all, chain, packet, depth)
                    {
                        return end
                    }
                } else if let end = end(of: statement, rule, fits, all, chain, packet, depth) {
                    return end
                } else if fits == nil, namesPort, statement.keys.contains(where: { ["drop", "reject"].contains($0) }) {
                    possible = possible ?? .init(chain: chain.title, handle: rule.handle, isCertain: false)
                } else if fits == true, statement.keys.contains("return") {
                    return .fellThrough
                }
            }
        }
        return .fellThrough
    }

    /// What a map from values to verdicts has for the packet.
    private mutating func verdict(of map: [String: Any], _ packet: FirewallPacket) -> [String: Any]? {
        guard let key = map["key"] as? [String: Any],
            let pairs = (map["data"] as? [String: Any])?["set"] as? [[Any]]
        else {
            isCertain = false
            return nil
        }
        for pair in pairs where pair.count == 2 {
            switch packet.fits(key, pair[0]) {
            case true?: return pair[1] as? [String: Any]
            case false?: continue
            case nil: isCertain = false
            }
        }
        return nil
    }

    /// What a statement decides; `nil` when the next rule is asked.
    private mutating func end(
        of statement: [String: Any], _ rule: FirewallRules.Rule, _ fits: Bool?, _ all: FirewallRules,
        _ chain: FirewallRules.Chain, _ packet: FirewallPacket, _ depth: Int
    ) -> End? {
        let decides = ["accept", "drop", "reject", "jump", "goto"].first { statement.keys.contains($0) }
        guard let decides else { return nil }
        guard fits == true else {
            // It may accept what a later rule drops, or may not.
            if decides != "drop", decides != "reject" { isCertain = false }
            return nil
        }
        switch decides {
        case "accept": return .accepted
        case "drop", "reject":
            return .dropped(chain: chain.title, handle: rule.handle)
        default:
            let target = (statement[decides] as? [String: Any])?["target"] as? String ?? ""
            guard let next = all.chain(target, beside: chain) else { return nil }
            switch through(all, next, packet, depth: depth + 1) {
            case .fellThrough: return decides == "goto" ? .fellThrough : nil
            case let end: return end
            }
        }
    }
}

/// A packet of DHCP, of which rules ask.
struct FirewallPacket {
    var interface: String
    var isIncoming = true
    var source = DHCPEndpoint(.any, port: DHCPEndpoint.clientPort)
    var destination = DHCPEndpoint(.broadcast, port: DHCPEndpoint.serverPort)
    /// What the kernel says of its connection.
    var states = FirewallPacket.states

    /// The first message of a client is new to the kernel, unless it is told not to track it.
    static let states: Set<String> = ["new", "untracked"]

    /// Whether a match asks for a port.
    func isOfPort(_ match: [String: Any]) -> Bool {
        let field = ((match["left"] as? [String: Any])?["payload"] as? [String: Any])?["field"] as? String
        return field == "dport" || field == "sport"
    }

    /// Whether a match fits; `nil` when that is not known.
    func fits(_ match: [String: Any]) -> Bool? {
        guard let left = match["left"] as? [String: Any], let right = match["right"], let isEqual = fits(left, right)
        else { return nil }
        switch match["op"] as? String ?? "==" {
        case "==", "in": return isEqual
        case "!=": return !isEqual
        default: return nil
        }
    }

    /// Whether something of the packet is one of some values; `nil` when that is not known.
    func fits(_ left: [String: Any], _ right: Any) -> Bool? {
        value(of: left).flatMap { isEqual($0, right) }
    }

    private enum Value {
        case number(Int)
        case words(Set<String>)
        case address(IPv4Address)
    }

    private func value(of left: [String: Any]) -> Value? {
        if let payload = left["payload"] as? [String: Any] {
            switch (payload["protocol"] as? String, payload["field"] as? String) {
            case ("udp", "dport"), ("th", "dport"): return .number(Int(destination.port))
            case ("udp", "sport"), ("th", "sport"): return .number(Int(source.port))
            case ("ip", "saddr"): return .address(source.address)
            case ("ip", "daddr"): return .address(destination.address)
            case ("ip", "protocol"): return .words(["udp", "17"])
            case ("ether", "type"): return .words(["ip", "0x0800"])
            case ("tcp", _), ("icmp", _), ("icmpv6", _), ("sctp", _), ("ip6", _), ("arp", _): return .words([])
            default: return nil
            }
        }
        if (left["ct"] as? [String: Any])?["key"] as? String == "state" { return .words(states) }
        switch (left["meta"] as? [String: Any])?["key"] as? String {
        case "l4proto": return .words(["udp", "17"])
        case "nfproto": return .words(["ipv4"])
        case "protocol": return .words(["ip"])
        case "iif", "iifname": return .words(isIncoming ? [interface] : [])
        case "oif", "oifname": return .words(isIncoming ? [] : [interface])
        case "pkttype":
            if destination.address == .broadcast { return .words(["broadcast"]) }
            return isIncoming ? .words(["host", "unicast"]) : nil
        default: return nil
        }
    }

    private func isEqual(_ value: Value, _ right: Any) -> Bool? {
        if let list = (right as? [String: Any])?["set"] as? [Any] ?? right as? [Any] {
            let answers = list.map { isEqual(value, $0) }
            return answers.contains(true) ? true : answers.contains(where: { $0 == nil }) ? nil : false
        }
        switch value {
        case .number(let number):
            if let range = (right as? [String: Any])?["range"] as? [Int], range.count == 2 {
                return range[0] <= number && number <= range[1]
            }
            if let other = right as? Int { return other == number }
            return Self.ports[right as? String ?? ""].map { $0 == number }
        case .words(let words):
            if let number = right as? Int { return words.contains("\(number)") }
            guard let word = right as? String, word.first != "@" else { return nil }
            return words.contains { word == $0 || word.hasSuffix("*") && $0.hasPrefix(word.dropLast()) }
        case .address(let address):
            if let text = right as? String { return IPv4Address(text).map { $0 == address } }
            guard let prefix = (right as? [String: Any])?["prefix"] as? [String: Any],
                let first = (prefix["addr"] as? String).flatMap({ IPv4Address($0) }),
                let length = prefix["len"] as? Int
            else { return nil }
            return IPv4Prefix(first, length: length)?.contains(address)
        }
    }

    private static let ports = ["bootps": 67, "bootpc": 68]
}
