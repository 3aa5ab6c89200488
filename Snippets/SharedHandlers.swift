// Two handlers of one's own on shared state: whoever is asked first claims the address, and the other keeps to it.
//
// Run it as `SharedHandlers 127.0.0.11:6767 127.0.0.12:6767`.

import DHCP
import DHCPServer
import Logging
import Synchronization

/// Who has which address, for all handlers: here in one process, elsewhere a database that compares and sets.
final class Claims: Sendable {
    private let addresses = Mutex<[HardwareAddress: IPv4Address]>([:])

    /// The address of a client: the one it has, or the next that nobody has; `nil` when none is left.
    func claim(for client: HardwareAddress, of range: ClosedRange<UInt8>) async throws -> IPv4Address? {
        addresses.withLock { addresses in
            if let address = addresses[client] { return address }
            let taken = Set(addresses.values)
            let free = range.lazy.map { IPv4Address(10, 77, 0, $0) }.first { !taken.contains($0) }
            addresses[client] = free
            return free
        }
    }
}

struct SharedHandler: DHCPHandler {
    let claims: Claims
    let server: IPv4Address

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        guard let address = try await claims.claim(for: request.hardwareAddress, of: 2...250) else { return .ignore }
        return .respond(request.reply(.offer, yiaddr: address, options: fill))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        // The client takes the offer of one server, and the others keep still.
        if request.kind == .selecting, request.message.options[.serverIdentifier] != server { return .ignore }
        let address = try await claims.claim(for: request.hardwareAddress, of: 2...250)
        guard let address, address == request.message.options[.requestedAddress] ?? request.message.ciaddr else {
            return .respond(request.reply(.nak) { $0[.serverIdentifier] = server })
        }
        return .respond(request.reply(.ack, yiaddr: address, options: fill))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }

    private func fill(_ options: inout DHCPOptions) {
        options[.serverIdentifier] = server
        options[.leaseTime] = 3600
        options[.subnetMask] = IPv4Address(255, 255, 255, 0)
    }
}

let claims = Claims()
try await withThrowingTaskGroup(of: Void.self) { group in
    for endpoint in CommandLine.arguments.dropFirst().compactMap({ DHCPEndpoint($0) }) {
        let handler = SharedHandler(claims: claims, server: endpoint.address)
        group.addTask { try await DHCPService(handler, listen: endpoint).run() }
    }
    try await group.waitForAll()
}
