// A complete DHCP server for one directly attached device: it always gets 10.77.0.2.

import DHCP
import DHCPServer

struct OneAddress: DHCPHandler {
    let server = IPv4Address(10, 77, 0, 1)
    let address = IPv4Address(10, 77, 0, 2)

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        .respond(request.reply(.offer, yiaddr: address, options: fill))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        let options = request.message.options
        if let named = options[.serverIdentifier], named != server { return .ignore }
        let wanted = options[.requestedAddress] ?? request.message.ciaddr
        guard wanted == address else { return .respond(request.reply(.nak) { $0[.serverIdentifier] = server }) }
        return .respond(request.reply(.ack, yiaddr: address, options: fill))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }

    func fill(_ options: inout DHCPOptions) {
        options[.serverIdentifier] = server
        options[.leaseTime] = 3600
        options[.subnetMask] = IPv4Address(255, 255, 255, 0)
    }
}

await DHCPService(OneAddress(), listen: DHCPEndpoint(.any, port: 67)).runAsProgram()
