import DHCP
import DHCPLeases
import DHCPServer
import Testing

@Suite struct ReachabilityTests {
    private static let lan = NetworkInterface(
        index: 2, name: "eth0", addresses: [.init(IPv4Address(10, 0, 0, 1), prefixLength: 16)])
    private static let bare = NetworkInterface(index: 3, name: "eth1")
    private static let off = NetworkInterface(index: 4, name: "eth2", isUp: false)

    private func reachability(
        _ named: [InterfaceStatus], _ interfaces: [NetworkInterface], relays: [IPv4Address] = [],
        interface: String? = nil, identifier: IPv4Address? = nil
    ) throws -> Reachability {
        let subnet = Subnet(
            try #require(IPv4Prefix("10.0.0.0/16")), pools: [], interface: interface, relays: relays)
        return Reachability(
            leases: LeaseConfiguration(subnets: [subnet], identifier: identifier), named: named.map(\.name),
            report: InterfaceReport(statuses: named, interfaces: interfaces))
    }

    private func status(_ name: String, _ state: InterfaceStatus.State = .listening) -> InterfaceStatus {
        InterfaceStatus(name: name, state: state)
    }

    @Test("each named interface is told with what it waits for")
    func named() throws {
        let reachability = try reachability(
            [
                status("eth0"), status("eth1"), status("eth2", .down), status("eth3", .missing),
                status("eth4", .withoutAddress(IPv4Address(10, 0, 0, 9))),
                status("eth5", .refused(DHCPTransportError(.portInUse, cause: "no port", cure: "stop it"))),
            ], [Self.lan, Self.bare, Self.off])
        #expect(
            reachability.conditions.map(\.description) == [
                "eth0: is served", "eth1: waits for an address in 10.0.0.0/16", "eth2: is down",
                "eth3: does not exist", "eth4: waits for the address 10.0.0.9, on which the server listens",
                "eth5: no port: stop it",
            ])
        #expect(reachability.isServing)
        #expect(reachability.summary.hasPrefix("serving eth0; eth1: waits for"))
        #expect(reachability.problem == nil)
        #expect(reachability.warning == nil)
    }

    @Test("a server with an identifier needs no address")
    func identifier() throws {
        let reachability = try reachability([status("eth1")], [Self.bare], identifier: IPv4Address(10, 0, 0, 1))
        #expect(reachability.conditions.map(\.isServed) == [true])
        #expect(reachability.summary == "serving eth1")
        #expect(
            reachability.conditions.map(\.description) == [
                "eth1: is served, for clients behind relays only: it has no address in a configured subnet"
            ])
        let named = try self.reachability(
            [status("eth1")], [Self.bare], interface: "eth1", identifier: IPv4Address(10, 0, 0, 1))
        #expect(named.conditions.map(\.description) == ["eth1: is served"])
    }

    private static let two = NetworkInterface(
        index: 2, name: "s0",
        addresses: [
            .init(IPv4Address(192, 168, 77, 5), prefixLength: 24), .init(IPv4Address(10, 0, 0, 1), prefixLength: 32),
        ])

    private func twoSubnets(_ change: (inout [Subnet]) -> Void = { _ in }) throws -> LeaseConfiguration {
        var subnets = try ["10.0.0.0/16", "192.168.77.0/24"].map { Subnet(try #require(IPv4Prefix($0)), pools: []) }
        change(&subnets)
        return LeaseConfiguration(subnets: subnets)
    }

    @Test("a subnet on a secondary address is reached")
    func secondary() throws {
        let one = try twoSubnets { $0.removeLast() }
        let reachability = Reachability(leases: one, named: [], report: InterfaceReport(interfaces: [Self.two]))
        #expect(reachability.conditions.map(\.description) == ["s0: is served"])
        #expect(reachability.unreached.isEmpty)
    }

    @Test("of two subnets on one link the second is not reached, unless they share a network")
    func oneLink() throws {
        let report = InterfaceReport(interfaces: [Self.two])
        func unreached(_ leases: LeaseConfiguration, named: [String] = []) -> [UnreachedSubnet] {
            Reachability(leases: leases, named: named, report: report).unreached
        }
        let second = unreached(try twoSubnets())
        #expect(second.map(\.index) == [0])
        #expect(
            second.first?.description.hasPrefix(
                "10.0.0.0/16: is reached through relays only: s0 serves 192.168.77.0/24, whose address comes first")
                == true)
        #expect(unreached(try twoSubnets { $0[0].interface = "s0" }).map(\.index) == [1])
        #expect(unreached(try twoSubnets { for index in 0...1 { $0[index].sharedNetwork = "campus" } }).isEmpty)
        #expect(unreached(try twoSubnets { $0.removeLast() }, named: ["s1"]).map(\.index) == [0])
        let relays = try twoSubnets {
            $0.removeLast()
            $0[0].relays = [IPv4Address(10, 9, 0, 1)]
        }
        #expect(unreached(relays, named: ["s1"]).isEmpty)
    }

    @Test("a server whose named interfaces are all missing waits, and serves nobody")
    func allMissing() throws {
        let reachability = try reachability([status("eth3", .missing)], [Self.lan])
        #expect(reachability.problem == nil)
        #expect(!reachability.isServing)
        #expect(reachability.summary == "eth3: does not exist")
    }

    @Test("an interface without carrier waits, and with no other the server serves nobody")
    func withoutCarrier() throws {
        var unplugged = Self.lan
        unplugged.isRunning = false
        let named = try reachability([status("eth0", .withoutCarrier)], [unplugged])
        #expect(named.summary == "eth0: waits for a carrier")
        #expect(!named.isServing)
        #expect(named.problem == nil)
        let unnamed = try reachability([], [unplugged])
        #expect(unnamed.summary == "eth0: waits for a carrier")
        #expect(!unnamed.isServing)
        let relays = [IPv4Address(10, 9, 0, 1)]
        #expect(try !reachability([], [unplugged], relays: relays).isServing)
        var loopback = NetworkInterface(index: 1, name: "lo")
        (loopback.isUp, loopback.isRunning, loopback.isLoopback) = (true, true, true)
        #expect(try !reachability([], [loopback, unplugged], relays: relays).isServing)
        #expect(try reachability([], [loopback, unplugged], relays: [.loopback]).isServing)
        #expect(try reachability([], [unplugged, Self.bare], relays: relays).isServing)
    }

    @Test("without names, the interfaces that reach a subnet are served")
    func unnamed() throws {
        let reachability = try reachability([], [Self.lan, Self.bare])
        #expect(reachability.conditions.map(\.description) == ["eth0: is served"])
        #expect(reachability.summary == "serving eth0")
    }

    @Test("without names, the interface that a subnet names is waited for")
    func namedBySubnet() throws {
        let missing = try reachability([], [Self.lan], interface: "eth7")
        #expect(missing.conditions.map(\.description) == ["eth0: is served", "eth7: does not exist"])
        let alone = try reachability([], [Self.bare], interface: "eth7")
        #expect(alone.problem == nil)
        #expect(!alone.isServing)
        let there = try reachability([], [Self.bare], interface: "eth1")
        #expect(there.conditions.map(\.description) == ["eth1: waits for an address in 10.0.0.0/16"])
    }

    @Test("without names and without an address in a subnet there is nothing to wait for")
    func nothingToWaitFor() throws {
        let reachability = try reachability([], [Self.bare])
        #expect(reachability.problem?.contains("(configured: 10.0.0.0/16; this host: no address)") == true)
        #expect(reachability.summary == "any interface: waits for an address in 10.0.0.0/16")
        #expect(try self.reachability([], [Self.bare], relays: [IPv4Address(10, 9, 0, 1)]).summary == "serving relays")
    }

    @Test("an address is a client's when a pool or a reservation has it")
    func leasable() throws {
        let prefix = try #require(IPv4Prefix("10.0.0.0/16"))
        let ranges = try ["10.0.2.0-10.0.2.9", "10.0.1.5-10.0.1.6"].map { try #require(IPv4Range($0)) }
        let reservation = Reservation(.clientIdentifier([1]), address: IPv4Address(10, 0, 9, 9))
        let subnet = Subnet(prefix, pools: ranges.map { Pool($0) }, reservations: [reservation])
        let leasable = LeasableAddresses(LeaseConfiguration(subnets: [subnet]))
        let yes = ["10.0.1.5", "10.0.1.6", "10.0.2.0", "10.0.2.9", "10.0.9.9"]
        let no = ["10.0.1.4", "10.0.1.7", "10.0.1.255", "10.0.2.10", "10.0.9.8", "0.0.0.0", "255.255.255.255"]
        #expect(yes.compactMap { IPv4Address($0) }.allSatisfy(leasable.contains))
        #expect(!no.compactMap { IPv4Address($0) }.contains(where: leasable.contains))
    }
}
