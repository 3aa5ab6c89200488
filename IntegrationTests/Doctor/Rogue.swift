import Foundation

/// A server that somebody else put on the link: a real dnsmasq, as 10.77.0.66.
enum Rogue {
    /// Starts it on a client's machine.
    static func start(on host: Host, in laboratory: Laboratory) async throws -> RunningProcess {
        try await host.namespace.run("ip", "address", "add", "10.77.0.66/24", "dev", host.interface)
        let leases = try laboratory.newDirectory("rogue").appending(path: "leases").path
        let rogue = try laboratory.start(
            "dnsmasq", in: host.namespace,
            [
                "dnsmasq", "--keep-in-foreground", "--log-facility=-", "--user=root", "--conf-file=/dev/null",
                "--port=0", "--interface=\(host.interface)", "--bind-interfaces", "--pid-file=\(leases).pid",
                "--dhcp-range=10.77.0.200,10.77.0.210,1h", "--dhcp-leasefile=\(leases)",
            ])
        _ = try await rogue.waitForLine(/DHCP, sockets bound exclusively/)
        return rogue
    }
}
