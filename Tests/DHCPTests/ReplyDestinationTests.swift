import DHCP
import Testing

/// RFC 2131 section 4.1, row by row.
@Suite struct ReplyDestinationTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        var type = DHCPMessageType.offer
        var giaddr = IPv4Address.any
        var ciaddr = IPv4Address.any
        var broadcast = false
        var yiaddr = IPv4Address(10, 0, 0, 100)
        var client = HardwareAddress(2, 0, 0, 0, 0, 1)
        var relayInformation: [UInt8]?
        var addressing = ReplyAddressing()
        let expected: ReplyDestination

        var testDescription: String { name }
    }

    static let relay = IPv4Address(10, 9, 0, 1)
    static let own = IPv4Address(10, 0, 0, 50)
    static let everyone = ReplyDestination.broadcast(DHCPEndpoint(.broadcast, port: 68))
    static let toRelay = ReplyDestination.unicast(DHCPEndpoint(relay, port: 67))
    static let direct = ReplyDestination.hardware(
        HardwareAddress(2, 0, 0, 0, 0, 1), DHCPEndpoint(IPv4Address(10, 0, 0, 100), port: 68))

    static let rows = [
        Row(name: "a relay is answered at port 67", giaddr: relay, expected: toRelay),
        Row(
            name: "a relay comes before ciaddr and flag", giaddr: relay, ciaddr: own, broadcast: true, expected: toRelay
        ),
        Row(name: "a NAK goes to the relay too", type: .nak, giaddr: relay, yiaddr: .any, expected: toRelay),
        Row(
            name: "a relay that says so is answered at its own port (RFC 8357)", giaddr: relay,
            relayInformation: [1, 1, 7, 19, 2, 0, 0], expected: .unicast(DHCPEndpoint(relay, port: 4000))),
        Row(
            name: "an unfinished option 82 says nothing", giaddr: relay, relayInformation: [1, 9, 19],
            expected: toRelay),
        Row(
            name: "a client with an address gets it there", type: .ack, ciaddr: own,
            expected: .unicast(DHCPEndpoint(own, port: 68))),
        Row(
            name: "ciaddr comes before the flag", type: .ack, ciaddr: own, broadcast: true,
            expected: .unicast(DHCPEndpoint(own, port: 68))),
        Row(name: "a NAK without relay goes to all", type: .nak, ciaddr: own, yiaddr: .any, expected: everyone),
        Row(name: "the flag asks for broadcast", broadcast: true, expected: everyone),
        Row(name: "else the frame goes to the client", expected: direct),
        Row(name: "an ACK without yiaddr goes to all", type: .ack, yiaddr: .any, expected: everyone),
        Row(
            name: "other hardware can not be addressed",
            client: HardwareAddress(type: .infiniband, octets: []) ?? HardwareAddress(2, 0, 0, 0, 0, 1),
            expected: everyone),
        Row(
            name: "other IEEE 802 networks have the same frames",
            client: HardwareAddress(type: .ieee802, octets: [2, 0, 0, 0, 0, 1]) ?? HardwareAddress(0, 0, 0, 0, 0, 0),
            expected: .hardware(
                HardwareAddress(type: .ieee802, octets: [2, 0, 0, 0, 0, 1]) ?? HardwareAddress(0, 0, 0, 0, 0, 0),
                DHCPEndpoint(IPv4Address(10, 0, 0, 100), port: 68))),
        Row(name: "an address of zeros is none", client: HardwareAddress(0, 0, 0, 0, 0, 0), expected: everyone),
        Row(
            name: "an installation may always broadcast",
            addressing: ReplyAddressing(alwaysBroadcasts: true), expected: everyone),
        Row(
            name: "an installation may name its own address and port", broadcast: true,
            addressing: ReplyAddressing(clientPort: 6868, broadcastAddress: .loopback),
            expected: .broadcast(DHCPEndpoint(.loopback, port: 6868))),
    ]

    @Test(arguments: rows) func theReplyGoes(_ row: Row) {
        var message = DHCPMessage(
            op: .bootRequest, hardwareAddress: row.client, ciaddr: row.ciaddr, giaddr: row.giaddr)
        message.isBroadcast = row.broadcast
        message.options[raw: .relayAgentInformation] = row.relayInformation
        let origin = DHCPOrigin(peer: DHCPEndpoint(Self.relay, port: 4000))
        let request = DHCPRequest(message: message, origin: origin)
        let reply = request.reply(row.type, yiaddr: row.yiaddr)
        #expect(row.addressing.destination(of: reply, to: request) == row.expected)
    }
}

/// RFC 2131 table 4, row by row, and what clients really send.
@Suite struct RequestKindTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        var serverIdentifier = false
        var requestedAddress = false
        var ciaddr = false
        var unicast = false
        var relayed = false
        let expected: RequestKind?

        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "selecting", serverIdentifier: true, requestedAddress: true, expected: .selecting),
        Row(name: "init-reboot", requestedAddress: true, expected: .initReboot),
        Row(name: "renewing", ciaddr: true, unicast: true, expected: .renewing),
        Row(name: "rebinding", ciaddr: true, expected: .rebinding),
        Row(
            name: "what a relay passes on was broadcast", ciaddr: true, unicast: true, relayed: true,
            expected: .rebinding),
        Row(
            name: "a renewal that names the server", serverIdentifier: true, ciaddr: true, unicast: true,
            expected: .renewing),
        Row(
            name: "a renewal that repeats its address", requestedAddress: true, ciaddr: true, unicast: true,
            expected: .renewing),
        Row(
            name: "a selection with ciaddr", serverIdentifier: true, requestedAddress: true, ciaddr: true,
            expected: .selecting),
        Row(name: "a selection without an address", serverIdentifier: true, expected: .selecting),
        Row(name: "nothing", expected: nil),
    ]

    @Test(arguments: rows) func theKindIs(_ row: Row) {
        let me = IPv4Address(10, 0, 0, 1)
        var message = DHCPMessage(op: .bootRequest, hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 1))
        message.options[.messageType] = .request
        message.options[.serverIdentifier] = row.serverIdentifier ? me : nil
        message.options[.requestedAddress] = row.requestedAddress ? IPv4Address(10, 0, 0, 100) : nil
        message.ciaddr = row.ciaddr ? IPv4Address(10, 0, 0, 100) : .any
        message.giaddr = row.relayed ? IPv4Address(10, 9, 0, 1) : .any
        let origin = DHCPOrigin(localAddress: me, destination: row.unicast ? me : .broadcast)
        #expect(DHCPRequest(message: message, origin: origin).kind == row.expected)
        message.options[.messageType] = .discover
        #expect(DHCPRequest(message: message, origin: origin).kind == nil)
    }
}

@Suite struct ReplyTests {
    @Test func headerAndOptionsAreThoseOfTable3() {
        var message = DHCPMessage(
            op: .bootRequest, xid: 7, hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 1), hops: 3, secs: 9,
            flags: 0x8000, ciaddr: IPv4Address(10, 0, 0, 5), giaddr: IPv4Address(10, 9, 0, 1))
        message.options[raw: .clientIdentifier] = [1, 2, 3]
        message.options[raw: .relayAgentInformation] = [1, 0]
        let request = DHCPRequest(message: message)
        let offer = request.reply(.offer, yiaddr: IPv4Address(10, 0, 0, 100)) { options in
            options[.leaseTime] = 60
            options[.hostName] = nil
            options[raw: 254] = [1]
        }
        #expect(offer.op == .bootReply)
        #expect(offer.xid == 7)
        #expect(offer.hops == 0)
        #expect(offer.secs == 0)
        #expect(offer.flags == 0x8000)
        #expect(offer.ciaddr.isAny)
        #expect(offer.giaddr == message.giaddr)
        #expect(offer.chaddr == message.chaddr)
        #expect(offer.options.codes.map(\.rawValue) == [53, 51, 254, 61, 82])
        #expect(offer.options[raw: .relayAgentInformation] == [1, 0])
        #expect(request.reply(.ack).ciaddr == message.ciaddr)
    }

    @Test func aNAKThroughARelayHasTheBroadcastBit() {
        let relayed = DHCPRequest(message: DHCPMessage(op: .bootRequest, giaddr: IPv4Address(10, 9, 0, 1)))
        #expect(relayed.reply(.nak).isBroadcast)
        #expect(!relayed.reply(.ack).isBroadcast)
        #expect(!DHCPRequest(message: DHCPMessage(op: .bootRequest)).reply(.nak).isBroadcast)
    }
}
