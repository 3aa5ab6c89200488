// A handler that asks elsewhere (a database, an HTTP service) and gives up when the answer takes too long.
//
// While one callback awaits, the others wait, so a budget bounds how long a slow look-up keeps all clients waiting. A
// client that got no answer asks again, and the look-up may be faster then. Run it as `LookUp 0.0.0.0:67`.

import DHCP
import DHCPServer

/// Stands in for a database or an HTTP service.
protocol Inventory: Sendable {
    func address(of client: HardwareAddress) async throws -> IPv4Address?
}

struct LookUp: DHCPHandler {
    let inventory: any Inventory
    let server: IPv4Address
    let budget: Duration

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        guard let address = try await address(for: request) else { return .ignore }
        return .respond(request.reply(.offer, yiaddr: address, options: fill))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        guard let address = try await address(for: request) else { return .ignore }
        let wanted = request.message.options[.requestedAddress] ?? request.message.ciaddr
        guard wanted == address else { return .respond(request.reply(.nak) { $0[.serverIdentifier] = server }) }
        return .respond(request.reply(.ack, yiaddr: address, options: fill))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }

    private func address(for request: DHCPRequest) async throws -> IPv4Address? {
        let inventory = inventory
        return try await firstResult(within: budget) { try await inventory.address(of: request.hardwareAddress) }
    }

    private func fill(_ options: inout DHCPOptions) {
        options[.serverIdentifier] = server
        options[.leaseTime] = 3600
        options[.subnetMask] = IPv4Address(255, 255, 255, 0)
    }
}

/// What `body` returns, or `nil` when that takes longer than `limit`.
///
/// The body is cancelled then, and has to end when it is: URLSession, AsyncHTTPClient and database clients do.
func firstResult<Value: Sendable>(
    within limit: Duration, _ body: @escaping @Sendable () async throws -> Value?
) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
    }
}

/// Knows two clients, and takes very long over the second.
struct SlowInventory: Inventory {
    func address(of client: HardwareAddress) async throws -> IPv4Address? {
        switch client {
        case HardwareAddress(2, 0, 0, 0, 0, 1): return IPv4Address(10, 77, 0, 2)
        case HardwareAddress(2, 0, 0, 0, 0, 2):
            try await Task.sleep(for: .seconds(3600))
            return IPv4Address(10, 77, 0, 3)
        default: return nil
        }
    }
}

let listen = CommandLine.arguments.dropFirst().first.flatMap { DHCPEndpoint($0) } ?? DHCPEndpoint(.any, port: 67)
let handler = LookUp(
    inventory: SlowInventory(), server: IPv4Address(10, 77, 0, 1), budget: .milliseconds(500))
try await DHCPService(handler, listen: listen).run()
