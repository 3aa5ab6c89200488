import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// No reply has an option of a length that it can not have.
@Suite struct OptionLengthTests {
    let one = EngineFixture.client(1)

    private func expectSound(_ reply: DHCPMessage?) {
        for option in reply?.options.codes ?? [] {
            let count = reply?.options[raw: option]?.count ?? 0
            #expect(option.admits(count: count), "option \(option.rawValue) of \(count) octets")
        }
    }

    @Test(arguments: [0, 1, 2, 3, 5, 20], [61, 82, 97, 118, 81, 116, 80, 57, 55, 43, 60, 77, 93, 175, 12] as [UInt8])
    func whatRepliesCopyIsSound(count: Int, code: UInt8) throws {
        var subnet = try EngineFixture.subnet("10.0.0.0/24", "10.0.0.100-10.0.0.109")
        subnet.reservations = [Reservation(.hardwareAddress(one), address: .ten(7))]
        var fixture = try EngineFixture(subnets: [subnet]) {
            $0.allowsRapidCommit = true
            $0.leaseQueryRequesters = [IPv4Prefix("10.0.0.0/24")].compactMap { $0 }
        }
        let value = [UInt8](repeating: 1, count: count)
        let set: (inout DHCPOptions) -> Void = { $0[raw: DHCPOptionCode(rawValue: code)] = value }
        expectSound(fixture.send(.discover(one, options: set)).reply?.message)
        let offer = fixture.send(.discover(one)).reply?.message
        if let offer {
            var request = DHCPMessage.selecting(offer)
            set(&request.options)
            expectSound(fixture.send(request).reply?.message)
        }
        var nak = DHCPMessage.initReboot(one, address: .ten(200))
        set(&nak.options)
        expectSound(fixture.send(nak).reply?.message)
        var inform = DHCPMessage.inform(one, address: .ten(7))
        set(&inform.options)
        expectSound(fixture.send(inform).reply?.message)
        var bootp = DHCPMessage(op: .bootRequest, hardwareAddress: one)
        set(&bootp.options)
        expectSound(fixture.send(bootp).reply?.message)
        var query = DHCPMessage.client(.leaseQuery, one, ciaddr: .ten(7), giaddr: .ten(2))
        set(&query.options)
        expectSound(fixture.send(query).reply?.message)
        query.ciaddr = .any
        expectSound(fixture.send(query).reply?.message)
        let request = DHCPRequest(message: .discover(one, options: set))
        expectSound(request.reply(.offer, yiaddr: .ten(7)))
    }

    @Test func anEmptySubnetSelectionIsNotSentBack() throws {
        var fixture = try EngineFixture()
        let reply = fixture.send(.discover(one) { $0[raw: .subnetSelection] = [] }).reply?.message
        #expect(reply?.messageType == .offer)
        #expect(reply?.options.contains(.subnetSelection) == false)
    }

    @Test func anEmptyRequestListIsNone() throws {
        var fixture = try EngineFixture { $0.options[.domainName] = "a.example" }
        let reply = fixture.send(.discover(one) { $0[raw: .parameterRequestList] = [] }).reply?.message
        #expect(reply?.options[.domainName] == "a.example")
    }

    @Test func rapidCommitWithOctetsIsNone() throws {
        var fixture = try EngineFixture { $0.allowsRapidCommit = true }
        #expect(fixture.send(.discover(one) { $0[raw: .rapidCommit] = [1] }).reason == .offered)
    }

    @Test(arguments: [DHCPOptionCode.serverIdentifier, .requestedAddress])
    func aReleaseOrDeclineWithABrokenAddressIsMalformed(code: DHCPOptionCode) throws {
        var fixture = try EngineFixture()
        let address = try fixture.acquire(one).yiaddr
        for message in [
            DHCPMessage.release(one, address: address, server: .ten(1)),
            .decline(one, address: address, server: .ten(1)),
        ] {
            var message = message
            message.options[raw: code] = [10, 0]
            let decision = fixture.send(message)
            #expect(decision.word == "malformed(\(code.rawValue))")
            #expect(decision.changes.isEmpty)
        }
    }

    @Test func whatAProgramConfiguresEmptyIsNotSent() throws {
        var fixture = try EngineFixture {
            $0.options[raw: .router] = []
            $0.options[raw: .domainName] = []
            $0.options[raw: 240] = []
            $0.boot = BootSettings(serverName: "", profiles: [BootProfile(file: "")])
        }
        let reply = fixture.send(.discover(one) { $0[.vendorClassIdentifier] = "PXEClient" }).reply?.message
        expectSound(reply)
        #expect(reply?.options[raw: 240] == [], "nobody says how long 240 is")
    }

    @Test func aPolicysLongReplyFitsStill() throws {
        var fixture = try EngineFixture()
        fixture.engine.policy = LongReplies()
        for size in [nil, 576, 1000, 9000] as [UInt16?] {
            let message = DHCPMessage.discover(one) {
                $0[.maximumMessageSize] = size.map { MaximumMessageSize(rawValue: $0) }
            }
            let decision = fixture.send(message)
            let reply = try #require(decision.reply?.message)
            #expect(reply.encodedCount <= message.replyLimit)
            #expect(!decision.droppedOptions.isEmpty)
        }
    }

    private struct LongReplies: LeasePolicy {
        func amend(_ reply: inout DHCPMessage, to request: DHCPRequest) {
            for code in UInt8(224)...239 {
                reply.options[raw: DHCPOptionCode(rawValue: code)] = .init(repeating: 1, count: 200)
            }
        }
    }
}
