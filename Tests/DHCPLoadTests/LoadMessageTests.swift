import DHCP
import DHCPLoad
import Testing

@Suite("Messages of a load")
struct LoadMessageTests {
    private let relay = LoadRelay(address: IPv4Address(10, 0, 0, 2), port: 67)

    @Test func `a DISCOVER comes from the relay and asks for no address`() throws {
        let message = try DHCPMessage(decoding: MessageTemplate.discover(by: relay).octets)
        #expect(message.messageType == .discover)
        #expect(message.giaddr == relay.address && message.hops == 1)
        #expect(message.options[raw: .requestedAddress] == nil)
        #expect(message.options[raw: .relayAgentInformation] == nil)
    }

    @Test func `a relay with another port than 67 says so`() throws {
        let relay = LoadRelay(address: .loopback, port: 40_000)
        for template in [MessageTemplate.discover(by: relay), .request(by: relay), .renewal(by: relay)] {
            let message = try DHCPMessage(decoding: template.octets)
            #expect(message.options[raw: .relayAgentInformation] == [19, 0])
        }
    }

    @Test func `the places of a REQUEST are where its options have their values`() throws {
        let template = MessageTemplate.request(by: relay)
        var octets = template.octets
        let requested = try #require(template.requestedAddress)
        let server = try #require(template.serverIdentifier)
        octets.replaceSubrange(requested..<requested + 4, with: [10, 64, 0, 1])
        octets.replaceSubrange(server..<server + 4, with: [10, 0, 0, 1])
        let message = try DHCPMessage(decoding: octets)
        #expect(message.options[.requestedAddress] == IPv4Address(10, 64, 0, 1))
        #expect(message.options[.serverIdentifier] == IPv4Address(10, 0, 0, 1))
    }

    @Test func `a renewal names neither address nor server in options`() throws {
        let template = MessageTemplate.renewal(by: relay)
        #expect(template.requestedAddress == nil && template.serverIdentifier == nil)
        #expect(try DHCPMessage(decoding: template.octets).messageType == .request)
    }

    @Test func `a reply is read as the codec reads it`() throws {
        var message = DHCPMessage(op: .bootReply, xid: 77, hardwareAddress: HardwareAddress(2, 1, 2, 3, 4, 5))
        message.yiaddr = IPv4Address(10, 64, 0, 1)
        message.options[.messageType] = .offer
        message.options[.serverIdentifier] = IPv4Address(10, 0, 0, 1)
        message.options[.leaseTime] = 3600
        let octets = message.encode()
        let read = LoadReply(octets.span.bytes)
        let reply = try #require(read)
        #expect(reply.xid == 77 && reply.type == .offer)
        #expect(reply.yiaddr == message.yiaddr && reply.server == IPv4Address(10, 0, 0, 1))
        #expect(reply.leaseTime == 3600)
        #expect(reply.chaddr == 0x0201_0203_0405_0000)
    }

    @Test func `no prefix of a reply, and no request, reads as a reply with a server`() {
        var message = DHCPMessage(op: .bootReply, xid: 77, hardwareAddress: HardwareAddress(2, 1, 2, 3, 4, 5))
        message.options[.messageType] = .offer
        message.options[.serverIdentifier] = IPv4Address(10, 0, 0, 1)
        let octets = message.encode()
        for count in 0..<248 {
            let part = Array(octets[..<count])
            let reply = LoadReply(part.span.bytes)
            #expect(reply?.server == nil)
        }
        let request = MessageTemplate.discover(by: relay).octets
        let reply = LoadReply(request.span.bytes)
        #expect(reply == nil)
    }

    @Test func `clients of one run and of two have different addresses`() {
        var seen: Set<UInt64> = []
        for tag in [0, 1, 0xFFFF] as [UInt16] {
            for number in [0, 1, 0xFFFF, LoadClients.limit - 1] {
                let chaddr = LoadClients(tag: tag).chaddr(of: number)
                #expect(chaddr >> 56 == 2 && chaddr & 0xFFFF == 0)
                #expect(seen.insert(chaddr).inserted)
            }
        }
    }

    @Test func `only this host and link-local addresses are loaded without a word`() {
        let own = [IPv4Address(10, 0, 0, 5)]
        for address in [IPv4Address.loopback, IPv4Address(127, 8, 8, 8), IPv4Address(169, 254, 3, 4), own[0]] {
            #expect(LoadPermission.objection(to: address, ownAddresses: own) == nil)
        }
        for address in [IPv4Address(10, 0, 0, 6), IPv4Address(169, 253, 0, 1), IPv4Address(192, 0, 2, 1)] {
            let objection = LoadPermission.objection(to: address, ownAddresses: own)
            #expect(objection?.contains("--yes-load-this-server") == true)
        }
    }

    @Test(arguments: [IPv4Address.any, .broadcast, IPv4Address(10, 64, 0, 1), IPv4Address(10, 64, 1, 1)])
    func `an address is free again when its lease is over, or a second before`(address: IPv4Address) {
        let second: UInt64 = 1_000_000_000
        var ends = LeaseEnds()
        func lease(_ time: UInt64, for leaseTime: UInt32?) -> Bool {
            ends.lease(address, requested: time, acknowledged: time + second / 10, leaseTime: leaseTime)
        }
        let results = [
            lease(second / 2, for: 30), lease(25 * second, for: 30), lease(55 * second, for: 10),
            lease(64 * second, for: .max), lease(1_000_000 * second, for: 30),
        ]
        #expect(results == [true, false, true, true, false])
    }

    @Test func `an address that is leased without an end is never free`() {
        var ends = LeaseEnds()
        let address = IPv4Address(10, 64, 0, 1)
        let free = [0, 1 << 62].map { time in
            ends.lease(address, requested: time, acknowledged: time, leaseTime: nil)
        }
        #expect(free == [true, false])
    }
}
