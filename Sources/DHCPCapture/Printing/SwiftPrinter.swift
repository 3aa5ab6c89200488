internal import DHCP

/// Prints a message as a Swift expression: pasted into a test, it equals the message that was seen, octet for octet.
///
/// Every octet stands in the expression, padding and what is behind End included, a field or option a line with its
/// meaning beside it. So nothing depends on how options would be composed today, and a malformed message can be printed
/// too: as `[UInt8]`, since there is no message.
public enum SwiftPrinter {
    /// The expression with a line of comment before it, without a newline at the end.
    public static func text(_ seen: CapturedMessage) -> String {
        let datagram = seen.datagram
        var lines = ["// \(datagram.time.text) \(TextPrinter.name(seen)) \(datagram.source) > \(datagram.destination)"]
        if let error = seen.error {
            lines.append("// Malformed: \(error).")
            lines.append("[")
        } else {
            lines.append("try DHCPMessage(decoding: [")
        }
        lines += body(seen).map { "    " + $0 }
        lines.append(seen.error == nil ? "])" : "] as [UInt8]")
        return lines.joined(separator: "\n")
    }

    private static let fields: [(Range<Int>, String)] = [
        (0..<4, "op, htype, hlen, hops"), (4..<8, "xid"), (8..<12, "secs, flags"), (12..<16, "ciaddr"),
        (16..<20, "yiaddr"), (20..<24, "siaddr"), (24..<28, "giaddr"), (28..<44, "chaddr"),
    ]

    private static func body(_ seen: CapturedMessage) -> [String] {
        let payload = seen.datagram.payload
        guard payload.count >= 240, seen.header != nil else { return rows(payload[...]) }
        var lines = fields.flatMap { rows(payload[$0.0], $0.1) }
        // Options in the order of the octets: those of sname and file stand before the others.
        let options = seen.options.sorted { $0.offset < $1.offset }
        for (field, name) in [(44..<108, "sname"), (108..<236, "file")] {
            let inside = options.filter { field.contains($0.offset) }
            lines += inside.isEmpty ? rows(payload[field], name) : rows(payload, field, inside, seen)
        }
        lines += rows(payload[236..<240], "magic cookie")
        return lines + rows(payload, 240..<payload.count, options.filter { $0.offset >= 240 }, seen)
    }

    /// The options of a field a line each, and what stands between and behind them.
    private static func rows(
        _ payload: [UInt8], _ field: Range<Int>, _ options: [CapturedOption], _ seen: CapturedMessage
    ) -> [String] {
        var lines: [String] = []
        var index = field.lowerBound
        for option in options {
            if option.offset > index { lines += rows(payload[index..<option.offset], "padding") }
            let end = option.offset + OptionCursor.headerCount + option.octets.count
            lines += rows(payload[option.offset..<end], comment(option, seen))
            index = end
        }
        if index < field.upperBound, payload[index] == DHCPOptionCode.end.rawValue {
            lines += rows(payload[index...index], "end")
            index += 1
        }
        return lines + (index < field.upperBound ? rows(payload[index..<field.upperBound]) : [])
    }

    /// What a comment may take of a line; a long value stands in the octets anyway.
    private static let commentLimit = 80

    private static func comment(_ option: CapturedOption, _ seen: CapturedMessage) -> String {
        if option.isContinuation { return "\(option.code), continued" }
        let text = OptionText(option.code, seen.value(of: option.code) ?? [])
        if text.name == nil { return "\(option.code)" }
        if let fault = text.fault { return "\(option.code), malformed: \(fault.code)" }
        let full = "\(option.code): \(text.value)"
        return full.count <= commentLimit ? full : full.prefix(commentLimit) + "…"
    }

    /// Octets in rows of sixteen, the comment behind the first.
    private static func rows(_ octets: ArraySlice<UInt8>, _ comment: String? = nil) -> [String] {
        stride(from: octets.startIndex, to: octets.endIndex, by: 16).map { start in
            let row = octets[start..<min(start + 16, octets.endIndex)]
            let text = row.map { "0x" + Hex.text($0) }.joined(separator: ", ") + ","
            guard let comment, start == octets.startIndex else { return text }
            return "\(text)  // \(comment)"
        }
    }
}
