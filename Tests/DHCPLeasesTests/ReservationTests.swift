import DHCP
import DHCPLeases
import DHCPTesting
import Testing

@Suite struct ReservationTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)
    let three = EngineFixture.client(3)

    private func fixture(
        pool: String = "10.0.0.100-10.0.0.101", _ reservations: Reservation...
    ) throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", pool)
        subnet.reservations = reservations
        return try EngineFixture(subnets: [subnet])
    }

    @Test(arguments: [UInt8(50), 100])
    func aClientGetsTheAddressThatIsReservedForItInsideAndOutsideThePool(last: UInt8) throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), address: .ten(last)))
        #expect(try fixture.acquire(one).yiaddr == .ten(last))
        #expect(fixture.send(.renewing(one, address: .ten(last))).reason == .renewed)
        #expect(fixture.send(.initReboot(one, address: .ten(last))).reason == .renewed)
        #expect(fixture.send(.release(one, address: .ten(last), server: .ten(1))).reason == .released)
        #expect(try fixture.acquire(one).yiaddr == .ten(last))
    }

    @Test func nobodyElseGetsAReservedAddress() throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), address: .ten(100)))
        #expect(fixture.engine.pools.map(\.capacity) == [1])
        #expect(fixture.send(.discover(two) { $0[.requestedAddress] = .ten(100) }).reply?.message.yiaddr == .ten(101))
        #expect(fixture.send(.discover(three)).reason == .poolExhausted)
        #expect(fixture.send(.initReboot(two, address: .ten(100))).reply?.message.messageType == .nak)
        var renewal = DHCPMessage.renewing(two, address: .ten(100))
        renewal.options[raw: .clientIdentifier] = [0, 9]
        #expect(fixture.send(renewal).reply?.message.messageType == .nak)
    }

    @Test func aClientIsKnownByWhateverItsReservationNames() throws {
        var fixture = try fixture(
            Reservation(.clientIdentifier([1, 0xAA, 0xBB]), address: .ten(11)),
            Reservation(.circuitIdentifier(Array("eth1/0/7".utf8)), address: .ten(12)),
            Reservation(.remoteIdentifier([9, 9]), address: .ten(13)))
        #expect(try fixture.acquire(one) { $0[raw: .clientIdentifier] = [1, 0xAA, 0xBB] }.yiaddr == .ten(11))
        var relay = RelayAgentInformation()
        relay.circuitID = Array("eth1/0/7".utf8)
        let atPort = fixture.send(.discover(two, giaddr: .ten(2)) { $0[.relayAgentInformation] = relay })
        #expect(atPort.reply?.message.yiaddr == .ten(12))
        relay = RelayAgentInformation()
        relay.remoteID = [9, 9]
        let atRemote = fixture.send(.discover(three, giaddr: .ten(2)) { $0[.relayAgentInformation] = relay })
        #expect(atRemote.reply?.message.yiaddr == .ten(13))
    }

    @Test func theHardwareAddressGoesBeforeTheClientIdentifier() throws {
        var fixture = try fixture(
            Reservation(.clientIdentifier([1, 2]), address: .ten(11)),
            Reservation(.hardwareAddress(one), address: .ten(12)))
        #expect(try fixture.acquire(one) { $0[raw: .clientIdentifier] = [1, 2] }.yiaddr == .ten(12))
    }

    /// Firmware, installer and system of one machine send different client identifiers, or none.
    @Test func aMachineKeepsItsReservedAddressWhateverIdentifierItSends() throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), address: .ten(50)))
        #expect(try fixture.acquire(one).yiaddr == .ten(50))
        #expect(try fixture.acquire(one) { $0[raw: .clientIdentifier] = [255, 1, 2, 3] }.yiaddr == .ten(50))
        #expect(fixture.engine.count(of: .bound) == 1)
    }

    @Test func aReservationSaysMoreThanAnAddress() throws {
        var reservation = Reservation(.hardwareAddress(one), address: .ten(50), hostName: "printer")
        reservation.options[.domainNameServer] = [.ten(3)]
        reservation.times.lease = 120
        var fixture = try fixture(reservation)
        let ack = try fixture.acquire(one) { $0[.parameterRequestList] = [.hostName, .domainNameServer] }
        #expect(ack.options[.leaseTime] == 120)
        // The REQUEST has no request list, so it gets all there is.
        #expect(ack.options[.hostName] == "printer")
        #expect(ack.options[.domainNameServer] == [.ten(3)])
        #expect(try fixture.acquire(two).options[.hostName] == nil)
    }

    @Test func aClientWithOptionsOfItsOwnAndNoAddressGetsOneFromThePool() throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), hostName: "guest"))
        let ack = try fixture.acquire(one)
        #expect(ack.yiaddr == .ten(100))
        #expect(ack.options[.hostName] == "guest")
    }

    /// What was given before the reservation was made.
    @Test func aNewReservationTakesEffectWithTheNextRenewal() throws {
        var fixture = try fixture()
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        #expect(try fixture.acquire(two).yiaddr == .ten(101))
        var configuration = fixture.engine.configuration
        configuration.subnets[0].reservations = [Reservation(.hardwareAddress(one), address: .ten(101))]
        try fixture.engine.reconfigure(configuration)
        // 101 is still the other client's, so the first keeps what it has.
        #expect(fixture.send(.renewing(one, address: .ten(100))).reason == .renewed)
        // The other is told to look for another address, and then the first gets what is its.
        #expect(fixture.send(.renewing(two, address: .ten(101))).reason == .addressReserved)
        #expect(fixture.send(.release(two, address: .ten(101), server: .ten(1))).reason == .released)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reason == .wrongAddress)
        #expect(try fixture.acquire(one).yiaddr == .ten(101))
        #expect(fixture.engine.lease(at: .ten(100))?.state == .released)
    }

    /// A client that names itself by option 61, and is known to its reservation by its hardware address.
    @Test func aNewReservationEndsTheLeaseUnderTheClientsOwnName() throws {
        var fixture = try fixture()
        let name: @Sendable (inout DHCPOptions) -> Void = { $0[raw: .clientIdentifier] = [255, 1, 2] }
        func acquire() throws -> IPv4Address {
            let offer = try #require(fixture.send(.discover(one, options: name)).reply?.message)
            var request = DHCPMessage.selecting(offer)
            name(&request.options)
            return try #require(fixture.send(request).reply?.message).yiaddr
        }
        #expect(try acquire() == .ten(100))
        var configuration = fixture.engine.configuration
        configuration.subnets[0].reservations = [Reservation(.hardwareAddress(one), address: .ten(50))]
        try fixture.engine.reconfigure(configuration)
        #expect(try acquire() == .ten(50))
        #expect(fixture.engine.lease(at: .ten(100))?.state == .released)
        #expect(fixture.engine.count(of: .bound) == 1)
        // The reservation goes again: the lease under its name, which is over, does not hide the one that runs.
        configuration.subnets[0].reservations = []
        try fixture.engine.reconfigure(configuration)
        #expect(try acquire() == .ten(100))
        configuration.subnets[0].reservations = [Reservation(.hardwareAddress(one), address: .ten(50))]
        _ = fixture.wait(86_400)
        #expect(try acquire() == .ten(100))
        try fixture.engine.reconfigure(configuration)
        var renewal = DHCPMessage.renewing(one, address: .ten(100))
        name(&renewal.options)
        #expect(fixture.send(renewal).reason == .wrongAddress)
        #expect(try acquire() == .ten(50))
        #expect(fixture.engine.count(of: .bound) == 1)
    }

    @Test func aReservedAddressThatIsInUseByAStrangerIsReplacedUntilItRests() throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), address: .ten(50)))
        #expect(try fixture.acquire(one).yiaddr == .ten(50))
        #expect(fixture.send(.decline(one, address: .ten(50), server: .ten(1))).reason == .declined)
        #expect(try fixture.acquire(one).yiaddr == .ten(100))
        _ = fixture.wait(86_400)
        #expect(fixture.send(.renewing(one, address: .ten(100))).reason == .wrongAddress)
        #expect(try fixture.acquire(one).yiaddr == .ten(50))
    }

    @Test func aBOOTPClientGetsItsReservedAddressAndNoOptionsOfDHCP() throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), address: .ten(50), hostName: "rom"))
        let decision = fixture.send(DHCPMessage(op: .bootRequest, xid: 5, hardwareAddress: one))
        #expect(decision.reason == .bootpAnswered)
        let reply = try #require(decision.reply?.message)
        #expect(reply.yiaddr == .ten(50))
        #expect(reply.options[.subnetMask] == IPv4Address(255, 255, 255, 0))
        #expect(reply.options[.hostName] == "rom")
        #expect(reply.options.codes.allSatisfy { ![.messageType, .leaseTime, .serverIdentifier].contains($0) })
        #expect(reply.encodedCount == 300)
        #expect(fixture.send(DHCPMessage(op: .bootRequest, hardwareAddress: two)).reason == .bootp)
    }

    @Test func aBOOTPClientThatKnowsItsAddressFindsItInTheReply() throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), address: .ten(50)))
        let decision = fixture.send(DHCPMessage(op: .bootRequest, hardwareAddress: one, ciaddr: .ten(50)))
        #expect(decision.reply?.message.ciaddr == .ten(50))
        #expect(decision.reply?.destination == .unicast(DHCPEndpoint(.ten(50), port: 68)))
    }

    @Test func aClientThatWritesPastItsRelayIsStillAtItsPort() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.101")
        subnet.reservations = [Reservation(.circuitIdentifier([7]), address: .ten(50))]
        var ports = ClientClass("ports", match: .circuitIdentifier(OctetPattern([7])))
        ports.options[.domainName] = "port.example"
        var fixture = try EngineFixture(subnets: [subnet]) { $0.classes = [ports] }
        let information: [UInt8] = [1, 1, 7]
        let offer = try #require(
            fixture.send(.discover(one, giaddr: .ten(2)) { $0[raw: .relayAgentInformation] = information }).reply)
        var request = DHCPMessage.selecting(offer.message)
        request.options[raw: .relayAgentInformation] = information
        #expect(fixture.send(request).reason == .leased)
        for _ in 0..<2 {
            let renewal = fixture.send(.renewing(one, address: .ten(50)))
            #expect(renewal.reason == .renewed)
            #expect(renewal.reply?.message.options[.domainName] == "port.example")
            #expect(renewal.reply?.message.options.contains(.relayAgentInformation) == false)
            #expect(fixture.engine.lease(at: .ten(50))?.relayAgentInformation == information)
        }
        #expect(fixture.send(.renewing(two, address: .ten(50))).reason == .addressTaken)
        #expect(fixture.send(.release(two, address: .ten(50), server: .ten(1))).reason == .notOwner)
        #expect(fixture.send(.release(one, address: .ten(50), server: .ten(1))).reason == .released)
    }

    @Test func aReservationForAPortWithoutAnAddressGivesNoAddressTwice() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.102")
        var reservation = Reservation(.remoteIdentifier([7]))
        reservation.options[.domainName] = "port.example"
        subnet.reservations = [reservation]
        var fixture = try EngineFixture(subnets: [subnet]) { $0.limits.newLeasesPerRelay = 2 }
        for (number, client) in [one, two].enumerated() {
            var request = DHCPMessage.discover(client, giaddr: .ten(2)) { $0[raw: .relayAgentInformation] = [2, 1, 7] }
            let offer = try #require(fixture.send(request).reply?.message)
            #expect(offer.options[.domainName] == "port.example")
            request = .selecting(offer)
            request.options[raw: .relayAgentInformation] = [2, 1, 7]
            #expect(fixture.send(request).reply?.message.yiaddr == .ten(100 + UInt8(number)))
        }
        // Nor is a port a way around the limits.
        let third = DHCPMessage.discover(three, giaddr: .ten(2)) { $0[raw: .relayAgentInformation] = [2, 1, 7] }
        #expect(fixture.send(third).reason == .limitReached)
    }

    @Test func aBOOTPClientIsOnRecordAsLongAsItMayBeWithoutBeingHeardOf() throws {
        var fixture = try fixture(Reservation(.hardwareAddress(one), address: .ten(50)))
        let request = DHCPMessage(
            op: .bootRequest, hardwareAddress: one, hops: 2, secs: 7, ciaddr: .ten(50), giaddr: .ten(2))
        let first = fixture.send(request)
        let end = try #require(first.changes.first?.after?.end)
        #expect(Int64(end) == fixture.now.seconds + 86_400)
        #expect(first.reply?.message.ciaddr == .ten(50))
        #expect(first.reply?.message.secs == 7)
        #expect(first.reply?.message.hops == 2)
        #expect(fixture.wait(80_000).isEmpty)
        #expect(fixture.send(request).changes.count == 1)
        #expect(fixture.wait(80_000).isEmpty)
        #expect(fixture.engine.lease(at: .ten(50))?.state == .bound)
        // Its operating system may speak DHCP.
        #expect(try fixture.acquire(one).yiaddr == .ten(50))
        #expect(fixture.wait(86_400).count == 1, "so that whoever has the reservation next can have it")
    }

    @Test func aLongOptionLeavesTheVendorAreaToShorterOnes() throws {
        var reservation = Reservation(.hardwareAddress(one), address: .ten(50), hostName: "rom")
        reservation.options[.rootPath] = String(repeating: "x", count: 60)
        reservation.options[.router] = [.ten(254)]
        reservation.options[.ntpServer] = [.ten(123)]
        var fixture = try fixture(reservation)
        let decision = fixture.send(DHCPMessage(op: .bootRequest, hardwareAddress: one))
        #expect(decision.reply?.message.options.codes == [.subnetMask, .router, .hostName, .ntpServer])
        #expect(decision.reply?.message.encodedCount == 300)
        #expect(decision.droppedOptions == [.rootPath])
    }

    @Test func contradictoryReservationsAreRefused() throws {
        let twice = Reservation(.hardwareAddress(one), address: .ten(50))
        #expect(
            throws: LeaseConfigurationError.doublyIdentified(
                .hardwareAddress(one), try EngineFixture.prefix("10.0.0.0/24"))
        ) {
            try fixture(twice, Reservation(.hardwareAddress(one), address: .ten(51)))
        }
        #expect(throws: LeaseConfigurationError.doublyReserved(.ten(50))) {
            try fixture(twice, Reservation(.hardwareAddress(two), address: .ten(50)))
        }
        #expect(throws: LeaseConfigurationError.self) {
            try fixture(Reservation(.hardwareAddress(one), address: IPv4Address(10, 1, 0, 1)))
        }
    }
}
