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
        sentTo: IPv4Address = .broadcast, count: Int = 300, sendsFrames: Bool = true
    ) -> String {
        let route = ReplyRoute(
            interfaces: InterfaceTable.Snapshot(Self.interfaces), port: 67, sendsFrames: sendsFrames)
        let origin = DHCPOrigin(interfaceIndex: index, localAddress: local, destination: sentTo)
        let payload = [UInt8](repeating: 0, count: count)
        switch route.way(to: destination, origin: origin, payload: payload.span) {
        case .datagram(let to, let source, let interface):
            return "\(to) from \(source) by \(interface)"
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
