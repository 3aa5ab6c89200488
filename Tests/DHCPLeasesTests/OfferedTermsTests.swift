import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What was offered is acknowledged, also to a client that says in its DISCOVER alone what decides (RFC 2131 section 3.1).
@Suite struct OfferedTermsTests {
    let one = EngineFixture.client(1)

    /// A network in which machines that boot get another lease time, options and a file.
    private func fixture(classOfPool: Bool = false) throws -> EngineFixture {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        if classOfPool { subnet.pools[0].classes = ["pxe"] }
        return try EngineFixture(subnets: [subnet]) {
            var options = DHCPOptions()
            options[.rootPath] = "/boot"
            $0.classes = [
                ClientClass("other", match: .vendorClass(OctetPattern(glob: "other")), times: .init(lease: 900)),
                ClientClass(
                    "pxe",
                    match: .any([
                        .vendorClass(OctetPattern(glob: "PXEClient*")), .userClass(OctetPattern(glob: "lab")),
                        .architecture(.uefiX64), .requestedOption(.rootPath),
                    ]), options: options, times: .init(lease: 600)),
            ]
            $0.options[.domainName] = "a.example"
            $0.options[.ntpServer] = [.ten(5)]
            $0.boot = BootSettings(
                nextServer: .ten(9),
                profiles: [
                    BootProfile(architecture: .uefiX64, file: "x64.efi"),
                    BootProfile(isForIPXE: true, file: "boot.ipxe"),
                    BootProfile(file: "any.0"),
                ])
        }
    }

    /// What a DISCOVER says and the REQUEST does not.
    static let facts: [@Sendable (inout DHCPOptions) -> Void] = [
        { $0[.vendorClassIdentifier] = "PXEClient:Arch:00007:UNDI:003016" },
        {
            $0[.vendorClassIdentifier] = "PXEClient"
            $0[.clientArchitecture] = [.uefiX64]
            $0[.parameterRequestList] = [.subnetMask, .rootPath, .bootFileName]
        },
        { $0[.userClass] = UserClass([Array("lab".utf8)]) },
        { $0[.userClass] = UserClass([Array("iPXE".utf8)]) },
        { $0[.clientArchitecture] = [.uefiX64] },
        { $0[.parameterRequestList] = [.rootPath, .ntpServer] },
        { $0[.parameterRequestList] = [.subnetMask, .domainName] },
        { $0[.leaseTime] = 1234 },
        { $0[.maximumMessageSize] = 1400 },
    ]

    private func expectSame(_ offer: DHCPMessage, _ ack: DHCPMessage?) {
        guard let ack, ack.messageType == .ack else {
            Issue.record("no ACK")
            return
        }
        var (left, right) = (offer, ack)
        left.options[.messageType] = nil
        right.options[.messageType] = nil
        #expect(left.options == right.options)
        #expect(offer.file == ack.file && offer.siaddr == ack.siaddr && offer.sname == ack.sname)
    }

    @Test(arguments: facts.indices, [false, true])
    func anOfferIsAcknowledgedAsItWasMade(fact: Int, knowsClient: Bool) throws {
        var fixture = try fixture()
        if knowsClient { _ = try fixture.acquire(one) }
        let offer = try #require(fixture.send(.discover(one, options: Self.facts[fact])).reply?.message)
        _ = fixture.wait(20)
        let ack = fixture.send(.selecting(offer)).reply?.message
        expectSame(offer, ack)
        // The ACK was lost, and the REQUEST comes once more.
        _ = fixture.wait(4)
        expectSame(offer, fixture.send(.selecting(offer)).reply?.message)
    }

    @Test func anotherWordInTheRequestDoesNotTakeBackWhatWasOffered() throws {
        var fixture = try fixture()
        let offer = try #require(fixture.send(.discover(one, options: Self.facts[1])).reply?.message)
        var request = DHCPMessage.selecting(offer)
        request.options[.vendorClassIdentifier] = "other"
        expectSame(offer, fixture.send(request).reply?.message)
        #expect(fixture.engine.lease(at: offer.yiaddr)?.end == UInt32(fixture.now.seconds) + 600)
    }

    @Test func whatTheRequestAsksForItselfIsHeard() throws {
        var fixture = try fixture()
        let offer = try #require(fixture.send(.discover(one, options: Self.facts[0])).reply?.message)
        var request = DHCPMessage.selecting(offer)
        request.options[.parameterRequestList] = [.domainName]
        request.options[.leaseTime] = 700
        let ack = try #require(fixture.send(request).reply?.message)
        #expect(ack.options[.leaseTime] == 700)
        #expect(ack.options[.domainName] == "a.example")
        #expect(!ack.options.contains(.ntpServer))
        #expect(ack.options[.bootFileName] == "x64.efi")
    }

    @Test func theLatestOfferCounts() throws {
        var fixture = try fixture()
        _ = fixture.send(.discover(one, options: Self.facts[0]))
        let offer = try #require(fixture.send(.discover(one)).reply?.message)
        #expect(!offer.options.contains(.rootPath))
        expectSame(offer, fixture.send(.selecting(offer)).reply?.message)
    }

    @Test func afterTheOfferTheRequestAloneCounts() throws {
        var fixture = try fixture()
        let offer = try #require(fixture.send(.discover(one, options: Self.facts[0])).reply?.message)
        expectSame(offer, fixture.send(.selecting(offer)).reply?.message)
        _ = fixture.wait(61)
        #expect(fixture.send(.selecting(offer)).reply?.message.options.contains(.rootPath) == false)
        let renewed = try #require(fixture.send(.renewing(one, address: offer.yiaddr)).reply?.message)
        #expect(renewed.options[.leaseTime] == 43_200 && !renewed.options.contains(.rootPath))
    }

    @Test(arguments: [false, true])
    func aPoolForAClassIsForWhomItWasOfferedTo(knowsClient: Bool) throws {
        var fixture = try fixture(classOfPool: true)
        if knowsClient {
            _ = fixture.send(.discover(one, options: Self.facts[0]))
            _ = fixture.send(
                .client(.request, one) {
                    $0[.requestedAddress] = .ten(100)
                    $0[.serverIdentifier] = .ten(1)
                    $0[.vendorClassIdentifier] = "PXEClient"
                })
        }
        let offer = try #require(fixture.send(.discover(one, options: Self.facts[0])).reply?.message)
        expectSame(offer, fixture.send(.selecting(offer)).reply?.message)
        expectSame(offer, fixture.send(.selecting(offer)).reply?.message)
    }

    /// Its class is still the one of the OFFER; what the class gets, the new configuration says.
    @Test(arguments: [false, true])
    func anOfferOutlivesAReload(knowsClient: Bool) throws {
        var fixture = try fixture(classOfPool: true)
        if knowsClient {
            _ = fixture.send(.discover(one, options: Self.facts[0]))
            _ = fixture.send(.selecting(.discover(one) { $0[.vendorClassIdentifier] = "PXEClient" }))
        }
        let offer = try #require(fixture.send(.discover(one, options: Self.facts[0])).reply?.message)
        var configuration = fixture.engine.configuration
        configuration.classes.swapAt(0, 1)
        configuration.classes[0].options[.rootPath] = "/new"
        try fixture.engine.reconfigure(configuration)
        for _ in 0..<2 {
            let ack = try #require(fixture.send(.selecting(offer)).reply?.message)
            #expect(ack.messageType == .ack)
            #expect(ack.options[.leaseTime] == 600)
            #expect(ack.options[.rootPath] == "/new")
            #expect(ack.options[.bootFileName] == "x64.efi")
        }
    }
}
