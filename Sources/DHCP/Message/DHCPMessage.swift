/// A DHCP or BOOTP message (RFC 2131 figure 1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |
/// +---------------+---------------+---------------+---------------+
/// |                            xid (4)                            |
/// +-------------------------------+-------------------------------+
/// |           secs (2)            |           flags (2)           |
/// +-------------------------------+-------------------------------+
/// |                          ciaddr  (4)                          |
/// |                          yiaddr  (4)                          |
/// |                          siaddr  (4)                          |
/// |                          giaddr  (4)                          |
/// +---------------------------------------------------------------+
/// |                          chaddr  (16)                         |
/// +---------------------------------------------------------------+
/// |                          sname   (64)                         |
/// +---------------------------------------------------------------+
/// |                          file    (128)                        |
/// +---------------------------------------------------------------+
/// |                          options (variable)                   |
/// +---------------------------------------------------------------+
/// ```
///
/// A message keeps every octet it was decoded from; encoding it again gives the same datagram.
public struct DHCPMessage: Hashable, Sendable {
    /// Whether a client (or relay) or a server sent the message.
    public var op: Operation
    /// The kind of hardware `chaddr` belongs to.
    public var htype: HardwareType
    /// How many octets of `chaddr` are the hardware address, 0 to 16.
    public internal(set) var hlen: UInt8
    /// How many relays the message went through.
    public var hops: UInt8
    /// The transaction id, chosen by the client.
    public var xid: UInt32
    /// Seconds since the client began to acquire or renew an address.
    public var secs: UInt16
    /// The flags; the first bit is the broadcast bit, the others must be zero and are kept (RFC 2131 figure 2).
    public var flags: UInt16
    /// The client's own address, when it has one and answers ARP for it.
    public var ciaddr: IPv4Address
    /// "Your" address: the one a server gives to the client.
    public var yiaddr: IPv4Address
    /// The next server to use in bootstrap.
    public var siaddr: IPv4Address
    /// The relay's address.
    public var giaddr: IPv4Address
    /// The hardware address field, all sixteen octets; `hardwareAddress` is the part that counts.
    public var chaddr: Octets16
    /// The server's host name.
    ///
    /// Empty while the field holds options (overload); setting it moves those options.
    public var sname: FixedField<64> { didSet { separateFields() } }
    /// The boot file name.
    ///
    /// Empty while the field holds options (overload); setting it moves those options.
    public var file: FixedField<128> { didSet { separateFields() } }
    /// The options.
    public var options: DHCPOptions { didSet { separateFields() } }

    /// The two values of `op`.
    public enum Operation: UInt8, Sendable {
        /// From a client or relay to a server.
        case bootRequest = 1
        /// From a server to a client or relay.
        case bootReply = 2
    }

    /// Makes a message; what is not given is zero or empty.
    public init(
        op: Operation, xid: UInt32 = 0, hardwareAddress: HardwareAddress? = nil, hops: UInt8 = 0, secs: UInt16 = 0,
        flags: UInt16 = 0, ciaddr: IPv4Address = .any, yiaddr: IPv4Address = .any, siaddr: IPv4Address = .any,
        giaddr: IPv4Address = .any, sname: FixedField<64> = .init(), file: FixedField<128> = .init(),
        options: DHCPOptions = .init()
    ) {
        self.op = op
        self.htype = hardwareAddress?.type ?? .ethernet
        self.hlen = UInt8(hardwareAddress?.count ?? 0)
        self.hops = hops
        self.xid = xid
        self.secs = secs
        self.flags = flags
        self.ciaddr = ciaddr
        self.yiaddr = yiaddr
        self.siaddr = siaddr
        self.giaddr = giaddr
        self.chaddr = hardwareAddress?.storage ?? Octets16()
        self.sname = sname
        self.file = file
        self.options = options
        separateFields()
    }

    /// Moves options out of a field that holds text.
    private mutating func separateFields() {
        if options.occupies(file: !file.isEmpty, sname: !sname.isEmpty) { options.compose() }
    }

    /// The client's hardware address: `htype` and the first `hlen` octets of `chaddr`.
    public var hardwareAddress: HardwareAddress {
        get { HardwareAddress(type: htype, count: Int(hlen), chaddr: chaddr) }
        set {
            htype = newValue.type
            hlen = UInt8(newValue.count)
            chaddr = newValue.storage
        }
    }

    /// The broadcast bit of `flags`: the client can not receive unicast before it has an address.
    public var isBroadcast: Bool {
        get { flags & 0x8000 != 0 }
        set { flags = newValue ? flags | 0x8000 : flags & 0x7FFF }
    }

    /// Option 53; `nil` for BOOTP and when its length is not 1.
    public var messageType: DHCPMessageType? { options[.messageType] }
}
