import Foundation
import Testing

/// The machines of one test and everything that runs on them.
///
/// All of it is gone when `open` returns.
final class Laboratory {
    private let directory: TemporaryDirectory
    private var namespaces: [NetworkNamespace] = []
    private var processes: [RunningProcess] = []
    private var machines: Layout.Machines?
    private var count = 0

    private init() throws {
        directory = try TemporaryDirectory()
    }

    /// Builds the machines, runs `body`, and takes everything down again, whether it fails or not.
    static func open(_ layout: Layout, _ body: (Laboratory) async throws -> Void) async throws {
        let laboratory = try Laboratory()
        do {
            laboratory.machines = try await layout.build { try await laboratory.namespace($0) }
            try await body(laboratory)
        } catch {
            Issue.record(error, Comment(rawValue: laboratory.transcript))
        }
        await laboratory.close()
    }

    var server: Host {
        get throws { try #require(machines?.server) }
    }

    var clients: [Host] {
        get throws { try #require(machines?.clients) }
    }

    var client: Host {
        get throws { try #require(clients.first) }
    }

    var relay: NetworkNamespace {
        get throws { try #require(machines?.relay) }
    }

    func namespace(_ role: String) async throws -> NetworkNamespace {
        let namespace = try await NetworkNamespace.create(role)
        namespaces.append(namespace)
        return namespace
    }

    /// Puts a client on a cable of its own, of which the server's end gets a name and, if given, an address.
    func addClient(_ number: Int, at interface: String, _ address: String?) async throws -> Host {
        let host = Host(
            namespace: try await namespace("client\(number)"), interface: "eth0",
            hardwareAddress: "02:77:00:00:00:0\(number)")
        try await plug(host, into: interface, address)
        return host
    }

    /// Puts a cable between the server and a client that has none.
    func plug(_ client: Host, into interface: String, _ address: String?) async throws {
        try await Link.connect(
            Port(namespace: server.namespace, interface: interface, address: address),
            Port(
                namespace: client.namespace, interface: client.interface, hardwareAddress: client.hardwareAddress))
    }

    /// Starts a program in a namespace, or in none of its own.
    ///
    /// Names are made unique, as the output files carry them.
    func start(_ name: String, in namespace: NetworkNamespace?, _ arguments: [String]) throws -> RunningProcess {
        count += 1
        let process = try RunningProcess(
            namespace?.inside(arguments) ?? arguments, name: "\(count)-\(name)", directory: directory.url)
        processes.append(process)
        return process
    }

    /// A new empty directory.
    func newDirectory(_ name: String) throws -> URL {
        count += 1
        return try directory.subdirectory("\(count)-\(name)")
    }

    /// What every process said, for failure messages.
    var transcript: String {
        processes.map(\.transcript).joined()
    }

    private func close() async {
        for process in processes.reversed() { process.signal(SIGTERM) }
        for process in processes.reversed() { await process.end() }
        for namespace in namespaces { await namespace.delete() }
        directory.remove()
    }
}
