import DHCP
import DHCPCapture
package import DHCPLeases

/// Times for people.
package enum TimeWords {
    /// A time of day in UTC, as in `2026-11-28T12:04:00Z`, or `never`.
    package static func text(_ seconds: UInt32) -> String {
        if seconds == LeaseTimes.infinite { return "never" }
        return "\(DHCPInstant(seconds: Int64(seconds)).text.prefix(19))Z"
    }

    /// From now on: `in 2h`, `3d ago`.
    package static func relative(_ time: UInt32, at now: UInt32) -> String {
        if time == LeaseTimes.infinite { return "never" }
        return time >= now ? "in \(length(time - now))" : "\(length(now - time)) ago"
    }

    /// Both, as in `2026-11-28T12:04:00Z (in 2h)`.
    package static func both(_ time: UInt32, at now: UInt32) -> String {
        time == LeaseTimes.infinite ? "never" : "\(text(time)) (\(relative(time, at: now)))"
    }

    /// A length of time in its largest unit: `3d`, `2h`, `90s`.
    package static func length(_ seconds: UInt32) -> String {
        if seconds == LeaseTimes.infinite { return "for ever" }
        let units: [(UInt32, String)] = [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")]
        let unit = units.first { seconds >= $0.0 * 2 } ?? (1, "s")
        return "\(seconds / unit.0)\(unit.1)"
    }
}

extension Sequence<String> {
    /// The first of them, with a word when there are more.
    func listed(_ limit: Int = 6) -> String {
        let all = Array(self)
        return all.prefix(limit).joined(separator: ", ") + (all.count > limit ? ", and \(all.count - limit) more" : "")
    }
}

extension Lease {
    /// Who has it, as in `00:11:22:33:44:55 "printer"`.
    package var clientWords: String {
        let name = hostName.map { " \(String($0.prefix(64)).quoted)" } ?? ""
        if client.isNobody { return "somebody unknown" }
        return (hardwareAddress.count > 0 ? "\(hardwareAddress)" : "\(client)") + name
    }
}

extension ClassMatch {
    /// The rule in few words, as in `vendor class Polycom*`.
    var words: String {
        switch self {
        case .all(let matches): matches.map(\.words).joined(separator: " and ")
        case .any(let matches): matches.map(\.words).joined(separator: " or ")
        case .not(let match): "not (\(match.words))"
        case .vendorClass(let pattern): "vendor class \(pattern.words)"
        case .userClass(let pattern): "user class \(pattern.words)"
        case .architecture(let architecture): "architecture \(architecture)"
        case .hardwareAddress(let pattern): "hardware address \(pattern.octetWords)"
        case .clientIdentifier(let pattern): "client identifier \(pattern.words)"
        case .circuitIdentifier(let pattern): "circuit identifier \(pattern.words)"
        case .remoteIdentifier(let pattern): "remote identifier \(pattern.words)"
        case .requestedOption(let code): "asks for option \(code)"
        case .messageType(let type): "message type \(type)"
        case .option(let code, let pattern): "option \(code)" + (pattern.map { " \($0.words)" } ?? "")
        case .subOption: "a sub-option"
        case .known: "a client with a reservation"
        case .relay(let block): "relay in \(block)"
        case .interface(let name): "interface \(name.printable)"
        case .memberOf(let name): "in class \(name.printable)"
        }
    }
}

extension OctetPattern {
    /// As a configuration has it: text with `*`, or octets.
    var words: String {
        let isText = parts.allSatisfy { $0.allSatisfy { (0x20...0x7E).contains($0) } }
        return isText ? parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "*").quoted : octetWords
    }

    /// As octets with `*`.
    var octetWords: String { parts.map { $0.hexadecimal(separator: ":") }.joined(separator: "*") }
}
