import DHCP
import Foundation

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

    /// An object with all offers.
    static func json(_ offers: [DHCPMessage]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = Report(
            offers: offers.map { offer in
                Report.Offer(
                    server: offer.options[.serverIdentifier]?.description, address: offer.yiaddr.description,
                    leaseTime: offer.options[.leaseTime],
                    nextServer: offer.siaddr.isAny ? nil : offer.siaddr.description,
                    bootFile: offer.file.text,
                    options: Dictionary(
                        options(of: offer).map { (name(of: $0), value(of: $0, $1)) },
                        uniquingKeysWith: { first, _ in first }))
            })
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private struct Report: Encodable {
        struct Offer: Encodable {
            var server: String?
            var address: String
            var leaseTime: UInt32?
            var nextServer: String?
            var bootFile: String?
            var options: [String: String]

            enum CodingKeys: String, CodingKey {
                case server, address, options
                case leaseTime = "lease-time"
                case nextServer = "next-server"
                case bootFile = "boot-file"
            }
        }

        var offers: [Offer]
    }

    /// What is worth showing: everything but message type, server identifier and what came from the request.
    private static func options(of offer: DHCPMessage) -> [(code: DHCPOptionCode, octets: [UInt8])] {
        let hidden: [DHCPOptionCode] = [.messageType, .serverIdentifier, .relayAgentInformation, .overload]
        return offer.options.codes.filter { !hidden.contains($0) }.map { ($0, offer.options[raw: $0] ?? []) }
    }

    private static func name(of code: DHCPOptionCode) -> String {
        DHCPOptionDefinition(code)?.name ?? "option-\(code.rawValue)"
    }

    private static func value(of code: DHCPOptionCode, _ octets: [UInt8]) -> String {
        DHCPOptionDefinition.text(of: octets, for: code)
    }
}
