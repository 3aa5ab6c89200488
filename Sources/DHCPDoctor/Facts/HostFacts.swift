package import DHCP
package import DHCPServer

/// How a host is, as far as that matters to a server: a value, so that a test can have any host.
package struct HostFacts: Sendable {
    /// The interfaces, as the kernel describes them.
    package var interfaces: [NetworkInterface] = []
    /// What else is known of them, by name.
    package var links: [String: LinkFacts] = [:]
    /// Who listens at the server's port, and at which interface: the number of it, 0 for all.
    package var holders: [PortHolder] = []
    /// Whether the port is taken by somebody who can not be seen.
    package var hasUnseenHolder = false
    /// Datagrams that the sockets at the port had no room for.
    package var droppedDatagrams = 0
    /// What this process may do: a bit for each capability.
    package var capabilities: UInt64 = 0
    /// What the file of this program gives whoever starts it.
    package var fileCapabilities: UInt64 = 0
    /// The file of this program.
    package var program = "dhcp"
    /// The firewall's rules, in the JSON of nft; `nil` when they can not be read.
    package var ruleset: String?
    /// Why they can not be read.
    package var rulesetObstacle: String?
    /// Connections that the kernel tracks, and how many it can; `nil` when it tracks none.
    package var tracked: (count: Int, limit: Int)?
    /// Whether packets that a bridge passes on go through the firewall of IP.
    package var filtersBridges = false
    /// What `net.core.rmem_max` allows a socket, in octets; `nil` when it is not known.
    package var receiveBufferLimit: Int?
    /// Whether a clock is kept right; `nil` when that is not known.
    package var isClockSynchronised: Bool?
    /// The place of the leases.
    package var store: StoreFacts?
    /// What kind of container this is, such as `docker`; `nil` for none.
    package var container: String?
    /// The units of systemd that run this server.
    package var units: [UnitFile] = []
    /// Addresses that the kernel has no way to.
    package var unreachable: Set<IPv4Address> = []
    /// The interface by which the kernel goes to an address.
    package var ways: [IPv4Address: String] = [:]

    package init() {}

    /// The interface of that name.
    func interface(_ name: String) -> NetworkInterface? { interfaces.first { $0.name == name } }
}

/// What is known of a link besides its addresses.
package struct LinkFacts: Hashable, Sendable {
    /// The driver, such as `veth`; empty when it is not known.
    package var driver = ""
    /// The bridge of which it is a port.
    package var bridge: String?
    /// Whether it is a port that a bridge does not let pass anything yet, or any more (spanning tree).
    package var isBlocked = false
    /// The ports, where it is a bridge.
    package var ports: [String] = []
    /// The VLAN whose frames it has, and the interface from which it has them.
    package var vlan: VLAN?
    /// Whether checksums are left to a network card.
    package var leavesChecksums = false
    /// How strictly the way of a packet's sender is looked at: `rp_filter`, 0 to 2.
    package var reversePathFilter = 0

    /// A VLAN.
    package struct VLAN: Hashable, Sendable {
        /// Its number.
        package var identifier: Int
        /// The interface whose frames with that number these are.
        package var parent: String

        package init(_ identifier: Int, of parent: String) {
            self.identifier = identifier
            self.parent = parent
        }
    }

    package init() {}
}

/// A process that listens at the server's port.
package struct PortHolder: Hashable, Sendable {
    /// Its number.
    package var process: Int32
    /// Its name, such as `dnsmasq`.
    package var name: String
    /// The interfaces at which it listens, among those that are looked at; empty when it is bound elsewhere.
    package var interfaces: [String]
    /// The unit of systemd it belongs to, such as `dnsmasq.service`.
    package var unit: String?
    /// Whether it is this server.
    package var isOwn: Bool
    /// What it may do, where it is this server: a bit for each capability.
    package var capabilities: UInt64?
    /// The file of the configuration that it serves, where it is this server and names one.
    package var configuration: String?

    package init(
        process: Int32, name: String, interfaces: [String], unit: String? = nil, isOwn: Bool = false,
        capabilities: UInt64? = nil, configuration: String? = nil
    ) {
        self.process = process
        self.name = name
        self.interfaces = interfaces
        self.unit = unit
        self.isOwn = isOwn
        self.capabilities = capabilities
        self.configuration = configuration
    }

    /// How it is ended.
    var end: String { unit.map { "systemctl disable --now \($0)" } ?? "kill \(process)" }
}

/// The place of a lease file.
package struct StoreFacts: Hashable, Sendable {
    /// The file.
    package var path: String
    /// The directory in which it is, or is to be.
    package var directory: String
    /// Whether the directory is there.
    package var exists = true
    /// The file system, such as `tmpfs`; a number when it has no name here.
    package var fileSystem = "ext4"
    /// The free room, in octets.
    package var free: UInt64 = .max
    /// The whole room, in octets.
    package var size: UInt64 = .max
    /// How long it takes until something is on the disk, in nanoseconds; `nil` when it was not tried.
    package var syncTime: Int64?
    /// Why nothing can be written there, such as `No space left on device`.
    package var writeError: String?

    package init(path: String, directory: String) {
        self.path = path
        self.directory = directory
    }
}
