import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What RFCs added to RFC 2131.
@Suite struct ExtensionTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)

    @Test func aClientThatAsksForItIsCommittedAtOnce() throws {
        var fixture = try EngineFixture { $0.allowsRapidCommit = true }
        let decision = fixture.send(.discover(one) { $0[raw: .rapidCommit] = [] })
        #expect(decision.reason == .leased)
        #expect(decision.changes.count == 1)
        #expect(decision.reply?.message.messageType == .ack)
        #expect(decision.reply?.message.options[raw: .rapidCommit] == [])
        #expect(fixture.send(.discover(two)).reply?.message.messageType == .offer)
        var other = try EngineFixture()
        #expect(other.send(.discover(one) { $0[raw: .rapidCommit] = [] }).reply?.message.messageType == .offer)
    }

    @Test func aClientWithoutAnAddressIsToldWhetherItMayChooseOne() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.100")
        subnet.autoConfigure = .doNotAutoConfigure
        var fixture = try EngineFixture(subnets: [subnet])
        _ = try fixture.acquire(one)
        let decision = fixture.send(.discover(two) { $0[.autoConfigure] = .autoConfigure })
        #expect(decision.reason == .noAddressTold)
        #expect(decision.reply?.message.messageType == .offer)
        #expect(decision.reply?.message.yiaddr == .any)
        #expect(decision.reply?.message.options[.autoConfigure] == .doNotAutoConfigure)
        #expect(fixture.send(.discover(two)).reply == nil)
        #expect(fixture.send(.discover(one) { $0[.autoConfigure] = .autoConfigure }).reply?.message.yiaddr == .ten(100))
    }

    private func twoSubnets() throws -> EngineFixture {
        try EngineFixture(subnets: [
            EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109"),
            EngineFixture.subnet("10.0.1.0/24", "10.0.1.100-10.0.1.109"),
            EngineFixture.subnet("10.0.2.0/24", "10.0.2.100-10.0.2.109"),
        ])
    }

    @Test func theRelaysSelectionGoesBeforeTheClientsAndThatBeforeTheRelaysAddress() throws {
        var fixture = try twoSubnets()
        var relay = RelayAgentInformation()
        relay.linkSelection = IPv4Address(10, 0, 1, 0)
        let all = DHCPMessage.discover(one, giaddr: .ten(2)) {
            $0[.subnetSelection] = IPv4Address(10, 0, 2, 0)
            $0[.relayAgentInformation] = relay
        }
        let offer = try #require(fixture.send(all).reply)
        #expect(offer.message.yiaddr == IPv4Address(10, 0, 1, 100))
        #expect(offer.destination == .unicast(DHCPEndpoint(.ten(2), port: 67)))
        #expect(offer.message.options[.subnetSelection] == IPv4Address(10, 0, 2, 0))
        let second = DHCPMessage.discover(two, giaddr: .ten(2)) { $0[.subnetSelection] = IPv4Address(10, 0, 2, 0) }
        #expect(fixture.send(second).reply?.message.yiaddr == IPv4Address(10, 0, 2, 100))
        let third = DHCPMessage.discover(EngineFixture.client(3), giaddr: .ten(2))
        #expect(fixture.send(third).reply?.message.yiaddr == .ten(100))
        relay.linkSelection = IPv4Address(192, 168, 0, 1)
        let unknown = DHCPMessage.discover(one, giaddr: .ten(2)) { $0[.relayAgentInformation] = relay }
        #expect(fixture.send(unknown).reason == .noSubnet)
        #expect(fixture.send(.discover(one, giaddr: IPv4Address(10, 9, 0, 1))).reason == .noSubnet)
    }

    @Test func aSelectionCountsBehindARelayThatIsNotKnownAndNoneIsNone() throws {
        var fixture = try twoSubnets()
        let stranger = IPv4Address(10, 9, 0, 1)
        let offer = fixture.send(
            .discover(one, giaddr: stranger) { $0[.subnetSelection] = IPv4Address(10, 0, 2, 0) })
        #expect(offer.reply?.message.yiaddr == IPv4Address(10, 0, 2, 100))
        #expect(offer.reply?.destination == .unicast(DHCPEndpoint(stranger, port: 67)))
        let none: [UInt8] = [5, 4, 0, 0, 0, 0, 11, 4, 0, 0, 0, 0]
        let unselected = fixture.send(
            .discover(two, giaddr: .ten(2)) {
                $0[.subnetSelection] = .any
                $0[raw: .relayAgentInformation] = none
            })
        #expect(unselected.reply?.message.yiaddr == .ten(100))
        #expect(unselected.reply?.message.options[.serverIdentifier] == .ten(1))
        #expect(unselected.reply?.message.options[raw: .relayAgentInformation] == none)
    }

    @Test func theRelayMayNameItselfAsTheServer() throws {
        var fixture = try EngineFixture()
        var relay = RelayAgentInformation()
        relay.serverIdentifierOverride = .ten(2)
        let offer = try #require(
            fixture.send(.discover(one, giaddr: .ten(2)) { $0[.relayAgentInformation] = relay }).reply?.message)
        #expect(offer.options[.serverIdentifier] == .ten(2))
        #expect(offer.options[.relayAgentInformation] == relay)
        var request = DHCPMessage.selecting(offer)
        request.options[.relayAgentInformation] = relay
        let ack = fixture.send(request)
        #expect(ack.reason == .leased)
        #expect(ack.reply?.message.options[.serverIdentifier] == .ten(2))
        // The client renews at the relay, which passes it on.
        var renewal = DHCPMessage.renewing(one, address: offer.yiaddr, giaddr: .ten(2))
        renewal.options[.relayAgentInformation] = relay
        let renewed = fixture.send(renewal)
        #expect(renewed.reason == .renewed)
        #expect(renewed.reply?.message.options[.serverIdentifier] == .ten(2))
        var release = DHCPMessage.release(one, address: offer.yiaddr, server: .ten(2))
        #expect(fixture.send(release).reason == .otherServer, "without the relay's word it is another server")
        release.giaddr = .ten(2)
        release.options[.relayAgentInformation] = relay
        #expect(fixture.send(release).reason == .released)
    }

    @Test func aBrokenOptionOfARelayIsNotPassedOn() throws {
        var fixture = try EngineFixture()
        let offer = fixture.send(.discover(one, giaddr: .ten(2)) { $0[raw: .relayAgentInformation] = [1, 9, 0] })
        #expect(offer.reply?.message.options.contains(.relayAgentInformation) == false)
        let odd: [UInt8] = [1, 0, 2, 2, 7, 7, 1, 1, 5]
        let sound = fixture.send(.discover(two, giaddr: .ten(2)) { $0[raw: .relayAgentInformation] = odd })
        #expect(sound.reply?.message.options[raw: .relayAgentInformation] == odd)
        #expect(sound.reply?.message.options.codes.last == .relayAgentInformation)
    }

    @Test func clientsOfMicrosoftGetTheRoutesUnderTheirOwnNumber() throws {
        var fixture = try EngineFixture {
            $0.options[raw: .classlessStaticRoute] = [24, 10, 2, 0, 10, 0, 0, 254]
        }
        let offer = fixture.send(.discover(one) { $0[.parameterRequestList] = [.microsoftClasslessStaticRoute] })
        #expect(offer.reply?.message.options[raw: .microsoftClasslessStaticRoute] == [24, 10, 2, 0, 10, 0, 0, 254])
        #expect(offer.reply?.message.options.contains(.classlessStaticRoute) == false)
    }

    @Test func onlyAClientThatAsksIsToldThatItCanDoWithoutAnAddress() throws {
        var fixture = try EngineFixture { $0.options[.ipv6OnlyPreferred] = 1800 }
        let asks = fixture.send(.discover(one) { $0[.parameterRequestList] = [.ipv6OnlyPreferred] })
        #expect(asks.reply?.message.options[.ipv6OnlyPreferred] == 1800)
        #expect(fixture.send(.discover(two)).reply?.message.options.contains(.ipv6OnlyPreferred) == false)
    }

    @Test func optionsAreGivenInTheOrderInWhichTheyAreAskedFor() throws {
        var fixture = try EngineFixture {
            $0.options[.router] = [.ten(1)]
            $0.options[.domainNameServer] = [.ten(3)]
            $0.options[.domainName] = "lab.example"
        }
        for _ in 0..<2 {
            let offer = fixture.send(
                .discover(one) { $0[.parameterRequestList] = [.domainName, .router, .subnetMask, .router, .leaseTime] })
            #expect(
                offer.reply?.message.options.codes == [
                    .messageType, .serverIdentifier, .leaseTime, .domainName, .subnetMask, .router,
                ])
        }
        let unasked = fixture.send(.discover(one) { $0[.parameterRequestList] = [.domainName] })
        #expect(
            unasked.reply?.message.options.codes == [
                .messageType, .serverIdentifier, .leaseTime, .subnetMask, .domainName,
            ])
    }

    @Test(
        arguments: [
            (ClientFQDN.Flags.canonicalEncoding, "printer", "printer.lab.example", [.canonicalEncoding, .noUpdate]),
            (
                [.canonicalEncoding, .serverUpdates], "a.b.example.", "a.b.example",
                [.canonicalEncoding, .noUpdate, .overridden]
            ),
            ([.serverUpdates], "printer", "printer.lab.example", [.noUpdate, .overridden]),
            ([.noUpdate], "not a name!", "", [.noUpdate]),
        ] as [(ClientFQDN.Flags, String, String, ClientFQDN.Flags)])
    func theClientsNameIsAnsweredAndNotObeyed(
        flags: ClientFQDN.Flags, name: String, answer: String, answerFlags: ClientFQDN.Flags
    ) throws {
        var fixture = try EngineFixture { $0.options[.domainName] = "lab.example" }
        let asked = try #require(ClientFQDN(name: name, flags: flags))
        let reply = fixture.send(
            .discover(one) {
                $0[.clientFQDN] = asked
                $0[.parameterRequestList] = [.router]
            })
        let answered = try #require(reply.reply?.message.options[.clientFQDN])
        #expect(answered.name == answer)
        #expect(answered.flags == answerFlags)
        #expect(answered.rcode1 == 255)
        #expect(answered.rcode2 == 255)
        #expect(fixture.send(.discover(two)).reply?.message.options.contains(.clientFQDN) == false)
    }

    // MARK: Booting

    private func booting(_ fill: (inout DHCPOptions) -> Void) throws -> DHCPMessage {
        var fixture = try EngineFixture {
            $0.boot = BootSettings(
                nextServer: .ten(9), serverName: "boot",
                profiles: [
                    BootProfile(isForIPXE: true, file: "http://10.0.0.9/boot.ipxe"),
                    BootProfile(architecture: .x86BIOS, file: "undionly.kpxe"),
                    BootProfile(architecture: .uefiX64, file: "ipxe.efi"),
                    BootProfile(architecture: .uefiX64HTTP, file: "http://10.0.0.9/ipxe.efi"),
                ])
        }
        return try #require(fixture.send(.discover(one, options: fill)).reply?.message)
    }

    @Test func eachKindOfMachineGetsItsFile() throws {
        let bios = try booting { $0[.vendorClassIdentifier] = "PXEClient:Arch:00000:UNDI:002001" }
        #expect(bios.file.octets == Array("undionly.kpxe".utf8))
        #expect(bios.siaddr == .ten(9))
        #expect(bios.sname.octets == Array("boot".utf8))
        #expect(bios.options[.tftpServerName] == "boot")
        let uefi = try booting {
            $0[.vendorClassIdentifier] = "PXEClient:Arch:00007:UNDI:003016"
            $0[.clientArchitecture] = [.uefiEBC]
        }
        #expect(uefi.options[.bootFileName] == "ipxe.efi")
        let http = try booting {
            $0[.vendorClassIdentifier] = "HTTPClient:Arch:00016:UNDI:003001"
            $0[.clientArchitecture] = [.uefiX64HTTP]
        }
        #expect(http.options[.bootFileName] == "http://10.0.0.9/ipxe.efi")
        #expect(http.options[.vendorClassIdentifier] == "HTTPClient")
        let ipxe = try booting {
            $0[.vendorClassIdentifier] = "PXEClient:Arch:00007:UNDI:003016"
            $0[.userClass] = UserClass(plain: "iPXE")
        }
        #expect(ipxe.options[.bootFileName] == "http://10.0.0.9/boot.ipxe")
        let plain = try booting { _ in }
        #expect(plain.siaddr == .any)
        #expect(!plain.options.contains(.bootFileName))
    }

    @Test func aReservationMayNameAFileOfItsOwn() throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        var reservation = Reservation(.hardwareAddress(one))
        reservation.options[.bootFileName] = "special.efi"
        subnet.reservations = [reservation]
        var fixture = try EngineFixture(subnets: [subnet]) {
            $0.boot = BootSettings(profiles: [BootProfile(file: "common.efi")])
        }
        let special = fixture.send(.discover(one) { $0[.vendorClassIdentifier] = "PXEClient" }).reply?.message
        #expect(special?.options[.bootFileName] == "special.efi")
        #expect(special?.file.octets == Array("special.efi".utf8))
        #expect(special?.siaddr == .ten(1))
        let common = fixture.send(.discover(two) { $0[.vendorClassIdentifier] = "PXEClient" }).reply?.message
        #expect(common?.options[.bootFileName] == "common.efi")
    }

    @Test func aMachineThatDoesNotSayHowItBootsGetsTheFileForAllMachines() throws {
        var fixture = try EngineFixture {
            $0.boot = BootSettings(
                nextServer: .ten(9), serverName: "boot",
                profiles: [BootProfile(architecture: .uefiX64, file: "ipxe.efi"), BootProfile(file: "all.img")])
        }
        let quiet = try #require(fixture.send(.discover(one)).reply?.message)
        #expect(quiet.siaddr == .ten(9))
        #expect(quiet.sname.text == "boot")
        #expect(quiet.file.text == "all.img")
        #expect(!quiet.options.contains(.bootFileName))
        let asking = fixture.send(.discover(two) { $0[.parameterRequestList] = [.tftpServerName, .bootFileName] })
        #expect(asking.reply?.message.options[.tftpServerName] == "boot")
        #expect(asking.reply?.message.options[.bootFileName] == "all.img")
    }

    @Test func vendorOptionsOfAClassGoBeforeThoseForTheBootProgram() throws {
        var menu = ClientClass("menu", match: .vendorClass(OctetPattern(glob: "PXEClient*")))
        menu.options[raw: .vendorSpecificInformation] = [6, 1, 3]
        for classes in [[], [menu]] {
            var fixture = try EngineFixture {
                $0.classes = classes
                $0.options[raw: .vendorSpecificInformation] = [1, 1, 9]
                $0.boot = BootSettings(profiles: [BootProfile(file: "common.efi")])
            }
            let offer = fixture.send(.discover(one) { $0[.vendorClassIdentifier] = "PXEClient" }).reply?.message
            let control: [UInt8] = classes.isEmpty ? [6, 1, 8, 255] : [6, 1, 3]
            #expect(offer?.options[raw: .vendorSpecificInformation] == control)
            #expect(offer?.file.text == "common.efi")
        }
    }

    @Test func whichMachineItIsIsReturnedAlsoWhereNothingIsBooted() throws {
        var fixture = try EngineFixture()
        let uuid = [UInt8](0...16)
        let offer = fixture.send(.discover(one) { $0[raw: .clientUUID] = uuid })
        #expect(offer.reply?.message.options[raw: .clientUUID] == uuid)
    }

    // MARK: Malformed and refused

    @Test func optionsThatMatterAndCanNotBeReadAreNamed() throws {
        var fixture = try EngineFixture()
        var message = DHCPMessage.discover(one)
        message.options[raw: .messageType] = [1, 1]
        #expect(fixture.send(message).word == "malformed(53)")
        #expect(fixture.send(.client(.request, one) { $0[raw: .requestedAddress] = [1] }).word == "malformed(50)")
        let named = DHCPMessage.client(.request, one) {
            $0[.requestedAddress] = .ten(100)
            $0[raw: .serverIdentifier] = [1, 2, 3]
        }
        #expect(fixture.send(named).word == "malformed(54)")
    }

    @Test(arguments: [IPv4Address.ten(0), .ten(255), IPv4Address(224, 0, 0, 1), .broadcast])
    func whatIsNoHostsAddressIsNotAnswered(address: IPv4Address) throws {
        var fixture = try EngineFixture()
        #expect(fixture.send(.renewing(one, address: address)).reason == .impossibleAddress)
        #expect(fixture.send(.inform(one, address: address)).reason == .impossibleAddress)
        #expect(fixture.send(.discover(one, giaddr: address)).reply == nil)
        // Not even when the relay names the subnet besides.
        var relay = RelayAgentInformation()
        relay.linkSelection = .ten(0)
        let selecting = DHCPMessage.discover(one, giaddr: address) { $0[.relayAgentInformation] = relay }
        #expect(fixture.send(selecting).reply == nil)
    }

    @Test func everyRefusalIsExplained() throws {
        var fixture = try EngineFixture()
        fixture.origin.interface = "eth1"
        fixture.origin.localAddress = IPv4Address(10, 9, 0, 1)
        let message = DHCPMessage.discover(one)
        let request = DHCPRequest(message: message, origin: fixture.origin)
        let text = fixture.engine.explain(fixture.send(message), request)
        #expect(text == "no subnet for interface eth1 (10.9.0.1); configured: 10.0.0.0/24")
        for reason in ReasonCode.allCases where reason.isRefusal {
            #expect(fixture.engine.explain(Decision(reason: reason), request) != nil, "\(reason)")
        }
    }

    @Test func strangersAreLimitedAndClientsAreNot() throws {
        var fixture = try EngineFixture { $0.limits = ClientLimits(offersPerPort: 2, newLeasesPerPort: 3) }
        func discover(_ number: Int, port: UInt8) -> DHCPMessage {
            .discover(EngineFixture.client(number), giaddr: .ten(2)) { $0[raw: .relayAgentInformation] = [1, 1, port] }
        }
        var offers: [DHCPMessage] = []
        for number in 1...3 {
            let decision = fixture.send(discover(number, port: 7))
            #expect(decision.reason == (number < 3 ? .offered : .limitReached))
            if let offer = decision.reply?.message { offers.append(offer) }
        }
        #expect(fixture.send(discover(4, port: 8)).reason == .offered, "another port is not affected")
        for offer in offers {
            var request = DHCPMessage.selecting(offer)
            request.options[raw: .relayAgentInformation] = [1, 1, 7]
            #expect(fixture.send(request).reason == .leased)
        }
        #expect(fixture.send(discover(5, port: 7)).reason == .offered)
        _ = fixture.wait(1)
        #expect(fixture.send(discover(6, port: 7)).reason == .offered)
        #expect(fixture.send(discover(9, port: 7)).reason == .limitReached)
        // Who has a lease is no stranger.
        #expect(fixture.send(discover(1, port: 7)).reason == .offered)
        _ = fixture.wait(61)
        #expect(fixture.send(discover(9, port: 7)).reason == .offered, "offers that lapsed make room")
    }

    @Test func theNumberOfOffersIsLimited() throws {
        var fixture = try EngineFixture { $0.limits.offers = 1 }
        #expect(fixture.send(.discover(one)).reason == .offered)
        #expect(fixture.send(.discover(two)).reason == .limitReached)
        #expect(fixture.send(.discover(one)).reason == .offered)
    }
}
