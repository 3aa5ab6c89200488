import Foundation
import Synchronization

/// A network namespace with a name of its own, so that tests do not see each other's interfaces and ports.
struct NetworkNamespace {
    let name: String

    private static let counter = Atomic<Int>(0)
    private static let prefix = "dhcptest"

    /// Makes a namespace whose loopback interface is up.
    static func create(_ role: String) async throws -> NetworkNamespace {
        let number = counter.add(1, ordering: .relaxed).newValue
        let namespace = NetworkNamespace(name: "\(prefix)-\(getpid())-\(number)-\(role)")
        try await Command.run("ip", "netns", "add", namespace.name)
        try await namespace.run("ip", "link", "set", "lo", "up")
        // Router solicitations and the like would only be noise in the captures.
        _ = try await Command.outcome(of: namespace.inside(["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1"]))
        return namespace
    }

    /// The command line that runs `arguments` in this namespace.
    ///
    /// `ip netns exec` becomes the program, so the process id is the program's own. The program also gets a mount
    /// namespace of its own.
    func inside(_ arguments: [String]) -> [String] {
        ["ip", "netns", "exec", name] + arguments
    }

    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        try await Command.run(inside(arguments))
    }

    /// Ends what still runs inside, by process id, and removes the namespace and with it its interfaces.
    func delete() async {
        for _ in 0..<100 {
            let left = (try? await processes()) ?? []
            if left.isEmpty { break }
            for process in left { kill(process, SIGKILL) }
            try? await Task.sleep(for: .milliseconds(20))
        }
        _ = try? await Command.run("ip", "netns", "delete", name)
    }

    func processes() async throws -> [pid_t] {
        try await Command.run("ip", "netns", "pids", name).split(whereSeparator: \.isNewline).compactMap { pid_t($0) }
    }

    /// Removes what runs that were killed have left behind.
    static func deleteAbandoned() async {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? []
        for name in names {
            let parts = name.split(separator: "-")
            guard parts.count == 4, parts[0] == prefix, let owner = pid_t(parts[1]) else { continue }
            let ownerIsGone = kill(owner, 0) == -1 && errno == ESRCH
            if ownerIsGone { await NetworkNamespace(name: name).delete() }
        }
    }
}
