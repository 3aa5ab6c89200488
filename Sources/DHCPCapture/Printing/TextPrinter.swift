internal import DHCP

/// Prints messages for people: a readable block each, safe for a terminal whatever the packet holds.
public enum TextPrinter {
    /// A block of lines for one message, without a newline at the end.
    public static func text(_ seen: CapturedMessage) -> String {
        var lines = [title(seen)]
        lines += frameLines(seen.datagram)
        lines += seen.datagram.marks.map { "    ! \($0)" }
        if let header = seen.header { lines += headerLines(header, seen) }
        for option in seen.options { lines += optionLines(option, seen) }
        if let error = seen.error {
            lines.append("    ! malformed: \(error)")
            lines += HexDump.lines(seen.datagram.payload).map { "      " + $0 }
        }
        return lines.joined(separator: "\n")
    }

    private static func title(_ seen: CapturedMessage) -> String {
        let datagram = seen.datagram
        var words = [datagram.time.text]
        if let interface = datagram.interface { words.append(printable(interface)) }
        if let direction = datagram.direction { words.append(direction.rawValue) }
        words.append(name(seen))
        words.append("\(datagram.source) > \(datagram.destination)")
        return words.joined(separator: " ")
    }

    /// `DISCOVER`, or what can be said of a message without a type.
    static func name(_ seen: CapturedMessage) -> String {
        if let type = seen.type { return type.description }
        guard seen.error == nil, let header = seen.header else { return "MALFORMED" }
        return header.op == .bootRequest ? "BOOTREQUEST" : "BOOTREPLY"
    }

    private static func frameLines(_ datagram: CapturedDatagram) -> [String] {
        var words: [String] = []
        if let source = datagram.hardwareSource {
            words.append("frame \(source)" + (datagram.hardwareDestination.map { " > \($0)" } ?? ""))
        }
        words += datagram.tags.map { "vlan \($0.identifier)" }
        return words.isEmpty ? [] : ["    " + words.joined(separator: ", ")]
    }

    /// The fields that are not zero; `op` and `xid` always.
    private static func headerLines(_ header: DHCPMessage, _ seen: CapturedMessage) -> [String] {
        // As it came, also where that is the fault.
        let (op, count) = (seen.datagram.payload[0], seen.datagram.payload[2])
        let opName = op == 1 ? " (request)" : op == 2 ? " (reply)" : ""
        var lines = ["op \(op)\(opName), htype \(header.htype), hlen \(count), xid 0x\(Hex.text(header.xid))"]
        if header.hops != 0 { lines.append("hops \(header.hops)") }
        if header.secs != 0 { lines.append("secs \(header.secs)") }
        if header.flags != 0 {
            lines.append("flags 0x\(Hex.text(header.flags))" + (header.isBroadcast ? " (broadcast)" : ""))
        }
        let addresses = [
            ("ciaddr", header.ciaddr), ("yiaddr", header.yiaddr), ("siaddr", header.siaddr), ("giaddr", header.giaddr),
        ]
        lines += addresses.filter { !$0.1.isAny }.map { "\($0.0) \($0.1)" }
        let address = header.hardwareAddress
        if address.count > 0 { lines.append("chaddr \(address)") }
        if header.chaddr.octets.dropFirst(address.count).contains(where: { $0 != 0 }) {
            lines.append("chaddr, all of it, \(header.chaddr.octets.hexadecimal(separator: ":"))")
        }
        let holdsOptions = Set(seen.options.map(\.field))
        if !holdsOptions.contains("sname"), let text = field(header.sname.octets) { lines.append("sname \(text)") }
        if !holdsOptions.contains("file"), let text = field(header.file.octets) { lines.append("file \(text)") }
        return lines.map { "    " + $0 }
    }

    /// The text of a field and, when octets stand behind its NUL, all of it in hexadecimal.
    private static func field(_ octets: [UInt8]) -> String? {
        if octets.isEmpty { return nil }
        let text = String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self).quoted
        return octets.contains(0) ? "\(text), all of it \(octets.hexadecimal())" : text
    }

    private static func optionLines(_ option: CapturedOption, _ seen: CapturedMessage) -> [String] {
        let place = option.field == "options" ? "" : " in \(option.field)"
        if option.isContinuation {
            return ["    option \(option.code)\(place), continued: \(option.octets.count) octets more"]
        }
        let text = OptionText(option.code, seen.value(of: option.code) ?? [])
        let title = "    option \(option.code)\(place): "
        if let fault = text.fault {
            return [title + text.value, "      ! malformed: \(fault.code) at octet \(fault.offset) of the value"]
        }
        if text.parts.isEmpty { return [title + text.value] }
        return [String(title.dropLast())]
            + text.parts.map { part in
                let enterprise = part.enterprise.map { "enterprise \($0), " } ?? ""
                return "      \(enterprise)\(part.code)" + (part.name.map { " (\($0))" } ?? "") + ": \(part.value)"
            }
    }

    /// Names of interfaces come from files too, so they are not to be trusted.
    static func printable(_ text: String) -> String {
        let quoted = text.quoted
        return quoted == "\"\(text)\"" ? text : quoted
    }
}

/// Octets for people: place, sixteen octets, and those that print.
package enum HexDump {
    /// A datagram of usual size; more would push what matters off the screen.
    private static let limit = 2048

    package static func lines(_ octets: [UInt8]) -> [String] {
        var lines = stride(from: 0, to: min(octets.count, limit), by: 16).map { start in
            let row = octets[start..<min(start + 16, octets.count, limit)]
            let hex = row.hexadecimal(separator: " ")
            let text = String(decoding: row.map { (32..<127).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
            return Hex.text(UInt16(truncatingIfNeeded: start)) + "  " + hex
                + String(repeating: " ", count: 49 - hex.utf8.count) + text
        }
        if octets.count > limit { lines.append("… and \(octets.count - limit) octets more") }
        return lines
    }
}
