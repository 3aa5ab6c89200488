import DHCP
import DHCPExplain
import DHCPLeases
import DHCPTesting
import Testing

@Suite("What a decision comes down to")
struct DiagnosisTests {
    @Test(arguments: ReasonCode.allCases)
    func `each reason has a sentence and a cure`(_ reason: ReasonCode) throws {
        let campus = try Campus()
        let request = Campus.request(.initReboot(Campus.first, address: IPv4Address(10, 1, 0, 10)))
        let decision = Decision(reason: reason)
        let message = ExplainedMessage(decision, DecisionTrace([.decided(.silence, reason)]), of: request)
        let diagnosis = Diagnosis(of: message, in: NetworkFacts(campus.engine, about: message, at: campus.now))
        #expect(!diagnosis.sentence.isEmpty && !diagnosis.cure.isEmpty && !diagnosis.cause.isEmpty)
        #expect(!diagnosis.sentence.contains("\n") && !diagnosis.cure.contains("\n"), "the last two lines are two")
    }

    @Test func `no subnet for a relay names the relay and what is configured`() throws {
        var campus = try Campus()
        let diagnosis = campus.explain(.discover(Campus.first, giaddr: IPv4Address(10, 9, 0, 1))).diagnosis
        #expect(diagnosis.cause == "no-subnet")
        #expect(diagnosis.sentence.contains("relay 10.9.0.1 is in no subnet"))
        #expect(diagnosis.sentence.contains("10.1.0.0/24, 10.2.0.0/16"))
        #expect(diagnosis.cure.contains("`relays`"))
    }

    @Test func `no subnet for a link names the interface`() throws {
        var campus = try Campus { $0.subnets.removeFirst() }
        let diagnosis = campus.explain(.discover(Campus.first)).diagnosis
        #expect(diagnosis.cause == "no-subnet")
        #expect(diagnosis.sentence.contains("interface eth1 (10.1.0.1)"))
        #expect(diagnosis.cure.contains("`interface: eth1`"))
    }

    @Test func `an exhausted pool says how many have it and when the first ends`() throws {
        var campus = try Campus()
        try campus.lease(Campus.first)
        campus.now = DHCPInstant(seconds: campus.now.seconds + 600)
        try campus.lease(Campus.second)
        let explanation = campus.explain(.discover(HardwareAddress(2, 0, 0, 0, 0, 9)))
        #expect(explanation.kind == "silence" && explanation.diagnosis.cause == "pool-exhausted")
        #expect(explanation.diagnosis.sentence.contains("10.1.0.10-10.1.0.11 has 2 addresses, 2 leased"))
        #expect(explanation.diagnosis.sentence.contains("the first lease ends 1970-01-13T01:46:40Z (in 11h)"))
        #expect(explanation.diagnosis.rule == "subnets[0].pools[0]")
    }

    @Test func `one machine that takes most of a pool under many names is named`() throws {
        var campus = try Campus { $0.subnets[0].pools = [Pool(try Campus.range("10.1.0.10-10.1.0.12"))] }
        for number in 1...3 as ClosedRange<UInt8> {
            try campus.lease(Campus.first) { $0[raw: .clientIdentifier] = [0, number] }
        }
        let diagnosis = campus.explain(.discover(Campus.second)).diagnosis
        #expect(diagnosis.cause == "pool-exhausted")
        #expect(diagnosis.sentence.contains("3 leased (3 of them by one machine, \(Campus.first)"), "\(diagnosis)")
        #expect(diagnosis.cure.contains("`server: { client-ids: false }`"), "\(diagnosis)")
    }

    @Test func `one port that takes most of a pool is named`() throws {
        var campus = try Campus { $0.subnets[1].pools = [Pool(try Campus.range("10.2.1.0-10.2.1.2"))] }
        for number in 1...3 as ClosedRange<UInt8> {
            try campus.lease(HardwareAddress(2, 0, 0, 0, 1, number), giaddr: Campus.relay) {
                var information = RelayAgentInformation()
                information.circuitID = Array("Gi1/0/7".utf8)
                $0[.relayAgentInformation] = information
            }
        }
        let diagnosis = campus.explain(.discover(Campus.first, giaddr: Campus.relay)).diagnosis
        #expect(diagnosis.sentence.contains("(3 of them at one port, Gi1/0/7)"), "\(diagnosis)")
        #expect(diagnosis.cure.contains("leases-per-port"), "\(diagnosis)")
    }

    @Test func `a pool whose addresses rest is told by that, with who is on record`() throws {
        var campus = try Campus()
        for _ in 0..<2 {
            let address = try campus.lease(Campus.first)
            let decline = DHCPMessage.decline(Campus.first, address: address, server: Campus.server)
            _ = campus.engine.decide(Campus.request(decline), at: campus.now)
        }
        let diagnosis = campus.explain(.discover(Campus.second)).diagnosis
        #expect(diagnosis.cause == "pool-resting")
        #expect(diagnosis.sentence.contains("2 resting, as they were found in use (on record: \(Campus.first))"))
        #expect(diagnosis.sentence.contains("the first rest ends"), "\(diagnosis)")
        #expect(diagnosis.cure.hasPrefix("find the machines that use them"), "\(diagnosis)")
    }

    @Test func `a pool that is held for clients who do not take it is told by that`() throws {
        var campus = try Campus()
        for client in [Campus.first, Campus.second] {
            _ = campus.engine.decide(Campus.request(.discover(client)), at: campus.now)
        }
        let diagnosis = campus.explain(.discover(HardwareAddress(2, 0, 0, 0, 0, 9))).diagnosis
        #expect(diagnosis.cause == "pool-offered" && diagnosis.sentence.contains("2 offered and not taken yet"))
        #expect(diagnosis.cure.contains("leases that can not be stored"), "\(diagnosis)")
    }

    @Test func `a reservation for a client's address under another kind of name is found`() throws {
        let identifier = Reservation(.clientIdentifier([1] + Campus.first.octets), address: IPv4Address(10, 1, 0, 9))
        var campus = try Campus { $0.subnets[0].reservations = [identifier] }
        let diagnosis = campus.explain(.discover(Campus.first)).diagnosis
        #expect(diagnosis.cause == "reservation-misnamed" && diagnosis.rule == "subnets[0].reservations[0]")
        #expect(diagnosis.sentence.contains("it sends no client identifier (option 61)"), "\(diagnosis)")
        #expect(diagnosis.cure.contains("`hw-address: \"\(Campus.first)\"`"), "\(diagnosis)")
        let meant = campus.explain(.discover(Campus.first) { $0[raw: .clientIdentifier] = [1] + Campus.first.octets })
        #expect(meant.address == IPv4Address(10, 1, 0, 9) && meant.diagnosis.cause == "offered")
    }

    @Test func `a reservation that looks like one for the client is named where it gets nothing`() throws {
        let other = Reservation(.hardwareAddress(Campus.second), address: IPv4Address(10, 1, 0, 9))
        var campus = try Campus {
            $0.subnets[0].pools = []
            $0.subnets[0].reservations = [other]
        }
        let near = campus.explain(.discover(Campus.first)).diagnosis
        #expect(near.sentence.contains("10.1.0.9 is reserved for \(Campus.second), which looks like it"), "\(near)")
        let far = campus.explain(.discover(HardwareAddress(2, 0, 0, 0, 0, 9))).diagnosis
        #expect(!far.sentence.contains("looks like it"), "\(far)")
    }

    @Test func `a class that asks for option 82 says that none came`() throws {
        var campus = try Campus {
            $0.classes.append(ClientClass("desk", match: .circuitIdentifier(OctetPattern(glob: "Gi1/0/7"))))
            $0.subnets[0].pools[0].classes = ["desk"]
        }
        let diagnosis = campus.explain(.discover(Campus.first)).diagnosis
        #expect(diagnosis.sentence.contains("says no circuit identifier, as it came without option 82"), "\(diagnosis)")
        #expect(diagnosis.cure.hasPrefix("have the relay or the switch add option 82"), "\(diagnosis)")
    }

    @Test func `a class that keeps a client out is named with its rule and what the client says`() throws {
        var campus = try Campus { $0.subnets[0].pools[0].classes = ["phones"] }
        let diagnosis = campus.explain(
            .discover(Campus.first) { $0[.vendorClassIdentifier] = "MSFT 5.0" }
        ).diagnosis
        #expect(diagnosis.cause == "no-pool-for-client")
        #expect(diagnosis.sentence.contains("10.1.0.10-10.1.0.11 is for class phones"))
        #expect(diagnosis.sentence.contains("phones: vendor class \"Polycom*\""))
        #expect(diagnosis.sentence.contains("in no class, and says vendor class \"MSFT 5.0\""))
        #expect(diagnosis.rule == "classes[0]")
    }

    @Test func `a reservation in another subnet is said though the client gets an address`() throws {
        var campus = try Campus()
        let explanation = campus.explain(.discover(Campus.printer))
        #expect(explanation.kind == "offer" && explanation.diagnosis.cause == "reserved-elsewhere")
        #expect(
            explanation.diagnosis.sentence.hasPrefix(
                "10.2.0.99 is reserved for the client in 10.2.0.0/16 behind relay 10.2.0.1, but it asks from 10.1.0.0/24"
            ))
        #expect(explanation.diagnosis.rule == "subnets[1].reservations[0]")
    }

    @Test func `a reserved address that somebody has is said with who has it`() throws {
        var campus = try Campus()
        let address = try campus.lease(Campus.first)
        var configuration = campus.engine.configuration
        configuration.subnets[0].reservations = [Reservation(.hardwareAddress(Campus.second), address: address)]
        try campus.engine.reconfigure(configuration)
        let diagnosis = campus.explain(.discover(Campus.second)).diagnosis
        #expect(diagnosis.cause == "reserved-address-held")
        #expect(diagnosis.sentence.contains("\(address) is reserved for the client, but \(Campus.first) has it until"))
    }

    @Test func `a client that moved is told where its old address belongs`() throws {
        var campus = try Campus()
        let old = try campus.lease(Campus.first, giaddr: Campus.relay)
        let explanation = campus.explain(.initReboot(Campus.first, address: old))
        #expect(explanation.kind == "nak" && explanation.diagnosis.cause == "moved")
        #expect(
            explanation.diagnosis.sentence
                == "the client asks by interface eth1 (10.1.0.1) for \(old), which belongs to 10.2.0.0/16 behind relay "
                + "10.2.0.1; it moved to 10.1.0.0/24: it gets a NAK and asks anew")
    }

    @Test func `a client that took another server's offer names that`() throws {
        var campus = try Campus()
        let message = DHCPMessage.client(.request, Campus.first) {
            $0[.requestedAddress] = IPv4Address(10, 1, 0, 200)
            $0[.serverIdentifier] = IPv4Address(10, 1, 0, 66)
        }
        let diagnosis = campus.explain(message).diagnosis
        #expect(diagnosis.cause == "other-server" && diagnosis.sentence.contains("10.1.0.66"))
    }

    @Test func `an address that was declined rests, and whoever uses it is to be found`() throws {
        var campus = try Campus()
        let address = try campus.lease(Campus.first)
        let decline = DHCPMessage.decline(Campus.first, address: address, server: Campus.server)
        #expect(campus.explain(decline).diagnosis.cause == "address-in-use")
        _ = campus.engine.decide(Campus.request(decline), at: campus.now)
        let diagnosis = campus.explain(.initReboot(Campus.first, address: address)).diagnosis
        #expect(diagnosis.cause == "address-resting")
        #expect(diagnosis.cure.contains("ip neigh show \(address)"))
    }

    @Test func `an ignored client is in a class that says so`() throws {
        var campus = try Campus {
            $0.classes.append(
                ClientClass("thieves", match: .hardwareAddress(OctetPattern(Campus.first.octets)), isIgnored: true))
        }
        let diagnosis = campus.explain(.discover(Campus.first)).diagnosis
        #expect(diagnosis.cause == "ignored" && diagnosis.rule == "classes[1]")
        #expect(diagnosis.sentence.contains("class thieves (hardware address 00:11:22:33:44:01)"))
    }

    @Test func `a limit is named by its key`() throws {
        var campus = try Campus { $0.limits.newLeasesPerRelay = 1 }
        try campus.lease(Campus.first, giaddr: Campus.relay)
        let diagnosis = campus.explain(.discover(Campus.second, giaddr: Campus.relay)).diagnosis
        #expect(
            diagnosis.sentence.hasPrefix(
                "as many new clients at relay 10.2.0.1 got a lease in this minute as may: `limits.new-leases-per-relay` is 1"
            ),
            "\(diagnosis)")
        #expect(diagnosis.cause == "limit-reached")
    }

    @Test func `what is asked changes nothing`() throws {
        var campus = try Campus()
        for _ in 0..<3 { _ = campus.explain(.discover(Campus.first)) }
        #expect(campus.engine.offerCount == 0 && campus.engine.pools[0].free == 2)
    }
}
