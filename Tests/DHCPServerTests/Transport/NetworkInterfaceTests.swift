import DHCP
import DHCPLinux
import DHCPServer
import Synchronization
import Testing

@Suite struct NetworkInterfaceTests {
    static let eth0 = NetworkInterface(
        index: 2, name: "eth0",
        addresses: [
            .init(IPv4Address(10, 0, 0, 1), prefixLength: 24), .init(IPv4Address(10, 1, 0, 1), prefixLength: 31),
        ])

    @Test func theLoopbackInterfaceIsListed() throws {
        let loopback = try #require(try NetworkInterface.all().first { $0.isLoopback })
        #expect(loopback.index > 0)
        #expect(loopback.addresses.first == .init(.loopback, prefixLength: 8))
        #expect(loopback.primaryAddress == .loopback)
        #expect(loopback.isUp)
        #expect(loopback.mtu >= 1500)
    }

    @Test(arguments: [
        (IPv4Address(10, 0, 0, 255), true), (.broadcast, true), (IPv4Address(224, 0, 0, 1), true),
        (IPv4Address(10, 0, 0, 1), false), (IPv4Address(10, 0, 0, 2), false), (IPv4Address(10, 1, 0, 1), false),
        (IPv4Address(10, 2, 0, 255), false),
    ])
    func broadcastAddresses(address: IPv4Address, isBroadcast: Bool) {
        #expect(Self.eth0.isBroadcast(address) == isBroadcast)
    }

    @Test(
        arguments: [
            (eth0, IPv4Address.broadcast, IPv4Address(10, 0, 0, 1)),
            (eth0, IPv4Address(10, 0, 0, 255), IPv4Address(10, 0, 0, 1)),
            (eth0, IPv4Address(10, 1, 0, 1), IPv4Address(10, 1, 0, 1)),
            (eth0, IPv4Address(192, 0, 2, 1), IPv4Address(192, 0, 2, 1)),
            (NetworkInterface(index: 3, name: "eth1"), .broadcast, .any),
            (nil, .broadcast, .any),
            (nil, IPv4Address(192, 0, 2, 1), IPv4Address(192, 0, 2, 1)),
            (eth0, .any, IPv4Address(10, 0, 0, 1)),
        ] as [(NetworkInterface?, IPv4Address, IPv4Address)])
    func theAddressToAnswerFrom(interface: NetworkInterface?, destination: IPv4Address, expected: IPv4Address) {
        let origin = InterfaceTable.Snapshot([interface].compactMap { $0 }).origin(
            index: interface?.index ?? 2, peer: DHCPEndpoint(.any, port: 68), destination: destination,
            receivedAt: DHCPInstant(nanoseconds: 5))
        #expect(origin.localAddress == expected)
        #expect(origin.interface == (interface?.name ?? ""))
        #expect(origin.receivedAt.nanoseconds == 5)
    }

    @Test func allAddressesOfTheInterfaceComeWithADatagram() {
        let first = IPv4Address(192, 168, 77, 5)
        let second = IPv4Address(10, 0, 0, 1)
        let interface = NetworkInterface(
            index: 2, name: "s0",
            addresses: [
                .init(first, prefixLength: 24), .init(second, prefixLength: 32),
                .init(IPv4Address(10, 0, 0, 9), prefixLength: 24),
            ])
        let one = NetworkInterface(index: 3, name: "s1", addresses: [.init(first, prefixLength: 24)])
        let snapshot = InterfaceTable.Snapshot([interface, one])
        func origin(_ destination: IPv4Address, _ index: UInt32 = 2) -> DHCPOrigin {
            snapshot.origin(
                index: index, peer: DHCPEndpoint(.any, port: 68), destination: destination,
                receivedAt: DHCPInstant(nanoseconds: 0))
        }
        #expect(origin(.broadcast).localAddresses == [first, second, IPv4Address(10, 0, 0, 9)])
        #expect(origin(.broadcast).localAddress == first)
        #expect(origin(second).localAddress == second)
        #expect(
            origin(IPv4Address(10, 0, 0, 255)).localAddress == IPv4Address(10, 0, 0, 9),
            "who writes to all of a subnet means the address there")
        #expect(
            origin(IPv4Address(10, 0, 0, 0)).localAddress == IPv4Address(10, 0, 0, 9), "as hosts of old write to all")
        #expect(!origin(IPv4Address(10, 0, 0, 0)).isUnicast)
        #expect(origin(.broadcast, 3).localAddresses.isEmpty, "one address is known already")
        #expect(origin(second, 3).localAddresses == [first], "it was written to an address of another interface")
        #expect(origin(.broadcast, 9).localAddresses.isEmpty)
    }

    @Test func addressesWithALabelBelongToTheirInterface() {
        var labels = LabelTable()
        for (position, name) in ["eth0", "eth0.5", "eth1"].enumerated() { labels.add(name, at: position) }
        #expect(labels.position(of: "eth0") == 0)
        #expect(labels.position(of: "eth0:1") == 0)
        #expect(labels.position(of: "eth0.5:1") == 1)
        #expect(labels.position(of: "eth1spare") == 2)
        #expect(labels.position(of: "wlan0") == nil)
    }

    @Test func theTableIsReadAgainWhenItIsToldToOrAnInterfaceIsNew() throws {
        let readings = ReadingCounter()
        let table = InterfaceTable {
            readings.add()
            return [Self.eth0]
        }
        let start = ContinuousClock.now
        #expect(try table.refresh(at: start) == [Self.eth0])
        #expect(table.current.interfaces[2]?.name == "eth0")
        _ = table.current(with: 2, at: start.advanced(by: .seconds(1)))
        #expect(readings.count == 1)
        // An unknown interface makes for a reading, but a flood from it does not make for a flood of them.
        for _ in 0..<10 { _ = table.current(with: 7, at: start.advanced(by: .seconds(1))) }
        #expect(readings.count == 2)
    }

    @Test func theTableKeepsWhatItKnewWhenTheKernelDoesNotTell() throws {
        let readings = ReadingCounter()
        let table = InterfaceTable {
            if readings.add() > 1 { throw SystemError("getifaddrs", number: 12) }
            return [Self.eth0]
        }
        let start = ContinuousClock.now
        _ = try table.refresh(at: start)
        #expect(throws: SystemError.self) { try table.refresh() }
        let later = table.current(with: 7, at: start.advanced(by: .seconds(9)))
        #expect(later.addresses.contains(IPv4Address(10, 0, 0, 1)))
    }

    final class ReadingCounter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        @discardableResult
        func add() -> Int {
            value.withLock {
                $0 += 1
                return $0
            }
        }
    }
}

@Suite struct JoinedDatagramTests {
    private func interface(_ index: UInt32, divides: Bool, isUp: Bool = true) -> NetworkInterface {
        NetworkInterface(index: index, name: "eth\(index)", isUp: isUp, dividesDatagrams: divides)
    }

    @Test func theLoopbackInterfaceDoesNotDivide() throws {
        let loopback = try #require(try NetworkInterface.all().first { $0.isLoopback })
        #expect(!loopback.dividesDatagrams)
    }

    @Test func withoutOneInterfaceAllMustDivide() {
        let mixed = InterfaceTable.Snapshot([interface(1, divides: true), interface(2, divides: false)])
        #expect(mixed.dividesDatagrams(1))
        #expect(!mixed.dividesDatagrams(2) && !mixed.dividesDatagrams(3) && !mixed.dividesDatagrams(0))
        let loopback = NetworkInterface(index: 3, name: "lo", isLoopback: true)
        let all = InterfaceTable.Snapshot(
            [loopback, interface(1, divides: true), interface(2, divides: false, isUp: false)])
        #expect(all.dividesDatagrams(0))
    }
}
