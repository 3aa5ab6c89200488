public import DHCP

/// Which messages are wanted; what is not set lets all pass.
public struct MessageFilter: Hashable, Sendable {
    /// The client's hardware address, as `chaddr` and `hlen` have it.
    public var hardwareAddress: HardwareAddress?
    /// The transaction id.
    public var xid: UInt32?
    /// The message type.
    public var type: DHCPMessageType?
    /// The server: option 54, or the address from which a reply came.
    public var server: IPv4Address?

    /// Makes a filter.
    public init(
        hardwareAddress: HardwareAddress? = nil, xid: UInt32? = nil, type: DHCPMessageType? = nil,
        server: IPv4Address? = nil
    ) {
        self.hardwareAddress = hardwareAddress
        self.xid = xid
        self.type = type
        self.server = server
    }

    /// Whether a message is as wanted in every respect.
    public func matches(_ seen: CapturedMessage) -> Bool {
        if let hardwareAddress, seen.header?.hardwareAddress.octets != hardwareAddress.octets { return false }
        if let xid, seen.header?.xid != xid { return false }
        if let type, seen.type != type { return false }
        if let server, seen.server != server {
            return seen.header?.op == .bootReply && seen.datagram.source.address == server
        }
        return true
    }
}

extension DHCPMessageType {
    /// Reads a name without regard to case, with or without `DHCP` in front, or a number.
    ///
    /// Gives `nil` for anything else.
    public init?(name: String) {
        if let number = UInt8(name) {
            self.init(rawValue: number)
            return
        }
        var word = name.uppercased()
        if word.hasPrefix("DHCP") { word.removeFirst(4) }
        guard let number = (1...18).first(where: { DHCPMessageType(rawValue: $0).description == word }) else {
            return nil
        }
        self.init(rawValue: number)
    }
}
