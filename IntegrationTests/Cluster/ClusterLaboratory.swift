import Foundation
import Testing

/// Machines of a cluster on one link: each has an etcd and a server of ours, and the clients are on the same link.
final class ClusterLaboratory {
    let laboratory: Laboratory
    /// Each with its address on the link.
    private(set) var machines: [Machine] = []

    /// One machine.
    struct Machine {
        let name: String
        let namespace: NetworkNamespace
        let address: String
        let directory: URL
        var etcd: RunningProcess
        var server: RunningProcess
    }

    /// Where the load comes from: the switch, as a relay of another network.
    static let relay = "10.99.0.1"
    private static let etcdPort = 2379
    private static let peerPort = 2380

    private init(_ laboratory: Laboratory) {
        self.laboratory = laboratory
    }

    /// Builds `count` machines and a link with `clients`, waits until all serve, runs `body` and takes all down again.
    static func open(
        machines count: Int = 3, clients: Int = 2,
        times: String = "{ lease-time: 60s, min-lease-time: 60s, renewal-time: 5%, rebinding-time: 75% }",
        _ body: (ClusterLaboratory) async throws -> Void
    ) async throws {
        try await Laboratory.open(.bridge(clients: clients)) { laboratory in
            let cluster = ClusterLaboratory(laboratory)
            try await cluster.build(count, times)
            try await body(cluster)
        }
    }

    private func build(_ count: Int, _ times: String) async throws {
        let addresses = (1...count).map { "10.77.0.\(10 + $0)" }
        var namespaces: [NetworkNamespace] = []
        for number in 1...count {
            let namespace = try await laboratory.namespace("kr\(number)")
            let port = Port(namespace: try laboratory.server.namespace, interface: "machine\(number)")
            let address = "\(addresses[number - 1])/24"
            try await Link.connect(port, Port(namespace: namespace, interface: "eth0", address: address))
            try await Link.attach(port, to: "br0")
            try await namespace.run("ip", "route", "add", "10.99.0.0/16", "via", Layout.serverAddress)
            namespaces.append(namespace)
        }
        try await laboratory.server.namespace.run("ip", "address", "add", "\(Self.relay)/32", "dev", "br0")
        var started: [(directory: URL, etcd: RunningProcess)] = []
        for number in 1...count {
            let directory = try laboratory.newDirectory("kr\(number)")
            started.append((directory, try startEtcd(number, in: namespaces[number - 1], directory, addresses)))
        }
        for each in started { _ = try await each.etcd.waitForLine(/ready to serve/) }
        for number in 1...count {
            let (directory, etcd) = started[number - 1]
            let address = addresses[number - 1]
            let configuration = try TextFile.holding(
                Self.configuration(number, address, addresses, times), at: directory.appending(path: "dhcp.yaml"))
            let server = try startServer(number, in: namespaces[number - 1], configuration.path)
            machines.append(
                Machine(
                    name: "kr\(number)", namespace: namespaces[number - 1], address: address, directory: directory,
                    etcd: etcd, server: server))
        }
        for machine in machines { _ = try await machine.server.waitForLine(ServerWords.ready) }
    }

    private func startEtcd(
        _ number: Int, in namespace: NetworkNamespace, _ directory: URL, _ addresses: [String]
    ) throws -> RunningProcess {
        let members = addresses.enumerated().map { "node\($0.offset + 1)=http://\($0.element):\(Self.peerPort)" }
        let (client, peer) = (
            "http://\(addresses[number - 1]):\(Self.etcdPort)", "http://\(addresses[number - 1]):\(Self.peerPort)"
        )
        return try laboratory.start(
            "etcd\(number)", in: namespace,
            [
                "etcd", "--name", "node\(number)", "--data-dir", directory.appending(path: "etcd").path,
                "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
                "--initial-advertise-peer-urls", peer, "--initial-cluster", members.joined(separator: ","),
            ])
    }

    private func startServer(
        _ number: Int, in namespace: NetworkNamespace, _ configuration: String
    ) throws -> RunningProcess {
        let binary = Environment.binary(named: "dhcp").path
        return try laboratory.start("kr\(number)", in: namespace, [binary, "serve", "--config", configuration])
    }

    private static func configuration(
        _ number: Int, _ address: String, _ addresses: [String], _ times: String
    ) -> String {
        """
        server: { listen: "0.0.0.0:67", interfaces: [eth0] }
        store:
          etcd: { endpoints: [\(addresses.map { "\"\($0):\(etcdPort)\"" }.joined(separator: ", "))] }
        cluster: { name: kr\(number) }
        defaults: \(times)
        subnets:
          - subnet: 10.77.0.0/24
            pools: [10.77.0.100-10.77.0.150]
          - subnet: 10.99.0.0/16
            relays: [\(relay)]
            pools: [10.99.1.0-10.99.255.250]

        """
    }

    // MARK: Trouble

    /// Ends a server as a crash does.
    func killServer(_ number: Int) async throws {
        machines[number - 1].server.signal(SIGKILL)
        try await machines[number - 1].server.waitForExit()
    }

    /// Starts a server again, and waits until it serves.
    func restartServer(_ number: Int) async throws {
        let machine = machines[number - 1]
        let server = try startServer(
            number, in: machine.namespace, machine.directory.appending(path: "dhcp.yaml").path)
        machines[number - 1].server = server
        _ = try await server.waitForLine(ServerWords.ready)
    }

    /// Ends an etcd as a crash does.
    func killEtcd(_ number: Int) async throws {
        machines[number - 1].etcd.signal(SIGKILL)
        try await machines[number - 1].etcd.waitForExit()
    }

    /// Starts an etcd again with what it had stored.
    func restartEtcd(_ number: Int) async throws {
        let machine = machines[number - 1]
        let etcd = try startEtcd(number, in: machine.namespace, machine.directory, machines.map(\.address))
        machines[number - 1].etcd = etcd
        _ = try await etcd.waitForLine(/ready to serve/)
    }

    /// Drops all that goes between a machine and etcd on the others, or lets it pass again.
    func cutOff(_ number: Int, ports: [Int] = [etcdPort, peerPort], _ isCutOff: Bool = true) async throws {
        let namespace = machines[number - 1].namespace
        if isCutOff {
            try await namespace.run("nft", "add", "table", "ip", "cut")
            for hook in ["input", "output"] {
                try await namespace.run(
                    "nft", "add", "chain", "ip", "cut", hook, "{ type filter hook \(hook) priority 0; }")
                for port in ports {
                    for end in ["sport", "dport"] {
                        try await namespace.run(
                            "nft", "add", "rule", "ip", "cut", hook, "iifname", "!=", "lo", "tcp", end, "\(port)",
                            "drop")
                    }
                }
            }
        } else {
            try await namespace.run("nft", "delete", "table", "ip", "cut")
        }
    }

    // MARK: What there is

    /// The number of the machine whose etcd leads.
    func leader() async throws -> Int {
        try await wait(for: "a leader of etcd") {
            for (index, machine) in machines.enumerated() where machine.etcd.isRunning {
                let status = try await control(["endpoint", "status", "-w", "fields"], at: index + 1)
                let numbers = ["Leader", "MemberID"].map { field in
                    status.split(separator: "\n").first { $0.hasPrefix("\"\(field)\"") }?.split(separator: " ").last
                }
                if let leader = numbers[0], leader != "0", leader == numbers[1] { return index + 1 }
            }
            return nil
        }
    }

    /// Runs `etcdctl` at a machine and returns what it printed, also when it failed.
    @discardableResult
    func control(_ arguments: [String], at number: Int = 1) async throws -> String {
        let machine = machines[number - 1]
        let command =
            ["env", "ETCDCTL_API=3", "etcdctl", "--endpoints=\(machine.address):\(Self.etcdPort)"] + arguments
        return try await Command.outcome(of: machine.namespace.inside(command)).output
    }

    /// Runs `dhcp` at a machine, with its configuration.
    func dhcp(_ arguments: [String], at number: Int = 1) async throws -> Command.Outcome {
        let machine = machines[number - 1]
        let configuration = machine.directory.appending(path: "dhcp.yaml").path
        return try await Command.outcome(
            of: machine.namespace.inside(
                [Environment.binary(named: "dhcp").path] + arguments + ["--config", configuration]))
    }

    /// Loads all servers from the switch, as a relay does that has several helper addresses.
    func load(_ arguments: [String]) throws -> RunningProcess {
        let servers = machines.flatMap { ["--server", $0.address] }
        return try laboratory.start(
            "bench", in: laboratory.server.namespace,
            [
                Environment.binary(named: "dhcp").path, "bench", "--relay", Self.relay, "--yes-load-this-server",
                "--json",
            ]
                + servers + arguments)
    }

    /// Keys of etcd that begin with `prefix`, behind it.
    func keys(_ prefix: String) async throws -> [String] {
        let root = "/dhcp4/1/" + prefix
        return try await control(["get", root, "--prefix", "--keys-only"]).split(separator: "\n")
            .filter { $0.hasPrefix(root) }.map { String($0.dropFirst(root.count)) }
    }
}
