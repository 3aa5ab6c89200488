import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Which options go out: those asked for, those for everybody, those of one's own; and which do not any more.
@Suite struct OptionRuleTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    private func logServer(_ last: UInt8) -> DHCPOptions {
        var options = DHCPOptions()
        options[.logServer] = [.ten(last)]
        return options
    }

    private func asking(_ codes: DHCPOptionCode...) -> DHCPMessage {
        .discover(one) { $0[.parameterRequestList] = codes }
    }

    private func answer(_ message: DHCPMessage, _ fixture: inout EngineFixture) -> DHCPOptions? {
        fixture.send(message).reply?.message.options
    }

    @Test func onlyWhatIsAskedForGoesOut() throws {
        var fixture = try EngineFixture { $0.options = logServer(1) }
        #expect(answer(asking(.router), &fixture)?[.logServer] == nil)
        #expect(answer(asking(.logServer), &fixture)?[.logServer] == [.ten(1)])
    }

    @Test func whatIsForEverybodyGoesOutUnaskedFromEachScope() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.options = logServer(2)
        subnet.optionRules.always = [.logServer]
        var fixture = try EngineFixture(subnets: [subnet])
        #expect(answer(asking(.router), &fixture)?[.logServer] == [.ten(2)])
        // Once, though it is asked for too.
        let options = try #require(answer(asking(.logServer, .router), &fixture))
        #expect(options.count { $0.code == .logServer } == 1)
        // It is the value of the narrowest scope that goes out.
        subnet.pools[0].options = logServer(3)
        fixture = try EngineFixture(subnets: [subnet])
        #expect(answer(asking(.router), &fixture)?[.logServer] == [.ten(3)])
        fixture = try EngineFixture {
            $0.options = logServer(1)
            $0.optionRules.always = [.logServer]
        }
        #expect(answer(asking(.router), &fixture)?[.logServer] == [.ten(1)])
        subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.pools[0].optionRules.always = [.logServer]
        fixture = try EngineFixture(subnets: [subnet]) { $0.options = logServer(1) }
        #expect(answer(asking(.router), &fixture)?[.logServer] == [.ten(1)])
    }

    /// RFC 2131 section 4.3.1: parameters specific to this client, or to its class.
    @Test func whatIsAClientsOwnGoesOutUnasked() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.reservations = [Reservation(.hardwareAddress(one), options: logServer(4))]
        var fixture = try EngineFixture(subnets: [subnet])
        #expect(answer(asking(.router), &fixture)?[.logServer] == [.ten(4)])
        #expect(answer(.discover(two) { $0[.parameterRequestList] = [.router] }, &fixture)?[.logServer] == nil)
        var options = logServer(5)
        options[raw: .ipv6OnlyPreferred] = [0, 0, 7, 8]
        fixture = try EngineFixture {
            $0.classes = [ClientClass("a", match: .option(224, nil), options: options)]
        }
        var message = asking(.router)
        #expect(answer(message, &fixture)?[.logServer] == nil)
        message.options[raw: 224] = [1]
        #expect(answer(message, &fixture)?[.logServer] == [.ten(5)])
        // Only whoever asks for it can live without an address (RFC 8925 section 3.3).
        #expect(answer(message, &fixture)?.contains(.ipv6OnlyPreferred) == false)
    }

    @Test func aNarrowerScopeTakesAnOptionAway() throws {
        let all: DHCPMessage = asking(.logServer)
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.optionRules.removed = [.logServer]
        var fixture = try EngineFixture(subnets: [subnet]) { $0.options = logServer(1) }
        #expect(answer(all, &fixture)?.contains(.logServer) == false)
        // A scope inside sets it again.
        subnet.reservations = [Reservation(.hardwareAddress(one), options: logServer(4))]
        fixture = try EngineFixture(subnets: [subnet]) { $0.options = logServer(1) }
        #expect(answer(all, &fixture)?[.logServer] == [.ten(4)])
        subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.reservations = [
            Reservation(.hardwareAddress(one), optionRules: OptionRules(removed: [.logServer]))
        ]
        fixture = try EngineFixture(subnets: [subnet]) { $0.options = logServer(1) }
        #expect(answer(all, &fixture)?.contains(.logServer) == false)
        #expect(answer(.discover(two) { $0[.parameterRequestList] = [.logServer] }, &fixture)?[.logServer] == [.ten(1)])
        fixture = try EngineFixture {
            $0.options = logServer(1)
            $0.classes = [
                ClientClass("a", match: .all([]), optionRules: OptionRules(removed: [.logServer]))
            ]
        }
        #expect(answer(all, &fixture)?.contains(.logServer) == false)
    }

    @Test func membersOfAClassAreAnsweredByBroadcast() throws {
        var fixture = try EngineFixture {
            $0.classes = [ClientClass("deaf", match: .vendorClass(.init(glob: "deaf")), alwaysBroadcasts: true)]
        }
        let deaf = fixture.send(.discover(one) { $0[.vendorClassIdentifier] = "deaf" }).reply?.destination
        #expect(deaf == .broadcast(DHCPEndpoint(.broadcast, port: 68)))
        let other = fixture.send(.discover(two)).reply?.destination
        #expect(other == .hardware(two, DHCPEndpoint(.ten(101), port: 68)))
    }

    @Test func renewalIsTimedInSecondsOrAsAPart() {
        var times = LeaseTimes(lease: 86_400, renewal: 7200, rebinding: 50_000)
        #expect(times.renewalAndRebinding(of: 86_400) == (7200, 50_000))
        // A lease that ends before is divided.
        #expect(times.renewalAndRebinding(of: 3600) == (1800, 3150))
        #expect(times.renewalAndRebinding(of: LeaseTimes.infinite) == (LeaseTimes.infinite, LeaseTimes.infinite))
        times.rebinding = 7000
        #expect(times.renewalAndRebinding(of: 86_400) == (6999, 7000))
    }

    @Test func matchesLookAtRelayInterfaceClassesAndSubOptions() throws {
        func holds(_ match: ClassMatch, _ fill: (inout DHCPMessage) -> Void = { _ in }) throws -> Bool {
            var fixture = try EngineFixture {
                $0.classes = [
                    ClientClass("before", match: .option(224, nil)),
                    ClientClass("it", match: match, times: LeaseTimeOverrides(lease: 777)),
                ]
            }
            var message = DHCPMessage.discover(one)
            fill(&message)
            return fixture.send(message).reply?.message.options[.leaseTime] == 777
        }
        let block = try EngineFixture.prefix("10.0.0.0/30")
        #expect(try holds(.relay(block)) { $0.giaddr = .ten(1) })
        #expect(try !holds(.relay(block)) { $0.giaddr = .ten(9) })
        #expect(try !holds(.relay(block)))
        #expect(try holds(.interface(DHCPOrigin.test.interface)))
        #expect(try !holds(.interface("none")))
        #expect(try holds(.memberOf("before")) { $0.options[raw: 224] = [1] })
        #expect(try !holds(.memberOf("before")) && !holds(.memberOf("it")) && !holds(.memberOf("nobody")))
        let vendor = SubOptionMatch(of: .vendorSpecificInformation, code: 5, pattern: OctetPattern([7]))
        #expect(try holds(.subOption(vendor)) { $0.options[raw: .vendorSpecificInformation] = [5, 1, 7] })
        #expect(try !holds(.subOption(vendor)) { $0.options[raw: .vendorSpecificInformation] = [6, 1, 7] })
        let relay = SubOptionMatch(of: .relayAgentInformation, code: 9)
        #expect(try holds(.subOption(relay)) { $0.options[raw: .relayAgentInformation] = [9, 1, 7] })
        #expect(try !holds(.subOption(relay)) { $0.options[raw: .relayAgentInformation] = [1, 1, 7] })
        var options = VendorIdentifyingOptions()
        var inner = EncapsulatedOptions()
        inner[1] = [9]
        options[.cableLabs] = inner
        let cable = SubOptionMatch(
            of: .vendorIdentifyingOptions, enterprise: .cableLabs, code: 1, pattern: OctetPattern(prefix: [9]))
        #expect(try holds(.subOption(cable)) { $0.options[.vendorIdentifyingOptions] = options })
        var other = cable
        other.enterprise = 1
        #expect(try !holds(.subOption(other)) { $0.options[.vendorIdentifyingOptions] = options })
        other.enterprise = nil
        #expect(try holds(.subOption(other)) { $0.options[.vendorIdentifyingOptions] = options })
        let text = SubOptionMatch(
            of: .vendorIdentifyingClass, enterprise: .cableLabs, code: nil,
            pattern: OctetPattern(prefix: Array("docsis".utf8)))
        #expect(
            try holds(.subOption(text)) {
                $0.options[.vendorIdentifyingClass] = VendorIdentifyingClass(
                    .cableLabs, octets: [9] + Array("docsis3.0".utf8))
            })
    }
}
