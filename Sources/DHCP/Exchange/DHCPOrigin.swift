/// How a datagram came in.
public struct DHCPOrigin: Hashable, Sendable {
    /// The interface it came in by, such as `eth0`; empty when it is not known.
    public var interface: String
    /// The kernel's number of that interface; 0 when it is not known.
    public var interfaceIndex: UInt32
    /// This server's address on that interface, from which it answers; `0.0.0.0` when there is none.
    public var localAddress: IPv4Address
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
        peer: DHCPEndpoint = DHCPEndpoint(.any, port: DHCPEndpoint.clientPort), destination: IPv4Address = .broadcast,
        receivedAt: DHCPInstant = DHCPInstant(nanoseconds: 0)
    ) {
        self.interface = interface
        self.interfaceIndex = interfaceIndex
        self.localAddress = localAddress
        self.peer = peer
        self.destination = destination
        self.receivedAt = receivedAt
    }

    /// Whether it was sent to this server alone, not to all.
    public var isUnicast: Bool { destination == localAddress && !destination.isAny }
}
