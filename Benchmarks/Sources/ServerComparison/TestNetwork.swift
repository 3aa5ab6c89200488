import Foundation

/// Two network namespaces with a cable between them: the server's, and that of the load generator.
struct TestNetwork {
    private static let prefix = "dhcpbench"
    private let server = "\(prefix)-\(getpid())-server"
    private let client = "\(prefix)-\(getpid())-client"

    init() throws {
        Self.removeAbandoned()
        for name in [server, client] {
            try Shell.output(["ip", "netns", "add", name])
            try Shell.output(["ip", "-n", name, "link", "set", "lo", "up"])
        }
        try Shell.output(
            ["ip", "-n", server, "link", "add", Plan.interface, "type", "veth", "peer", "client0", "netns", client])
        for (name, interface, address) in [(server, Plan.interface, Plan.server), (client, "client0", Plan.relay)] {
            try Shell.output(["ip", "-n", name, "address", "add", address + "/8", "dev", interface])
            // Each datagram is a frame of its own on the cable, as on a real one.
            try Shell.output(
                ["ip", "netns", "exec", name, "ethtool", "-K", interface, "tx-udp-segmentation", "off"])
            try Shell.output(["ip", "-n", name, "link", "set", interface, "up"])
        }
    }

    func remove() {
        for name in [server, client] { _ = try? Shell.output(["ip", "netns", "delete", name]) }
    }

    /// The command that runs another at the server's end.
    ///
    /// It ends with this program.
    func atServer(_ command: [String]) -> [String] {
        ["setpriv", "--pdeathsig", "KILL", "ip", "netns", "exec", server] + command
    }

    /// The command that runs another at the clients' end.
    func atClient(_ command: [String]) -> [String] {
        ["setpriv", "--pdeathsig", "KILL", "ip", "netns", "exec", client] + command
    }

    /// Removes what runs that were killed have left behind.
    private static func removeAbandoned() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? [] {
            let parts = name.split(separator: "-")
            guard parts.count == 3, parts[0] == prefix, let owner = pid_t(parts[1]) else { continue }
            if kill(owner, 0) == -1, errno == ESRCH { _ = try? Shell.output(["ip", "netns", "delete", name]) }
        }
    }
}
