import DHCP

/// Reads a history out of octets: what comes to a server, message by message, and what time passes.
///
/// Anything reads as some history; when the octets end, zeros are read.
struct HistoryReader {
    /// One event of a history.
    enum Event {
        /// A message comes.
        case message(DHCPMessage, DHCPOrigin)
        /// A message comes, and what it changes can not be stored.
        case unstored(DHCPMessage, DHCPOrigin)
        /// Time passes, in seconds.
        case wait(Int)
        /// The same configuration is taken over again, in pieces of so many addresses, or a piece of it.
        case reload(Int)
        /// A probe ends that is under way, or whether addresses can be probed changes.
        case probe(UInt8)
    }

    private var rest: ArraySlice<UInt8>
    /// The addresses that the server offered last, which clients take up.
    var offered: [IPv4Address] = []

    init(_ octets: [UInt8]) {
        rest = octets[...]
    }

    /// The next event; `nil` at the end.
    mutating func next() -> Event? {
        guard let kind = rest.popFirst() else { return nil }
        switch kind % 8 {
        case 0: return kind & 8 == 0 ? .wait(Int(octet())) : .probe(octet())
        case 1: return .wait(Int(octet()) << 8)
        case 2: return .reload(Int(kind >> 3))
        case 3: return datagram()
        default:
            let message = message()
            let origin = origin(of: message)
            return kind % 8 == 4 ? .unstored(message, origin) : .message(message, origin)
        }
    }

    private mutating func octet() -> UInt8 { rest.popFirst() ?? 0 }

    private mutating func octets(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// Octets as they stand, where they are a message.
    private mutating func datagram() -> Event {
        let count = Int(octet()) << 2
        guard let message = try? DHCPMessage(decoding: octets(count)) else { return .wait(0) }
        return .message(message, origin(of: message))
    }

    /// A message of one of sixteen clients, with the fields that matter drawn from a few values each.
    private mutating func message() -> DHCPMessage {
        let (type, client, place) = (octet(), octet(), octet())
        let relays: [IPv4Address] = [.any, IPv4Address(10, 0, 0, 2), IPv4Address(10, 1, 0, 2), IPv4Address(9, 9, 9, 9)]
        var message = DHCPMessage(
            op: .bootRequest, xid: UInt32(client),
            hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, client & 15),
            flags: place & 64 == 0 ? 0 : 0x8000, ciaddr: place & 4 == 0 ? .any : address(),
            giaddr: relays[Int(place & 3)])
        if type != 0 { message.options[.messageType] = DHCPMessageType(rawValue: type % 20) }
        if place & 8 != 0 { message.options[.requestedAddress] = address() }
        if place & 16 != 0 { message.options[.serverIdentifier] = IPv4Address(10, 0, 0, 1) }
        if place & 32 != 0 { message.options[raw: .clientIdentifier] = [client >> 4, client & 15] }
        if place & 128 != 0 { addOptions(to: &message) }
        return message
    }

    /// Any other options, whatever they say.
    private mutating func addOptions(to message: inout DHCPMessage) {
        for _ in 0..<octet() % 4 {
            let code = DHCPOptionCode(rawValue: octet())
            message.options[raw: code] = octets(Int(octet() % 32))
        }
    }

    /// An address that was offered, or one of either subnet.
    private mutating func address() -> IPv4Address {
        let choice = octet()
        if choice >= 128, !offered.isEmpty { return offered[Int(choice) % offered.count] }
        return IPv4Address(10, choice & 1, 0, 96 + choice >> 1)
    }

    /// How a message came: mostly from where it says, sometimes from elsewhere.
    private mutating func origin(of message: DHCPMessage) -> DHCPOrigin {
        let choice = octet()
        let server = IPv4Address(10, 0, 0, 1)
        let own = message.giaddr.isAny ? message.ciaddr : message.giaddr
        let peer = choice & 0xE0 == 0xE0 ? IPv4Address(10, 0, 0, 66) : own
        return DHCPOrigin(
            interface: "eth0", localAddress: server, peer: DHCPEndpoint(peer, port: DHCPEndpoint.clientPort),
            destination: choice & 1 != 0 ? server : .broadcast)
    }
}
