// Answers nothing, and reports servers that should not be here: whose OFFERs, ACKs and NAKs reach this host.
//
// Servers answer to port 68, so it listens there; broadcasts reach it, and what a relay or this host itself is sent.
// For everything that passes by an interface use `dhcp snoop`. Run it as `Monitor 0.0.0.0:68 10.0.0.1`: all after the
// endpoint are servers that may answer.

import DHCP
import DHCPServer
import Logging

struct Monitor: DHCPHandler {
    let known: Set<IPv4Address>
    /// How often each foreign server answered.
    ///
    /// Addresses come from the network, so no more than a thousand are kept.
    var foreign: [IPv4Address: Int] = [:]
    let logger = Logger(label: "monitor")

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }
    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }
    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }

    mutating func other(_ request: DHCPRequest) async throws -> DHCPAction {
        let message = request.message
        guard message.op == .bootReply, let type = message.messageType else { return .ignore }
        let server = message.options[.serverIdentifier] ?? request.origin.peer.address
        guard !known.contains(server), foreign[server] != nil || foreign.count < 1000 else { return .ignore }
        foreign[server, default: 0] += 1
        if foreign[server] == 1 {
            logger.warning(
                "a foreign DHCP server answers",
                metadata: [
                    "server": "\(server)", "type": "\(type)", "client": "\(request.hardwareAddress)",
                    "address": "\(message.yiaddr)", "interface": "\(request.origin.interface)",
                ])
        }
        return .ignore
    }
}

let arguments = CommandLine.arguments.dropFirst()
let listen = arguments.first.flatMap { DHCPEndpoint($0) } ?? DHCPEndpoint(.any, port: 68)
let known = Set(arguments.dropFirst().compactMap { IPv4Address($0) })
try await DHCPService(Monitor(known: known), listen: listen).run()
