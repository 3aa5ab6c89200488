import DHCP
import DHCPServer
import Testing

@Suite struct ReplyRouteTests {
    static let interfaces = [
        NetworkInterface(
            index: 1, name: "lo", addresses: [.init(.loopback, prefixLength: 8)],
            hardwareAddress: HardwareAddress(0, 0, 0, 0, 0, 0), isLoopback: true, mtu: 65536),
        NetworkInterface(
            index: 2, name: "eth0", addresses: [.init(IPv4Address(10, 0, 0, 1), prefixLength: 24)],
            hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 1)),
        NetworkInterface(index: 3, name: "eth1", hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 2)),
        NetworkInterface(index: 4, name: "tun0", addresses: [.init(IPv4Address(10, 9, 0, 1), prefixLength: 24)]),
    ]
    static let me = IPv4Address(10, 0, 0, 1)
    static let client = DHCPEndpoint(IPv4Address(10, 0, 0, 50), port: 68)
    static let everyone = DHCPEndpoint(.broadcast, port: 68)
    static let hardware = ReplyDestination.hardware(HardwareAddress(2, 3, 4, 5, 6, 7), client)

    /// The way of a reply of `count` octets, in words.
    private func way(
        _ destination: ReplyDestination, local: IPv4Address = me, index: UInt32 = 2,
        sentTo: IPv4Address = .broadcast, count: Int = 300, sendsFrames: Bool = true, header: DHCPMessage? = nil,
        port: UInt16 = 67, among interfaces: [NetworkInterface] = Self.interfaces
    ) -> String {
        let route = ReplyRoute(
            interfaces: InterfaceTable.Snapshot(interfaces), port: port, sendsFrames: sendsFrames)
        let origin = DHCPOrigin(interfaceIndex: index, localAddress: local, destination: sentTo)
        let facts = header.map { ReplyFacts($0, to: destination) } ?? ReplyFacts()
        let payload = [UInt8](repeating: 0, count: count)
        switch route.way(to: destination, origin: origin, facts: facts, payload: payload.span) {
        case .datagram(let to, let source, let interface):
            return "\(to) from \(source) by \(interface)"
        case nil: return "none"
        case .frame(let header, let hardware, let interface):
            let source = (12..<16).map { "\(header.octets[$0])" }.joined(separator: ".")
            return "frame \(String(hardware, radix: 16)) from \(source) by \(interface)"
        }
    }

    @Test func unicastLeavesTheWayToTheRoutingTable() {
        let relay = ReplyDestination.unicast(DHCPEndpoint(IPv4Address(10, 7, 0, 1), port: 67))
        #expect(way(relay) == "10.7.0.1:67 from 10.0.0.1 by 0")
        #expect(way(relay, local: .any) == "10.7.0.1:67 from 0.0.0.0 by 0")
    }

    /// The answer to a client that keeps its address: RENEWING, REBINDING.
    private func answer(
        _ address: IPv4Address = client.address, giaddr: IPv4Address = .any,
        hardware: HardwareAddress = HardwareAddress(2, 3, 4, 5, 6, 7)
    ) -> DHCPMessage {
        DHCPMessage(op: .bootReply, hardwareAddress: hardware, ciaddr: address, yiaddr: address, giaddr: giaddr)
    }

    @Test func aClientOnTheLinkIsReachedByAFrameToItsAddress() {
        let here = ReplyDestination.unicast(Self.client)
        #expect(way(here, header: answer()) == "frame 20304050607 from 10.0.0.1 by 2")
        #expect(way(here, sentTo: Self.me, header: answer()) == "frame 20304050607 from 10.0.0.1 by 2")
        #expect(way(here, count: 1472, header: answer()) == "frame 20304050607 from 10.0.0.1 by 2")
        let offer = DHCPMessage(
            op: .bootReply, hardwareAddress: HardwareAddress(2, 3, 4, 5, 6, 7), yiaddr: Self.client.address)
        #expect(way(here, header: offer) == "frame 20304050607 from 10.0.0.1 by 2")
    }

    @Test func aClientElsewhereIsLeftToTheRoutingTable() {
        let here = ReplyDestination.unicast(Self.client)
        let byRoute = "10.0.0.50:68 from 10.0.0.1 by 0"
        #expect(way(here, index: 3, header: answer()) == byRoute, "another interface than that of its subnet")
        #expect(way(here, index: 99, header: answer()) == byRoute, "an interface that is not known")
        let distant = IPv4Address(10, 7, 0, 9)
        #expect(
            way(.unicast(DHCPEndpoint(distant, port: 68)), header: answer(distant))
                == "10.7.0.9:68 from 10.0.0.1 by 0", "behind a router")
        let relay = ReplyDestination.unicast(DHCPEndpoint(IPv4Address(10, 0, 0, 2), port: 67))
        #expect(
            way(relay, header: answer(giaddr: IPv4Address(10, 0, 0, 2))) == "10.0.0.2:67 from 10.0.0.1 by 0",
            "through a relay")
        let other = ReplyDestination.unicast(DHCPEndpoint(IPv4Address(10, 0, 0, 51), port: 68))
        #expect(way(other, header: answer()) == "10.0.0.51:68 from 10.0.0.1 by 0", "to somebody else")
        let mine = ReplyDestination.unicast(DHCPEndpoint(Self.me, port: 68))
        #expect(way(mine, header: answer(Self.me)) == "10.0.0.1:68 from 10.0.0.1 by 0", "on this host")
        var inform = answer()
        inform.yiaddr = .any
        #expect(way(here, header: inform) == byRoute, "an INFORM may come from behind somebody who answers ARP for it")
        var bridged = answer()
        bridged.isBroadcast = true
        #expect(way(here, header: bridged) == byRoute, "perhaps behind a bridge")
    }

    @Test func aClientOnTheLinkIsReachedByUDPWhenNoFrameCanBeSent() {
        let here = ReplyDestination.unicast(Self.client)
        let byRoute = "10.0.0.50:68 from 10.0.0.1 by 0"
        #expect(way(here, sendsFrames: false, header: answer()) == byRoute)
        #expect(way(here, header: answer(), port: 6767) == byRoute, "a rule may have to change the port")
        #expect(way(here, count: 1473, header: answer()) == byRoute)
        #expect(way(here, header: answer(hardware: HardwareAddress(0, 0, 0, 0, 0, 0))) == byRoute)
        for (type, count) in [(HardwareType.infiniband, 6), (.ethernet, 8), (.ethernet, 0)] {
            let hardware = HardwareAddress(type: type, octets: [UInt8](repeating: 2, count: count))
            #expect(way(here, header: answer(hardware: hardware ?? HardwareAddress(2, 0, 0, 0, 0, 1))) == byRoute)
        }
        let tunnel = IPv4Address(10, 9, 0, 7)
        #expect(
            way(
                .unicast(DHCPEndpoint(tunnel, port: 68)), local: IPv4Address(10, 9, 0, 1), index: 4,
                header: answer(tunnel))
                == "10.9.0.7:68 from 10.9.0.1 by 0")
        let loopback = IPv4Address(127, 0, 0, 2)
        #expect(
            way(.unicast(DHCPEndpoint(loopback, port: 68)), local: .loopback, index: 1, header: answer(loopback))
                == "127.0.0.2:68 from 127.0.0.1 by 0")
    }

    @Test func anAddressThatIsNotOursIsNotTheSource() {
        let other = IPv4Address(10, 0, 0, 99)
        #expect(way(.unicast(Self.client), local: other) == "10.0.0.50:68 from 0.0.0.0 by 0")
        // But one to which a datagram was delivered is, even when no interface has it (a local route).
        #expect(way(.unicast(Self.client), local: other, sentTo: other) == "10.0.0.50:68 from 10.0.0.99 by 0")
    }

    @Test func loopbackIsNoSourceForOtherHosts() {
        #expect(way(.unicast(Self.client), local: .loopback, index: 1) == "10.0.0.50:68 from 0.0.0.0 by 0")
        let local = ReplyDestination.unicast(DHCPEndpoint(IPv4Address(127, 0, 0, 2), port: 67))
        #expect(way(local, local: .loopback, index: 1) == "127.0.0.2:67 from 127.0.0.1 by 0")
    }

    @Test func broadcastLeavesByTheReceivingInterface() {
        #expect(way(.broadcast(Self.everyone)) == "255.255.255.255:68 from 10.0.0.1 by 2")
        #expect(way(.broadcast(Self.everyone), local: .any, index: 3) == "255.255.255.255:68 from 0.0.0.0 by 3")
        let directed = DHCPEndpoint(IPv4Address(10, 0, 0, 255), port: 68)
        #expect(way(.broadcast(directed)) == "10.0.0.255:68 from 10.0.0.1 by 2")
    }

    private static let offer = DHCPMessage(
        op: .bootReply, hardwareAddress: HardwareAddress(2, 3, 4, 5, 6, 7), yiaddr: client.address)

    @Test func noReplyComesFromNoAddress() {
        let everyone = ReplyDestination.broadcast(Self.everyone)
        let (identifier, distant) = (IPv4Address(10, 77, 0, 1), IPv4Address(10, 77, 0, 50))
        #expect(way(everyone, local: .any, index: 3, header: Self.offer) == "255.255.255.255:68 from 10.0.0.1 by 3")
        #expect(
            way(everyone, local: identifier, index: 3, header: Self.offer)
                == "frame ffffffffffff from 10.77.0.1 by 3", "the kernel would not send from it")
        #expect(way(Self.hardware, local: identifier, index: 3) == "frame 20304050607 from 10.77.0.1 by 3")
        #expect(
            way(.unicast(DHCPEndpoint(distant, port: 68)), local: identifier, index: 3, header: answer(distant))
                == "frame 20304050607 from 10.77.0.1 by 3", "no route leads behind an interface without an address")
        #expect(
            way(everyone, local: identifier, index: 3, sendsFrames: false, header: Self.offer)
                == "255.255.255.255:68 from 10.0.0.1 by 3")
    }

    @Test func aHostWithoutAnAddressSendsNoReply() {
        let bare = [NetworkInterface(index: 3, name: "eth1", hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 2))]
        let identifier = IPv4Address(10, 77, 0, 1)
        let everyone = ReplyDestination.broadcast(Self.everyone)
        func way(_ destination: ReplyDestination, local: IPv4Address, sendsFrames: Bool = true) -> String {
            self.way(
                destination, local: local, index: 3, sendsFrames: sendsFrames, header: Self.offer, among: bare)
        }
        for destination in [everyone, Self.hardware, .unicast(Self.client)] {
            #expect(way(destination, local: .any) == "none")
            #expect(way(destination, local: identifier, sendsFrames: false) == "none")
        }
        #expect(way(everyone, local: identifier) == "frame ffffffffffff from 10.77.0.1 by 3")
        #expect(way(Self.hardware, local: identifier) == "frame 20304050607 from 10.77.0.1 by 3")
    }

    @Test func anAddressInPlaceOfBroadcastDoesNotForceTheInterface() {
        let test = DHCPEndpoint(.loopback, port: 6868)
        #expect(way(.broadcast(test)) == "127.0.0.1:6868 from 10.0.0.1 by 0")
    }

    @Test func hardwareIsReachedByAFrame() {
        #expect(way(Self.hardware) == "frame 20304050607 from 10.0.0.1 by 2")
    }

    @Test func aFrameFromALinkWithoutAddressComesFromAnotherAddress() {
        #expect(way(Self.hardware, local: .any, index: 3) == "frame 20304050607 from 10.0.0.1 by 3")
    }

    @Test func hardwareIsReachedByBroadcastWhenNoFrameCanBeSent() {
        #expect(way(Self.hardware, sendsFrames: false) == "255.255.255.255:68 from 10.0.0.1 by 2")
        #expect(way(Self.hardware, local: .loopback, index: 1) == "255.255.255.255:68 from 127.0.0.1 by 1")
        #expect(way(Self.hardware, index: 4) == "255.255.255.255:68 from 10.0.0.1 by 4")
        #expect(way(Self.hardware, index: 99) == "255.255.255.255:68 from 10.0.0.1 by 99")
        #expect(way(Self.hardware, index: 0) == "255.255.255.255:68 from 10.0.0.1 by 0")
        #expect(way(Self.hardware, count: 1472) == "frame 20304050607 from 10.0.0.1 by 2")
        #expect(way(Self.hardware, count: 1473) == "255.255.255.255:68 from 10.0.0.1 by 2")
    }
}
