public import DHCP

/// A network interface of this host, as the kernel describes it now.
public struct NetworkInterface: Hashable, Sendable {
    /// An address of an interface, with the subnet it stands in.
    public struct Address: Hashable, Sendable {
        /// The interface's own address.
        public var address: IPv4Address
        /// The length of the subnet's prefix, 0 to 32.
        public var prefixLength: Int

        /// Makes an address.
        public init(_ address: IPv4Address, prefixLength: Int) {
            self.address = address
            self.prefixLength = prefixLength
        }

        /// The subnet, or `nil` when the length is not in 0...32.
        public var prefix: IPv4Prefix? { IPv4Prefix(address, length: prefixLength) }

        /// Whether an address means all hosts of the subnet: its last, or as hosts of old have it its first.
        func speaksToAll(at other: IPv4Address) -> Bool {
            guard let prefix, let last = prefix.broadcast else { return false }
            return other == last || other == prefix.address
        }
    }

    /// The kernel's number of the interface.
    public var index: UInt32
    /// The name, such as `eth0`.
    public var name: String
    /// The IPv4 addresses, the primary one first.
    public var addresses: [Address]
    /// The hardware address, when there is one of at most eight octets.
    public var hardwareAddress: HardwareAddress?
    /// Whether it is switched on.
    public var isUp: Bool
    /// Whether there is a carrier.
    public var isRunning: Bool
    /// Whether what it sends comes back to this host.
    public var isLoopback: Bool
    /// The largest IP packet it sends in one piece, in octets; 0 when it is not known.
    public var mtu: Int
    /// Whether datagrams that were joined (UDP segmentation offload) leave it one by one.
    ///
    /// So it is where the kernel divides them before it (`tx-udp-segmentation` is off), and where a network card does. It
    /// is not where they may arrive as they are: at a virtual cable, or any other interface without a card of its own.
    public var dividesDatagrams: Bool

    /// Makes the description of an interface; by default an Ethernet interface that is up, without addresses.
    public init(
        index: UInt32, name: String, addresses: [Address] = [], hardwareAddress: HardwareAddress? = nil,
        isUp: Bool = true, isRunning: Bool = true, isLoopback: Bool = false, mtu: Int = 1500,
        dividesDatagrams: Bool = false
    ) {
        self.index = index
        self.name = name
        self.addresses = addresses
        self.hardwareAddress = hardwareAddress
        self.isUp = isUp
        self.isRunning = isRunning
        self.isLoopback = isLoopback
        self.mtu = mtu
        self.dividesDatagrams = dividesDatagrams
    }

    /// The first address, from which the host speaks on this link; `nil` when it has none.
    public var primaryAddress: IPv4Address? { addresses.first?.address }

    /// Whether a datagram to `address` that came in here was sent to more hosts than this one.
    public func isBroadcast(_ address: IPv4Address) -> Bool {
        if address.bitPattern >> 28 >= 0xE { return true }  // multicast, reserved, and 255.255.255.255
        return addresses.contains { $0.speaksToAll(at: address) }
    }

    /// The address that speaks for this host to those who wrote to all at `address`: the one in the subnet that was written
    /// to, else the first.
    func address(answering address: IPv4Address) -> IPv4Address? {
        if addresses.count < 2 || address == .broadcast { return primaryAddress }
        return addresses.first { $0.speaksToAll(at: address) }?.address ?? primaryAddress
    }
}
