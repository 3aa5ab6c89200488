/// How a datagram came in.
public struct DHCPOrigin: Hashable, Sendable {
    /// The interface it came in by, such as `eth0`; empty when it is not known.
    public var interface: String
    /// The kernel's number of that interface; 0 when it is not known.
    public var interfaceIndex: UInt32
    /// This server's address from which it answers: the one it was sent to, else the interface's primary one; `0.0.0.0`
    /// when there is none.
    public var localAddress: IPv4Address
    /// All addresses that this server has on that interface, the primary one first; empty when ``localAddress`` is the only
    /// one, or when they are not known.
    ///
    /// Clients of a link with several subnets are told the address in theirs, where there is one.
    public var localAddresses: [IPv4Address]
    /// Who sent it.
    ///
    /// A client without an address sends from `0.0.0.0:68`.
    public var peer: DHCPEndpoint
    /// The address it was sent to: one of this server's, or a broadcast address.
    public var destination: IPv4Address
    /// When it was read.
    public var receivedAt: DHCPInstant

    /// Makes an origin; what is not given is not known.
    public init(
        interface: String = "", interfaceIndex: UInt32 = 0, localAddress: IPv4Address = .any,
        localAddresses: [IPv4Address] = [],
        peer: DHCPEndpoint = DHCPEndpoint(.any, port: DHCPEndpoint.clientPort), destination: IPv4Address = .broadcast,
        receivedAt: DHCPInstant = DHCPInstant(nanoseconds: 0)
    ) {
        self.interface = interface
        self.interfaceIndex = interfaceIndex
        self.localAddress = localAddress
        self.localAddresses = localAddresses
        self.peer = peer
        self.destination = destination
        self.receivedAt = receivedAt
    }

    /// Whether it was sent to this server alone, not to all.
    public var isUnicast: Bool { destination == localAddress && !destination.isAny }

    /// Whether an address is this server's, as far as the origin knows: on that interface, or written to.
    public func isLocal(_ address: IPv4Address) -> Bool {
        !address.isAny && (address == localAddress || localAddresses.contains(address))
    }

    /// This server's address in a subnet, on that interface: the one that was written to, else the first; `nil` when it has
    /// none there.
    public func localAddress(in prefix: IPv4Prefix) -> IPv4Address? {
        if !localAddress.isAny, prefix.contains(localAddress) { return localAddress }
        return localAddresses.first { prefix.contains($0) }
    }
}
