internal import CDHCPLinux
package import DHCP
internal import DHCPLinux
package import DHCPServer
internal import Foundation

extension HostFacts {
    /// Looks at this host, and changes nothing.
    ///
    /// `port` is the server's, `store` the lease file, and `addresses` those whose way is asked for. With `tries`, the disk
    /// of the leases is written to, in a file without a name.
    package static func read(
        port: UInt16, store: String?, addresses: [IPv4Address], tries: Bool
    ) throws(DHCPTransportError) -> HostFacts {
        var facts = HostFacts()
        facts.interfaces = try NetworkInterface.all()
        facts.readLinks()
        facts.readHolders(port)
        facts.capabilities = cdhcp_capabilities()
        facts.program = SystemFile.linkTarget("/proc/self/exe") ?? "dhcp"
        facts.fileCapabilities = cdhcp_file_capabilities(facts.program)
        facts.readFirewall()
        facts.receiveBufferLimit = number("/proc/sys/net/core/rmem_max")
        let isSynchronised = cdhcp_clock_is_synchronised()
        facts.isClockSynchronised = isSynchronised < 0 ? nil : isSynchronised == 1
        facts.store = store.map { StoreFacts(reading: $0, tries: tries) }
        facts.container = container()
        facts.units = UnitFile.installed()
        facts.readWays(addresses)
        return facts
    }

    /// The number in a file of the kernel.
    static func number(_ path: String) -> Int? {
        SystemFile.text(path, limit: 64).flatMap { Int($0.split(whereSeparator: \.isWhitespace).first ?? "") }
    }

    // MARK: Links

    private mutating func readLinks() {
        guard let socket = try? Descriptor.udp() else { return }
        var feature: Int32 = -1
        let everywhere = Self.number("/proc/sys/net/ipv4/conf/all/rp_filter") ?? 0
        for interface in interfaces {
            let name = interface.name
            let place = "/sys/class/net/\(name)"
            var link = LinkFacts()
            link.driver = Self.driver(of: name, socket)
            if let master = SystemFile.linkTarget("\(place)/master"), Self.isThere("\(place)/brport") {
                link.bridge = String(master.split(separator: "/").last ?? "")
                // 3 is forwarding; 0 is a port that is switched off, which shows elsewhere.
                link.isBlocked = [1, 2, 4].contains(Self.number("\(place)/brport/state") ?? 3)
            }
            link.ports = SystemFile.names(in: "\(place)/brif").sorted()
            let identifier = Int(cdhcp_vlan_identifier(socket.number, name))
            let lower = SystemFile.names(in: place).first { $0.hasPrefix("lower_") }
            if identifier >= 0, let lower { link.vlan = LinkFacts.VLAN(identifier, of: String(lower.dropFirst(6))) }
            if feature < 0 { feature = cdhcp_feature_number(socket.number, name, "tx-checksum-ip-generic") }
            link.leavesChecksums = cdhcp_has_feature(socket.number, name, feature) == 1
            link.reversePathFilter = max(everywhere, Self.number("/proc/sys/net/ipv4/conf/\(name)/rp_filter") ?? 0)
            links[name] = link
        }
    }

    private static func driver(of name: String, _ socket: Descriptor) -> String {
        var octets = [CChar](repeating: 0, count: 32)
        guard cdhcp_driver_name(socket.number, name, &octets) == 0 else { return "" }
        return String(decoding: octets.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    // MARK: The port

    private mutating func readHolders(_ port: UInt16) {
        let neighbours = PortNeighbours(port: port)
        let own = SystemFile.linkTarget("/proc/self/exe")
        holders = neighbours.owners(at: 0).map { owner in
            let process = owner.process
            let isOwn = owner.name == "dhcp" || own != nil && SystemFile.linkTarget("/proc/\(process)/exe") == own
            let heard = interfaces.filter { !$0.isLoopback }.filter { interface in
                neighbours.owners(at: interface.index).contains { $0.process == process }
            }
            return PortHolder(
                process: process, name: owner.name, interfaces: heard.map(\.name), unit: Self.unit(of: process),
                isOwn: isOwn, capabilities: isOwn ? Self.capabilities(of: process) : nil,
                configuration: isOwn ? RunningServer.configuration(of: process) : nil)
        }
        hasUnseenHolder = holders.isEmpty && !neighbours.leaveFree(0)
        droppedDatagrams = Self.dropped(at: port, in: SystemFile.text("/proc/self/net/udp", limit: 1 << 20) ?? "")
    }

    private static func unit(of process: Int32) -> String? {
        let text = SystemFile.text("/proc/\(process)/cgroup", limit: 1 << 14) ?? ""
        let last = text.split(whereSeparator: \.isNewline).last?.split(separator: "/").last
        return last.map(String.init).flatMap { $0.hasSuffix(".service") && !$0.hasPrefix("user@") ? $0 : nil }
    }

    private static func capabilities(of process: Int32) -> UInt64? {
        let text = SystemFile.text("/proc/\(process)/status", limit: 1 << 14) ?? ""
        let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("CapEff:") }
        return line?.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) }
    }

    /// The last column of `/proc/net/udp` for sockets at a port.
    static func dropped(at port: UInt16, in table: String) -> Int {
        let suffix = ":" + String(UInt32(port) | 0x1_0000, radix: 16, uppercase: true).dropFirst()
        return table.split(whereSeparator: \.isNewline).dropFirst().reduce(0) { sum, line in
            let words = line.split(separator: " ")
            guard words.count >= 13, words[1].hasSuffix(suffix) else { return sum }
            return sum + (Int(words[12]) ?? 0)
        }
    }

    // MARK: Firewall, routes, container

    private mutating func readFirewall() {
        switch FirewallReader.ruleset() {
        case .success(let text): ruleset = text
        case .failure(let obstacle): rulesetObstacle = obstacle.description
        }
        let tracking = "/proc/sys/net/netfilter/nf_conntrack_"
        if let count = Self.number(tracking + "count"), let limit = Self.number(tracking + "max"), limit > 0 {
            tracked = (count, limit)
        }
        filtersBridges = Self.number("/proc/sys/net/bridge/bridge-nf-call-iptables") == 1
    }

    private mutating func readWays(_ addresses: [IPv4Address]) {
        for address in addresses.prefix(1024) {
            guard let socket = try? Descriptor.udp() else { return }
            guard cdhcp_connect(socket.number, address.bitPattern, DHCPEndpoint.serverPort) == 0,
                let local = try? socket.boundEndpoint().address
            else {
                unreachable.insert(address)
                continue
            }
            let way = interfaces.first { $0.addresses.contains { $0.address == local } }
            if let way { ways[address] = way.name }
        }
    }

    private static func container() -> String? {
        if isThere("/run/.containerenv") { return "podman" }
        if isThere("/.dockerenv") { return "docker" }
        let environment = SystemFile.text("/proc/1/environ", limit: 1 << 16) ?? ""
        return environment.split(separator: "\0").first { $0.hasPrefix("container=") }.map {
            String($0.dropFirst("container=".count))
        }
    }
}

extension StoreFacts {
    /// Looks at the place of a lease file.
    init(reading path: String, tries: Bool) {
        let directory = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        self.init(path: path, directory: directory.isEmpty ? "/" : directory)
        var (type, free, size): (UInt32, UInt64, UInt64) = (0, 0, 0)
        guard cdhcp_file_system(self.directory, &type, &free, &size) == 0 else {
            exists = false
            return
        }
        fileSystem = Self.names[type] ?? "0x" + String(type, radix: 16)
        (self.free, self.size) = (free, size)
        guard tries else { return }
        let time = cdhcp_sync_time(self.directory)
        let failure = SystemError("write")
        // Some file systems know no files without a name.
        if time >= 0 {
            syncTime = time
        } else if failure.number != EOPNOTSUPP, failure.number != EISDIR {
            writeError = SystemError.text(of: failure.number)
        }
    }

    /// The magic numbers of linux/magic.h, and of file systems that have theirs elsewhere.
    private static let names: [UInt32: String] = [
        0x0102_1994: "tmpfs", 0x8584_58F6: "ramfs", 0x794C_7630: "overlay", 0x6969: "nfs", 0xFF53_4D42: "cifs",
        0xFE53_4D42: "smb2", 0x517B: "smb", 0x0102_1997: "9p", 0x6573_5546: "fuse", 0x00C3_6400: "ceph",
        0x7461_636F: "ocfs2", 0x0116_1970: "gfs2", 0x5346_414F: "afs", 0xEF53: "ext4", 0x5846_5342: "xfs",
        0x9123_683E: "btrfs", 0x2FC1_2FC1: "zfs", 0xF2F5_2010: "f2fs",
    ]
}
