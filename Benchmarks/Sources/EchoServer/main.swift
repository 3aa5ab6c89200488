// A server that keeps no state: the best that the runtime can do, against which the complete server is measured.

import DHCP
import DHCPServer
import Logging

/// Makes an OFFER or ACK from what the request says.
struct Echo: DHCPResponder {
    let server: IPv4Address

    mutating func respond(to batch: [DHCPRequest], replies: inout ReplyWriter) async throws {
        for request in batch {
            let message = request.message
            switch message.messageType {
            case .discover:
                replies.send(request.reply(.offer, yiaddr: address(for: message), options: fill), to: request)
            case .request:
                let address = message.options[.requestedAddress] ?? message.ciaddr
                replies.send(request.reply(.ack, yiaddr: address, options: fill), to: request)
            default: break
            }
        }
    }

    /// An address of 10.64.0.0/12 from the last 20 bits of the hardware address.
    private func address(for message: DHCPMessage) -> IPv4Address {
        let number = message.hardwareAddress.octets.suffix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return IPv4Address(bitPattern: 0x0A40_0000 | number & 0xF_FFFF)
    }

    private func fill(_ options: inout DHCPOptions) {
        options[.serverIdentifier] = server
        options[.leaseTime] = 3600
        options[.renewalTime] = 1800
        options[.rebindingTime] = 3150
        options[.subnetMask] = IPv4Address(255, 0, 0, 0)
        options[.router] = [server]
        options[.domainNameServer] = [server]
    }
}

let address = CommandLine.arguments.dropFirst().first.flatMap { IPv4Address($0) } ?? .loopback
let transport = UDPTransport(
    configuration: UDPTransport.Configuration(listen: DHCPEndpoint(.any, port: 67)), logger: Logger(label: "echo"))
await DHCPService(Echo(server: address), transport: transport).runAsProgram()
