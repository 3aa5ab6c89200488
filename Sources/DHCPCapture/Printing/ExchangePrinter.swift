internal import DHCP

/// Prints exchanges: a ladder of messages with the times between them, or an object for programs.
public enum ExchangePrinter {
    /// A block of lines for people, without a newline at the end.
    public static func text(_ exchange: Exchange) -> String {
        let start = exchange.steps.first?.time ?? exchange.lastTime
        let end = exchange.isAnswered || !exchange.wantsAnswer ? "" : ", not answered"
        var lines = [
            "\(start.text) exchange 0x\(Hex.text(exchange.xid)) of \(exchange.client), "
                + "\(exchange.steps.count + exchange.omittedCount) messages in \(exchange.duration.secondsText) s\(end)"
        ]
        var previous = start
        for step in exchange.steps {
            let gap = "+" + previous.duration(to: step.time).secondsText
            previous = step.time
            let name = name(step)
            var line = "    " + String(repeating: " ", count: max(0, 12 - gap.utf8.count)) + gap + "  "
            line += step.isFromServer ? "<- " : "-> "
            line += name + String(repeating: " ", count: max(0, 10 - name.utf8.count))
            line += " \(step.source) > \(step.destination)"
            if let address = step.address { line += ", address \(address)" }
            if let server = step.server { line += ", server \(server)" }
            if let interface = step.interface { line += ", \(TextPrinter.printable(interface))" }
            lines.append(line)
        }
        if exchange.omittedCount > 0 { lines.append("    … and \(exchange.omittedCount) messages more") }
        return lines.joined(separator: "\n")
    }

    /// A JSON object on one line.
    public static func json(_ exchange: Exchange) -> String {
        let start = exchange.steps.first?.time ?? exchange.lastTime
        var object = JSONObject()
        object["xid"] = .text("0x" + Hex.text(exchange.xid))
        object["chaddr"] = .text(exchange.client.description)
        object["start"] = .text(start.text)
        object["duration"] = .literal(exchange.duration.secondsText)
        object["answered"] = .literal(exchange.isAnswered ? "true" : "false")
        object["messages"] = .number(exchange.steps.count + exchange.omittedCount)
        object["steps"] = .list(
            exchange.steps.map { step in
                var entry = JSONObject()
                entry["after"] = .literal(start.duration(to: step.time).secondsText)
                entry["type"] = .text(name(step))
                entry["source"] = .text(step.source.description)
                entry["destination"] = .text(step.destination.description)
                if let interface = step.interface { entry["interface"] = .text(interface) }
                if let address = step.address { entry["address"] = .text(address.description) }
                if let server = step.server { entry["server"] = .text(server.description) }
                return .object(entry)
            })
        return object.text
    }

    private static func name(_ step: Exchange.Step) -> String {
        step.type?.description ?? (step.isMalformed ? "MALFORMED" : "BOOTP")
    }
}

extension Exchange.Step {
    /// Whether the message goes down the ladder, to the client.
    fileprivate var isFromServer: Bool {
        type.map { [.offer, .ack, .nak, .forceRenew].contains($0) } ?? (source.port != DHCPEndpoint.clientPort)
    }
}
