import DHCP
import DHCPCapture

/// Shows offers to people and to programs.
enum OfferReport {
    /// A block of lines for people.
    static func text(_ offer: DHCPMessage) -> String {
        let server = offer.options[.serverIdentifier].map(\.description) ?? "a server without identifier"
        var lines = ["\(server) offers \(offer.yiaddr)"]
        if !offer.siaddr.isAny { lines.append("    next server: \(offer.siaddr)") }
        if let file = offer.file.text { lines.append("    boot file: \(file.quoted)") }
        for (code, octets) in options(of: offer) {
            lines.append("    \(name(of: code)): \(value(of: code, octets))")
        }
        return lines.joined(separator: "\n")
    }

    /// An object with all offers, whose options are typed as those that `dhcp snoop` prints.
    static func json(_ offers: [DHCPMessage]) -> String {
        let lines = offers.map { "    " + JSONPrinter.text(ofOffer: $0, hiding: hidden) }
        return "{\n  \"offers\": [\n" + lines.joined(separator: ",\n") + "\n  ]\n}"
    }

    private static let hidden: Set<DHCPOptionCode> = [
        .messageType, .serverIdentifier, .relayAgentInformation, .overload,
    ]

    /// What is worth showing: everything but message type, server identifier and what came from the request.
    private static func options(of offer: DHCPMessage) -> [(code: DHCPOptionCode, octets: [UInt8])] {
        offer.options.codes.filter { !hidden.contains($0) }.map { ($0, offer.options[raw: $0] ?? []) }
    }

    private static func name(of code: DHCPOptionCode) -> String {
        DHCPOptionDefinition(code)?.name ?? "option-\(code.rawValue)"
    }

    private static func value(of code: DHCPOptionCode, _ octets: [UInt8]) -> String {
        DHCPOptionDefinition.text(of: octets, for: code)
    }
}
