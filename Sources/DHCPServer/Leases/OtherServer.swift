public import DHCP

/// A DHCP server that answers on a link, and is not this one.
public struct OtherServer: Hashable, Sendable, Codable {
    /// The interface at which it was heard.
    public var interface: String
    /// What it calls itself (option 54).
    public var identifier: IPv4Address?
    /// The hardware address from which its answer came; that of a relay, where one is between.
    public var hardwareAddress: HardwareAddress?
    /// The port of the bridge behind which that is, where the kernel knows it.
    public var bridgePort: String?
    /// The address it offered; `nil` when only a client named it.
    public var offered: IPv4Address?
    /// The routers it offered.
    public var routers: [IPv4Address]
    /// The DNS servers it offered.
    public var nameServers: [IPv4Address]

    /// Makes a sighting.
    public init(
        interface: String, identifier: IPv4Address?, hardwareAddress: HardwareAddress?, offered: IPv4Address?,
        routers: [IPv4Address] = [], nameServers: [IPv4Address] = []
    ) {
        self.interface = interface
        self.identifier = identifier
        self.hardwareAddress = hardwareAddress
        self.offered = offered
        self.routers = routers
        self.nameServers = nameServers
    }

    /// The name by which it is told apart from others.
    package var name: String { identifier.map { "\($0)" } ?? hardwareAddress.map { "\($0)" } ?? "without identifier" }

    /// Where it is, as in `02:66:00:00:00:01 at eth0, behind port3`.
    package var place: String {
        let port = bridgePort.map { ", behind its port \($0)" } ?? ""
        return "\(hardwareAddress.map { "\($0)" } ?? "no hardware address") at \(interface)\(port)"
    }
}
