import DHCP
import DHCPLeases
import DHCPTesting
import Testing

@Suite struct ClientClassTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test(arguments: [
        ("PXEClient*", "PXEClient:Arch:00000", true), ("PXEClient", "PXEClient:Arch:00000", false),
        ("*Arch*", "PXEClient:Arch:00000", true), ("*00000", "PXEClient:Arch:00000", true), ("", "", true),
        ("", "a", false),
        ("a*b*c", "a-c-b", false), ("a*b*c", "a-b-b-c", true), ("aba*aba", "aba", false), ("*", "", true),
    ])
    func aPatternMatches(pattern: String, text: String, matches: Bool) {
        #expect(OctetPattern(glob: pattern).matches(Array(text.utf8)) == matches)
    }

    private func matches(_ match: ClassMatch, _ fill: (inout DHCPMessage) -> Void) throws -> Bool {
        var fixture = try EngineFixture {
            $0.classes = [ClientClass("it", match: match, times: LeaseTimeOverrides(lease: 777))]
        }
        var message = DHCPMessage.discover(one)
        fill(&message)
        return fixture.send(message).reply?.message.options[.leaseTime] == 777
    }

    @Test func everyKindOfMatch() throws {
        #expect(try matches(.vendorClass(.init(glob: "acme*"))) { $0.options[.vendorClassIdentifier] = "acme 2" })
        #expect(try !matches(.vendorClass(.init(glob: "acme*"))) { _ in })
        #expect(
            try matches(.vendorClass(.init(glob: "docsis*"))) {
                $0.options[.vendorIdentifyingClass] = VendorIdentifyingClass(
                    .cableLabs, octets: [9] + Array("docsis3.0".utf8))
            })
        #expect(try matches(.userClass(.init(glob: "iPXE"))) { $0.options[.userClass] = UserClass("lab", "iPXE") })
        #expect(try matches(.architecture(.uefiX64)) { $0.options[.clientArchitecture] = [.uefiX64] })
        #expect(try matches(.hardwareAddress(.init(prefix: [2, 0, 0]))) { _ in })
        #expect(try !matches(.hardwareAddress(.init(prefix: [4]))) { _ in })
        #expect(try matches(.clientIdentifier(.init([1, 2]))) { $0.options[raw: .clientIdentifier] = [1, 2] })
        var relay = RelayAgentInformation()
        relay.circuitID = Array("eth7".utf8)
        relay.remoteID = [5]
        #expect(try matches(.circuitIdentifier(.init(glob: "eth*"))) { $0.options[.relayAgentInformation] = relay })
        #expect(try matches(.remoteIdentifier(.init([5]))) { $0.options[.relayAgentInformation] = relay })
        #expect(try matches(.requestedOption(.router)) { $0.options[.parameterRequestList] = [.router] })
        #expect(try matches(.messageType(.discover)) { _ in })
        #expect(try !matches(.messageType(.request)) { _ in })
        #expect(try matches(.option(224, nil)) { $0.options[raw: 224] = [] })
        #expect(try matches(.option(224, .init([1]))) { $0.options[raw: 224] = [1] })
        #expect(try matches(.not(.any([]))) { _ in })
        #expect(try matches(.all([.messageType(.discover), .not(.option(224, nil))])) { _ in })
    }

    private func gated() throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/24")
        subnet.pools = [
            Pool(try EngineFixture.range("10.0.0.10-10.0.0.10"), classes: ["pxe"]),
            Pool(try EngineFixture.range("10.0.0.100-10.0.0.100")),
        ]
        return try EngineFixture(subnets: [subnet]) {
            $0.classes = [ClientClass("pxe", match: .vendorClass(.init(glob: "PXEClient*")))]
        }
    }

    @Test func aPoolIsForTheMembersOfItsClasses() throws {
        var fixture = try gated()
        let pxe = try fixture.acquire(one) { $0[.vendorClassIdentifier] = "PXEClient" }
        #expect(pxe.yiaddr == .ten(10))
        #expect(try fixture.acquire(two).yiaddr == .ten(100))
        #expect(fixture.send(.discover(EngineFixture.client(3))).reason == .poolExhausted)
    }

    @Test func aLeaseIsRenewedThoughTheClientNoLongerSaysWhatItIs() throws {
        var fixture = try gated()
        _ = try fixture.acquire(one) { $0[.vendorClassIdentifier] = "PXEClient" }
        #expect(fixture.send(.renewing(one, address: .ten(10))).reason == .renewed)
        // But when it begins anew it gets an address of the others.
        #expect(fixture.send(.discover(one)).reply?.message.yiaddr == .ten(100))
    }

    @Test func aClientWithoutAPoolForItIsToldApartFromAFullPool() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24")
        subnet.pools = [Pool(try EngineFixture.range("10.0.0.10-10.0.0.10"), classes: ["pxe"])]
        var fixture = try EngineFixture(subnets: [subnet]) {
            $0.classes = [ClientClass("pxe", match: .vendorClass(.init(glob: "PXEClient*")))]
        }
        #expect(fixture.send(.discover(one)).reason == .noPoolForClient)
    }

    @Test func theNarrowestScopeIsFollowedAndTheFirstClass() throws {
        func server(_ last: UInt8) -> DHCPOptions {
            var options = DHCPOptions()
            options[.logServer] = [.ten(last)]
            return options
        }
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        var fixture = try EngineFixture(subnets: [subnet]) { $0.options = server(1) }
        func logServer(_ options: (inout DHCPOptions) -> Void = { _ in }) throws -> [IPv4Address]? {
            fixture.send(.discover(one, options: options)).reply?.message.options[.logServer]
        }
        #expect(try logServer() == [.ten(1)])
        subnet.options = server(2)
        fixture = try EngineFixture(subnets: [subnet]) { $0.options = server(1) }
        #expect(try logServer() == [.ten(2)])
        subnet.pools[0].options = server(3)
        fixture = try EngineFixture(subnets: [subnet])
        #expect(try logServer() == [.ten(3)])
        let classes = [
            ClientClass("b", match: .option(224, nil), options: server(4)),
            ClientClass("a", match: .all([]), options: server(5)),
        ]
        fixture = try EngineFixture(subnets: [subnet]) { $0.classes = classes }
        #expect(try logServer() == [.ten(5)])
        #expect(try logServer { $0[raw: 224] = [1] } == [.ten(4)])
        subnet.reservations = [Reservation(.hardwareAddress(one), options: server(6))]
        fixture = try EngineFixture(subnets: [subnet]) { $0.classes = classes }
        #expect(try logServer() == [.ten(6)])
    }

    @Test func aPoolThatNamesNoClassIsRefused() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24")
        subnet.pools = [Pool(try EngineFixture.range("10.0.0.10-10.0.0.10"), classes: ["pxe"])]
        #expect(throws: LeaseConfigurationError.classNotUnique("pxe")) { try EngineFixture(subnets: [subnet]) }
    }
}
