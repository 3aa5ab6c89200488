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
        /// What its etcd is started with, such as a disk of its own.
        var etcdWrapper: [String] = []
        var etcd: RunningProcess
        /// `nil` where none has been started.
        var server: RunningProcess?
    }

    /// What a test wants otherwise.
    struct Choices {
        /// How long leases are.
        var times = "{ lease-time: 60s, min-lease-time: 60s, renewal-time: 5%, rebinding-time: 75% }"
        /// The machine whose etcd has a disk of its own, of this size.
        var smallDisk: (machine: Int, megabytes: Int)?
        /// Whether the servers are started.
        var serves = true
    }

    /// Where the load comes from: the switch, as a relay of another network.
    static let relay = "10.99.0.1"
    static let etcdPort = 2379
    static let peerPort = 2380

    private init(_ laboratory: Laboratory) {
        self.laboratory = laboratory
    }

    /// Builds `count` machines and a link with `clients`, waits until all serve, runs `body` and takes all down again.
    static func open(
        machines count: Int = 3, clients: Int = 2, _ choices: Choices = Choices(),
        _ body: (ClusterLaboratory) async throws -> Void
    ) async throws {
        try await Laboratory.open(.bridge(clients: clients)) { laboratory in
            let cluster = ClusterLaboratory(laboratory)
            try await cluster.build(count, choices)
            try await body(cluster)
        }
    }

    private func build(_ count: Int, _ choices: Choices) async throws {
        let addresses = (1...count).map { "10.77.0.\(10 + $0)" }
        try await laboratory.server.namespace.run("ip", "address", "add", "\(Self.relay)/32", "dev", "br0")
        for number in 1...count {
            let namespace = try await plugIn(number, addresses[number - 1])
            let directory = try laboratory.newDirectory("kr\(number)")
            var wrapper: [String] = []
            if let disk = choices.smallDisk, disk.machine == number {
                wrapper = try await newDisk(disk.megabytes, at: directory.appending(path: "etcd").path)
            }
            let etcd = try startEtcd(number, in: namespace, directory, addresses, wrapper)
            machines.append(
                Machine(
                    name: "kr\(number)", namespace: namespace, address: addresses[number - 1], directory: directory,
                    etcdWrapper: wrapper, etcd: etcd))
        }
        for machine in machines { _ = try await machine.etcd.waitForLine(/ready to serve/) }
        let store = "etcd: { endpoints: [\(addresses.map { "\"\($0):\(Self.etcdPort)\"" }.joined(separator: ", "))] }"
        for number in 1...count {
            try write(
                "store:\n  \(store)\ncluster: { name: kr\(number) }\n", choices.times, to: Self.ownFile, at: number)
        }
        if choices.serves { try await startServers() }
    }

    /// Makes a namespace with a cable to the switch, and the ways to the relays.
    private func plugIn(_ number: Int, _ address: String) async throws -> NetworkNamespace {
        let namespace = try await laboratory.namespace("kr\(number)")
        let port = Port(namespace: try laboratory.server.namespace, interface: "machine\(number)")
        try await Link.connect(port, Port(namespace: namespace, interface: "eth0", address: "\(address)/24"))
        try await Link.attach(port, to: "br0")
        try await namespace.run("ip", "route", "add", "10.99.0.0/16", "via", Layout.serverAddress)
        try await namespace.run("ip", "route", "add", "10.88.0.0/24", "via", Self.relayAddress)
        return namespace
    }

    private func startEtcd(
        _ number: Int, in namespace: NetworkNamespace, _ directory: URL, _ addresses: [String], _ wrapper: [String]
    ) throws -> RunningProcess {
        let members = addresses.enumerated().map { "node\($0.offset + 1)=http://\($0.element):\(Self.peerPort)" }
        let (client, peer) = (
            "http://\(addresses[number - 1]):\(Self.etcdPort)", "http://\(addresses[number - 1]):\(Self.peerPort)"
        )
        return try laboratory.start(
            "etcd\(number)", in: namespace,
            wrapper + [
                "etcd", "--name", "node\(number)", "--data-dir", directory.appending(path: "etcd").path,
                "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
                "--initial-advertise-peer-urls", peer, "--initial-cluster", members.joined(separator: ","),
            ])
    }

    /// Starts all servers, and waits until they serve and know each other: before that two may offer the same address.
    func startServers() async throws {
        for number in 1...machines.count { try startServer(number) }
        for machine in machines {
            _ = try await machine.server?.waitForLine(ServerWords.ready)
            for other in machines where other.name != machine.name {
                let words = try Regex("a member of the cluster lives .*member=\(other.name)")
                _ = try await machine.server?.waitForLine(words)
            }
        }
    }

    /// Starts a server with a configuration of its machine; `wrapper` is a command that runs it.
    private func startServer(_ number: Int, _ file: String = ownFile, _ wrapper: [String] = []) throws {
        let machine = machines[number - 1]
        machines[number - 1].server = try laboratory.start(
            machine.name, in: machine.namespace,
            wrapper + [
                Environment.binary(named: "dhcp").path, "serve", "--config",
                machine.directory.appending(path: file).path,
            ])
    }

    /// The configuration of a member of the cluster.
    static let ownFile = "dhcp.yaml"

    /// Writes a configuration of a machine, of which `head` says where the leases are.
    func write(_ head: String, _ times: String, to file: String, at number: Int) throws {
        _ = try TextFile.holding(
            """
            \(head)
            server: { listen: "0.0.0.0:67", interfaces: [eth0] }
            defaults: \(times)
            subnets:
              - subnet: 10.77.0.0/24
                pools: [10.77.0.100-10.77.0.150]
              - subnet: 10.88.0.0/24
                pools: [10.88.0.100-10.88.0.150]
              - subnet: 10.99.0.0/16
                relays: [\(Self.relay)]
                pools: [10.99.1.0-10.99.255.250]

            """, at: machines[number - 1].directory.appending(path: file))
    }

    // MARK: Trouble

    /// Ends a server as a crash does.
    func killServer(_ number: Int) async throws {
        let server = try server(number)
        server.signal(SIGKILL)
        try await server.waitForExit()
    }

    /// Starts a server again, and waits until it serves.
    func restartServer(_ number: Int, _ file: String = ownFile, wrapper: [String] = []) async throws {
        try startServer(number, file, wrapper)
        _ = try await server(number).waitForLine(ServerWords.ready)
    }

    /// The server of a machine, which has to have been started.
    func server(_ number: Int) throws -> RunningProcess { try #require(machines[number - 1].server) }

    /// Ends an etcd as a crash does.
    func killEtcd(_ number: Int) async throws {
        machines[number - 1].etcd.signal(SIGKILL)
        try await machines[number - 1].etcd.waitForExit()
    }

    /// Starts an etcd again with what it had stored.
    func restartEtcd(_ number: Int) async throws {
        let machine = machines[number - 1]
        let etcd = try startEtcd(
            number, in: machine.namespace, machine.directory, machines.map(\.address), machine.etcdWrapper)
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
    func dhcp(
        _ arguments: [String], at number: Int = 1, configuration file: String = ownFile
    ) async throws -> Command.Outcome {
        let machine = machines[number - 1]
        let configuration = machine.directory.appending(path: file).path
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
