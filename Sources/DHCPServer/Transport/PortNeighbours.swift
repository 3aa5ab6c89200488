internal import CDHCPLinux
internal import DHCP
internal import DHCPLinux

/// The other programs on this host that have a port, and where they listen with it.
///
/// Servers of several networks share a host: each is bound to its interface, and starts when it likes. Some have a socket
/// for all interfaces besides, which they read nothing from: ISC dhcpd and dhcrelay hear by packet sockets, and only those
/// say where.
package struct PortNeighbours: Sendable {
    /// A UDP socket with the port.
    package struct Socket: Hashable, Sendable {
        /// Its number in `/proc`.
        var inode: UInt64
        /// The interface that it is bound to; 0 for none.
        var interface: UInt32

        package init(inode: UInt64, interface: UInt32) {
            self.inode = inode
            self.interface = interface
        }
    }

    /// A process that has some of the sockets.
    package struct Owner: Hashable, Sendable {
        /// Its number.
        package var process: Int32
        /// Its name, such as `dnsmasq`.
        package var name: String
        /// The sockets of all kinds that it has.
        var inodes: Set<UInt64>

        package init(process: Int32, name: String, inodes: Set<UInt64>) {
            self.process = process
            self.name = name
            self.inodes = inodes
        }
    }

    private let sockets: [Socket]
    private let owners: [Owner]
    /// The interfaces of all packet sockets, 0 for all interfaces, by their numbers.
    private let packetSockets: [UInt64: UInt32]

    package init(sockets: [Socket], owners: [Owner], packetSockets: [UInt64: UInt32]) {
        self.sockets = sockets
        self.owners = owners
        self.packetSockets = packetSockets
    }

    /// Those that listen at an interface too, or may.
    private func sockets(at interface: UInt32) -> [Socket] {
        sockets.filter { socket in
            if socket.interface != 0 || interface == 0 { return socket.interface == interface || interface == 0 }
            let heard = owner(of: socket).map { $0.inodes.compactMap { packetSockets[$0] } } ?? []
            return heard.isEmpty || heard.contains(interface) || heard.contains(0)
        }
    }

    private func owner(of socket: Socket) -> Owner? { owners.first { $0.inodes.contains(socket.inode) } }

    /// Whether all of them listen elsewhere, so that an interface is free.
    package func leaveFree(_ interface: UInt32) -> Bool { sockets(at: interface).isEmpty }

    /// Who listens at an interface, as far as that can be seen.
    package func owners(at interface: UInt32) -> [Owner] {
        var seen: Set<Int32> = []
        return sockets(at: interface).compactMap { owner(of: $0) }.filter { seen.insert($0.process).inserted }
    }

    /// Who listens at an interface, as in `dnsmasq (process 1234)`; empty when nobody does, or that can not be seen.
    package func names(at interface: UInt32) -> String {
        let found = sockets(at: interface).compactMap { owner(of: $0) }.map { "\($0.name) (process \($0.process))" }
        return Set(found).sorted().joined(separator: ", ")
    }
}

extension PortNeighbours {
    /// Looks who has a port now; without privileges, processes of other users stay unnamed.
    package init(port: UInt16) {
        var found = [cdhcp_port_socket](repeating: cdhcp_port_socket(), count: 256)
        let count = cdhcp_port_sockets(port, &found, Int32(found.count))
        sockets = found.prefix(Int(max(count, 0))).map { Socket(inode: UInt64($0.inode), interface: $0.interface) }
        owners = Self.owners(of: Set(sockets.map(\.inode)))
        packetSockets = Self.packetSockets()
    }

    /// More processes than this are not looked at.
    private static var processLimit: Int { 65_536 }

    private static func owners(of inodes: Set<UInt64>) -> [Owner] {
        if inodes.isEmpty { return [] }
        return SystemFile.names(in: "/proc").prefix(processLimit).compactMap { name in
            guard let process = Int32(name) else { return nil }
            let all = Set(
                SystemFile.names(in: "/proc/\(name)/fd").compactMap { socketNumber("/proc/\(name)/fd/\($0)") })
            if all.isDisjoint(with: inodes) { return nil }
            let title = text(of: "/proc/\(name)/comm").prefix { !$0.isNewline }
            return Owner(process: process, name: printable(title), inodes: all)
        }
    }

    /// A process may give itself any name.
    private static func printable(_ name: some StringProtocol) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }))
    }

    /// The number in `socket:[1234]`.
    private static func socketNumber(_ path: String) -> UInt64? {
        guard let target = SystemFile.linkTarget(path), target.hasPrefix("socket:[") else { return nil }
        return UInt64(target.dropFirst("socket:[".count).dropLast())
    }

    /// Reads `/proc/net/packet`: the fifth column is the interface, the last the socket.
    private static func packetSockets() -> [UInt64: UInt32] {
        var table: [UInt64: UInt32] = [:]
        for line in text(of: "/proc/self/net/packet").split(whereSeparator: \.isNewline).dropFirst() {
            let words = line.split(separator: " ")
            guard words.count >= 9, let interface = UInt32(words[4]), let inode = UInt64(words[8]) else { continue }
            table[inode] = interface
        }
        return table
    }

    private static func text(of path: String) -> String { SystemFile.text(path, limit: 1 << 20) ?? "" }
}
