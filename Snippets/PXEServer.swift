// A DHCP server for machines that boot from the network. Files come from a TFTP and an HTTP server on the same host:
//
//     sudo PXEServer interface=eth0 server=10.77.0.1 pool=10.77.0.100-10.77.0.199 script=http://10.77.0.1/boot.ipxe

import DHCP
import DHCPServer
import Glibc

struct Settings {
    /// This host: DHCP, TFTP and HTTP server.
    var server = IPv4Address(10, 77, 0, 1)
    var mask = IPv4Address(255, 255, 255, 0)
    var pool = "10.77.0.100-10.77.0.199"
    var interface: String?
    var listen = DHCPEndpoint(.any, port: 67)
    /// What firmware loads, by TFTP or HTTP: iPXE, built for each platform.
    var files: [ClientArchitecture: String] = [
        .x86BIOS: "undionly.kpxe", .uefiX64: "ipxe.efi", .uefiARM64: "ipxe-arm64.efi",
    ]
    /// What iPXE runs.
    var script: String?
}

struct PXEServer: DHCPHandler {
    let settings: Settings
    let pool: IPv4Range
    /// Clients are told apart by hardware address: firmware, iPXE and operating system of one machine name themselves
    /// differently in option 61, and would take an address each.
    var addresses: [HardwareAddress: IPv4Address] = [:]
    /// Addresses that somebody else was seen to use.
    var declined: Set<IPv4Address> = []

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        let wanted = request.message.options[.requestedAddress]
        guard let address = address(for: request.hardwareAddress, wanted: wanted) else { return .ignore }
        return .respond(answer(request, .offer, address))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        let options = request.message.options
        // The client took another server's offer.
        if let server = options[.serverIdentifier], server != settings.server { return .ignore }
        let wanted = options[.requestedAddress] ?? request.message.ciaddr
        guard wanted == address(for: request.hardwareAddress, wanted: wanted) else {
            return .respond(request.reply(.nak) { $0[.serverIdentifier] = settings.server })
        }
        return .respond(answer(request, .ack, wanted))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction {
        let client = request.hardwareAddress
        if let address = request.message.options[.requestedAddress], addresses[client] == address {
            addresses[client] = nil
            declined.insert(address)
        }
        return .ignore
    }

    /// The client's address, or a free one that becomes the client's; `nil` when none is left.
    ///
    /// If possible it is the one the client wants: it may have had that before this server was started again.
    mutating func address(for client: HardwareAddress, wanted: IPv4Address?) -> IPv4Address? {
        if let known = addresses[client] { return known }
        let taken = declined.union(addresses.values)
        let candidates = (pool.first.bitPattern...pool.last.bitPattern).lazy.map { IPv4Address(bitPattern: $0) }
        if let wanted, pool.contains(wanted), !taken.contains(wanted) {
            addresses[client] = wanted
        } else {
            addresses[client] = candidates.first { !taken.contains($0) }
        }
        return addresses[client]
    }

    /// An address for everyone, and for machines that boot what they boot.
    func answer(_ request: DHCPRequest, _ type: DHCPMessageType, _ address: IPv4Address) -> DHCPMessage {
        var reply = request.reply(type, yiaddr: address) { options in
            options[.serverIdentifier] = settings.server
            options[.leaseTime] = 3600
            options[.subnetMask] = settings.mask
        }
        if let client = BootClient(request.message), let file = bootFile(for: client) {
            client.answer(&reply, file: file, server: settings.server)
        }
        return reply
    }

    /// What a client loads next.
    ///
    /// iPXE must not be sent what the firmware is sent, which is iPXE: it would load itself for ever.
    func bootFile(for client: BootClient) -> String? {
        switch client.program {
        case .ipxe: settings.script ?? "http://\(settings.server)/boot.ipxe"
        case .http: settings.files[client.platform].map { "http://\(settings.server)/\($0)" }
        case .pxe: settings.files[client.platform]
        }
    }
}

/// Reads `name=value`; gives the words that are wrong.
func read(_ words: some Sequence<String>, into settings: inout Settings) -> [String] {
    var wrong: [String] = []
    for word in words {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        let value = parts.count == 2 ? parts[1] : ""
        switch parts.first {
        case "server": if let server = IPv4Address(value) { settings.server = server } else { wrong.append(word) }
        case "mask": if let mask = IPv4Address(value) { settings.mask = mask } else { wrong.append(word) }
        case "listen": if let listen = DHCPEndpoint(value) { settings.listen = listen } else { wrong.append(word) }
        case "pool": settings.pool = value
        case "interface": settings.interface = value
        case "script": settings.script = value
        case "bios": settings.files[.x86BIOS] = value
        case "x64": settings.files[.uefiX64] = value
        case "arm64": settings.files[.uefiARM64] = value
        default: wrong.append(word)
        }
    }
    return wrong
}

var settings = Settings()
let wrong = read(CommandLine.arguments.dropFirst(), into: &settings)
if wrong.isEmpty, let pool = IPv4Range(settings.pool) {
    let server = PXEServer(settings: settings, pool: pool)
    let interfaces = settings.interface.map { [$0] } ?? []
    try await DHCPService(server, listen: settings.listen, interfaces: interfaces).run()
} else {
    print("not understood: \(wrong.isEmpty ? "pool=\(settings.pool)" : wrong.joined(separator: " "))")
    exit(EX_USAGE)
}
