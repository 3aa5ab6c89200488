// A DHCP server that knows its clients: each hardware address has its own IP address, and nobody else gets any.
//
// The whole state is a dictionary; with one entry this is the server for a single directly attached device.
// Run it as `StaticTable 0.0.0.0:67`.

import DHCP
import DHCPServer

struct StaticTable: DHCPHandler {
    var addresses: [HardwareAddress: IPv4Address]
    let server: IPv4Address
    let mask: IPv4Address

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        guard let address = addresses[request.hardwareAddress] else { return .ignore }
        return .respond(request.reply(.offer, yiaddr: address, options: fill))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        // Strangers may be another server's clients.
        guard let address = addresses[request.hardwareAddress] else { return .ignore }
        if request.kind == .selecting, request.message.options[.serverIdentifier] != server { return .ignore }
        let wanted = request.message.options[.requestedAddress] ?? request.message.ciaddr
        guard wanted == address else { return .respond(request.reply(.nak) { $0[.serverIdentifier] = server }) }
        return .respond(request.reply(.ack, yiaddr: address, options: fill))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction {
        // Another host uses the address: better to give none than this one.
        addresses[request.hardwareAddress] = nil
        return .ignore
    }

    private func fill(_ options: inout DHCPOptions) {
        options[.serverIdentifier] = server
        options[.leaseTime] = 3600
        options[.subnetMask] = mask
    }
}

let listen = CommandLine.arguments.dropFirst().first.flatMap { DHCPEndpoint($0) } ?? DHCPEndpoint(.any, port: 67)
let table = StaticTable(
    addresses: [HardwareAddress(2, 0, 0, 0, 0, 1): IPv4Address(10, 77, 0, 2)],
    server: IPv4Address(10, 77, 0, 1), mask: IPv4Address(255, 255, 255, 0))
try await DHCPService(table, listen: listen).run()
