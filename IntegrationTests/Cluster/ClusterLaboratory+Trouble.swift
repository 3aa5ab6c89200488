import Foundation
import Testing

/// Trouble of single parts, and what is beside the switch.
extension ClusterLaboratory {
    // MARK: Disks

    /// Makes a file system of its own at `path`, and returns the command that runs others in it.
    ///
    /// It stays as long as the process that holds it, so that what is in it outlives who writes there.
    func newDisk(_ megabytes: Int, at path: String) async throws -> [String] {
        let script = """
            mkdir "\(path)" && mount -t tmpfs -o mode=700,size=\(megabytes)m none "\(path)"
            echo mounted
            exec sleep infinity
            """
        let holder = try laboratory.start(
            "disk", in: nil, ["unshare", "--mount", "--propagation", "private", "sh", "-c", script])
        _ = try await holder.waitForLine(/mounted/)
        return ["nsenter", "--mount=/proc/\(holder.identifier)/ns/mnt"]
    }

    /// Leaves no room on the disk of an etcd.
    func fillDisk(_ number: Int) async throws {
        let command = ["dd", "if=/dev/zero", "of=\(filler(number))", "bs=4k"]
        let outcome = try await Command.outcome(of: machines[number - 1].etcdWrapper + command)
        #expect(outcome.errors.contains("No space left on device"))
    }

    /// Makes room again.
    func emptyDisk(_ number: Int) async throws {
        try await Command.run(machines[number - 1].etcdWrapper + ["rm", filler(number)])
    }

    private func filler(_ number: Int) -> String { machines[number - 1].directory.appending(path: "etcd/filler").path }

    // MARK: Ways

    /// Cuts all clients off from a server, which reaches etcd and the others still; or lets them through again.
    func cutOffClients(of number: Int, _ isCutOff: Bool = true) async throws {
        let namespace = try laboratory.server.namespace
        let table = "clients\(number)"
        if !isCutOff {
            let rules = try await namespace.run("nft", "list", "table", "bridge", table)
            #expect(rules.contains(/counter packets [1-9]/), "nothing was dropped")
            try await namespace.run("nft", "delete", "table", "bridge", table)
            return
        }
        try await namespace.run("nft", "add", "table", "bridge", table)
        for hook in ["input", "forward", "output"] {
            try await namespace.run(
                "nft", "add", "chain", "bridge", table, hook, "{ type filter hook \(hook) priority 0; }")
        }
        for (hook, direction) in [
            ("input", "iifname"), ("forward", "iifname"), ("forward", "oifname"), ("output", "oifname"),
        ] {
            try await namespace.run(
                "nft", "add", "rule", "bridge", table, hook, direction, "machine\(number)", "udp", "dport",
                "{ 67, 68 }",
                "counter", "drop")
        }
    }

    /// Has etcd forget all but the latest state.
    func compact() async throws {
        let status = try await control(["endpoint", "status", "-w", "fields"])
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("\"Revision\"") })
        try await control(["compact", String(line.split(separator: " ").last ?? "")])
    }

    // MARK: Behind a relay

    /// The address of the relay on the switch's link.
    static let relayAddress = "10.77.0.2"

    /// Puts a client behind ISC's relay, which asks these servers.
    func addRelayedClient(of numbers: [Int]) async throws -> Host {
        let relay = try await laboratory.namespace("relay")
        let member = Port(namespace: try laboratory.server.namespace, interface: "relay0")
        try await Link.connect(
            member, Port(namespace: relay, interface: "up0", address: "\(Self.relayAddress)/24"))
        try await Link.attach(member, to: "br0")
        let client = Host(
            namespace: try await laboratory.namespace("relayed"), interface: "eth0",
            hardwareAddress: "02:77:00:00:00:88")
        try await Link.connect(
            Port(namespace: relay, interface: "down0", address: "\(Layout.relayAddress)/24"),
            Port(
                namespace: client.namespace, interface: client.interface, hardwareAddress: client.hardwareAddress))
        try await relay.run("sysctl", "-qw", "net.ipv4.ip_forward=1")
        try await Dhcrelay.start(
            in: laboratory, at: relay, links: ["down0"], servers: numbers.map { machines[$0 - 1].address })
        return client
    }
}
