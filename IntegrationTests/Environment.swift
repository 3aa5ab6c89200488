import Foundation
import Testing

/// What the machine has to offer to these tests.
enum Environment {
    /// The programs, each with the Debian package that brings it.
    private static let tools = [
        "ip": "iproute2", "ethtool": "ethtool", "nft": "nftables", "setpriv": "util-linux", "tcpdump": "tcpdump",
        "tshark": "tshark", "udhcpc": "udhcpc", "dhclient": "isc-dhcp-client", "dhcpcd": "dhcpcd-base",
        "dhcrelay": "isc-dhcp-relay", "faketime": "faketime",
    ]

    /// Why the tests cannot run here, empty when they can.
    static let obstacles: [String] = {
        var obstacles: [String] = []
        if geteuid() != 0 {
            obstacles.append("not root: run `sudo make test`")
        }
        for (tool, package) in tools.sorted(by: { $0.key < $1.key }) where path(of: tool) == nil {
            obstacles.append("no `\(tool)`: run `apt-get install \(package)`")
        }
        if !FileManager.default.isExecutableFile(atPath: binary(named: "dhcp").path) {
            obstacles.append("no server at \(binary(named: "dhcp").path): run `swift build`, or set DHCP_BINARY")
        }
        if obstacles.isEmpty, !namespacesWork() {
            obstacles.append("no network namespaces: the kernel or the container forbids them")
        }
        return obstacles
    }()

    static var canRun: Bool { obstacles.isEmpty }

    /// What tests of several servers need besides.
    #if Etcd
        private static let clusterTools = ["etcd": "etcd-server", "etcdctl": "etcd-client", "openssl": "openssl"]
    #else
        private static let clusterTools: [String: String] = [:]
    #endif

    /// Why no servers can share their leases here, empty when some can.
    static let clusterObstacles: [String] = clusterTools.sorted { $0.key < $1.key }.compactMap { tool, package in
        path(of: tool) == nil ? "no `\(tool)`: run `apt-get install \(package)`" : nil
    }

    static var clusterExplanation: String {
        "several servers need machines of etcd: " + clusterObstacles.joined(separator: "; ")
    }

    /// What virtual machines need besides: programs by name, files by path, each with its Debian package.
    private static let bootTools = [
        "qemu-system-x86_64": "qemu-system-x86", "dnsmasq": "dnsmasq-base", "busybox": "busybox",
        "/usr/lib/ipxe/qemu/pxe-e1000.rom": "ipxe-qemu", BootFiles.iPXE.path: "ipxe",
        VirtualMachine.firmwareCode: "ovmf", VirtualMachine.firmwareVariables: "ovmf",
    ]

    /// Why no virtual machine can boot here from the network, empty when one can.
    static let bootObstacles: [String] = {
        var obstacles: [String] = []
        for (tool, package) in bootTools.sorted(by: { $0.key < $1.key }) where path(of: tool) == nil {
            obstacles.append("no `\(tool)`: run `apt-get install \(package)`")
        }
        if !FileManager.default.fileExists(atPath: "/dev/net/tun") {
            obstacles.append("no /dev/net/tun: the kernel or the container has no tap devices")
        }
        return obstacles
    }()

    static var canBoot: Bool { bootObstacles.isEmpty }

    static var canTrace: Bool { path(of: "strace") != nil }

    /// Whether there is a browser that tests can drive.
    static let canBrowse = ["chromium", "chromedriver", "curl"].allSatisfy { path(of: $0) != nil }

    static var bootExplanation: String {
        "booting machines from the network needs QEMU and boot loaders: " + bootObstacles.joined(separator: "; ")
    }

    static var explanation: String {
        "needs root, network namespaces and DHCP clients: " + obstacles.joined(separator: "; ")
    }

    /// An obstacle is a failure instead of a reason to skip.
    static var isRequired: Bool {
        ProcessInfo.processInfo.environment["DHCP_REQUIRE_INTEGRATION"] == "1"
    }

    /// A program of this package: SwiftPM puts it beside the test bundle.
    ///
    /// DHCP_BINARY names another `dhcp`.
    static func binary(named name: String) -> URL {
        if name == "dhcp", let path = ProcessInfo.processInfo.environment["DHCP_BINARY"] {
            return URL(filePath: path)
        }
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
    }

    private static func namespacesWork() -> Bool {
        let attempt = Process()
        attempt.executableURL = URL(filePath: "/usr/bin/env")
        attempt.arguments = ["unshare", "--net", "--mount", "true"]
        attempt.standardError = FileHandle.nullDevice
        do {
            try attempt.run()
        } catch {
            return false
        }
        attempt.waitUntilExit()
        return attempt.terminationStatus == 0
    }

    private static func path(of tool: String) -> String? {
        if tool.hasPrefix("/") { return FileManager.default.fileExists(atPath: tool) ? tool : nil }
        let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return directories.map { "\($0)/\(tool)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Draws and prints what a test's chance follows from; `DHCP_TEST_SEED` repeats a run.
    static func drawSeed() -> UInt64 {
        let seed =
            ProcessInfo.processInfo.environment["DHCP_TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...(.max))
        print("DHCP_TEST_SEED=\(seed)")
        return seed
    }
}
