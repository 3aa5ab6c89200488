import Testing

/// A client of the system as it comes, on one host, with state and scripts of its own.
protocol DHCPClient: AnyObject {
    var host: Host { get }

    /// Starts the client and returns the address it was given.
    func acquire() async throws -> String
    /// Has the client renew its lease and returns the address it then has.
    func renew() async throws -> String
    /// Has the client give its lease back.
    func release() async throws
    /// Ends the client without a word to the server. Its memory goes with it: a new client has a new directory.
    func vanish() async throws
}

/// The clients that the tests run.
enum ClientKind: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case udhcpc
    case dhclient
    case dhcpcd

    var testDescription: String { rawValue }

    func client(on host: Host, in laboratory: Laboratory) throws -> any DHCPClient {
        switch self {
        case .udhcpc: try Udhcpc(on: host, in: laboratory)
        case .dhclient: try Dhclient(on: host, in: laboratory)
        case .dhcpcd: try Dhcpcd(on: host, in: laboratory)
        }
    }
}

extension DHCPClient {
    /// Takes off the host what a client that was killed left on it.
    func clearHost() async throws {
        try await host.namespace.run("ip", "-4", "address", "flush", "dev", host.interface)
    }
}
