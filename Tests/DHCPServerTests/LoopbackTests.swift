import DHCP
import DHCPServer
import DHCPTesting
import Logging
import ServiceLifecycle
import Testing

/// A handler on real sockets of 127.0.0.1.
@Suite struct LoopbackTests {
    /// Runs the handler of Wikipedia's example on a free port, answering to the client's.
    private func serving(
        _ body: (DHCPService<WikipediaHandler>, LoopbackClient) async throws -> Void
    ) async throws {
        try await LoopbackClient.with { client in
            let addressing = ReplyAddressing(
                clientPort: client.endpoint.port, alwaysBroadcasts: true, broadcastAddress: .loopback)
            let service = DHCPService(
                WikipediaHandler(), listen: DHCPEndpoint(.loopback, port: 0),
                configuration: DHCPServiceConfiguration(addressing: addressing, tickInterval: nil), logger: .silent)
            let group = serviceGroup(service)
            let task = Task { try await group.run() }
            let result: Result<Void, any Error>
            do { result = .success(try await body(service, client)) } catch { result = .failure(error) }
            await group.triggerGracefulShutdown()
            try await task.value
            try result.get()
        }
    }

    @Test func discoverOfferRequestAndAckPassOverUDP() async throws {
        try await serving { service, client in
            let server = try #require(try await service.boundAddresses.first)
            #expect(server.port != 0)
            let hardware = HardwareAddress(0x00, 0x05, 0x3C, 0x04, 0x8D, 0x59)
            var discover = DHCPMessage(op: .bootRequest, xid: 0x3903_F326, hardwareAddress: hardware)
            discover.options[.messageType] = .discover
            discover.options[.requestedAddress] = IPv4Address(192, 168, 1, 100)
            discover.options[.parameterRequestList] = [.subnetMask, .router, .domainName, .domainNameServer]

            let offer = try await client.exchange(discover, with: server)
            #expect(offer == WikipediaHandler.reply(.offer, to: discover))

            var request = discover
            request.siaddr = offer.siaddr
            request.options[.messageType] = .request
            request.options[.serverIdentifier] = offer.options[.serverIdentifier]
            let ack = try await client.exchange(request, with: server)
            #expect(ack == WikipediaHandler.reply(.ack, to: request))
            // The count is taken after the reply has left.
            try await service.call { _ in }
            #expect(service.statistics.sent == 2)
        }
    }

    @Test func aClientWithAnAddressIsAnsweredThere() async throws {
        try await serving { service, client in
            let server = try #require(try await service.boundAddresses.first)
            var renewal = DHCPMessage(op: .bootRequest, xid: 5, ciaddr: .loopback)
            renewal.options[.messageType] = .request
            let ack = try await client.exchange(renewal, with: server)
            #expect(ack.messageType == .ack)
            #expect(ack.ciaddr == .loopback)
        }
    }

    @Test func aRelayMayAskForAnAnswerToItsOwnPort() async throws {
        try await serving { service, client in
            let server = try #require(try await service.boundAddresses.first)
            let offer = try await client.exchange(.relayedDiscover(.init(2, 0, 0, 0, 0, 1)), with: server)
            #expect(offer.messageType == .offer)
        }
    }

    @Test func whatIsNotDHCPDoesNoHarm() async throws {
        try await serving { service, client in
            let server = try #require(try await service.boundAddresses.first)
            try await RawClient.with { stranger in
                for octets in [[], [1, 2, 3], [UInt8](repeating: 0xFF, count: 576)] {
                    try await stranger.send(octets, to: server)
                }
            }
            let offer = try await client.exchange(.relayedDiscover(.init(2, 0, 0, 0, 0, 2)), with: server)
            #expect(offer.messageType == .offer)
            #expect(service.statistics.unrecognized.values.reduce(0, +) == 3)
        }
    }

    @Test func withoutOptionsPort6767OfAllAddressesIsListenedOn() {
        #expect(UDPTransport.Configuration().listen == DHCPEndpoint(.any, port: 6767))
        #expect(ReplyAddressing().clientPort == 68)
        #expect(ReplyAddressing().broadcastAddress == .broadcast)
    }

    @Test func anAddressThatANamedInterfaceDoesNotHaveIsRefused() throws {
        let lan = NetworkInterface(
            index: 2, name: "lan0", addresses: [.init(IPv4Address(10, 0, 0, 1), prefixLength: 24)])
        let guests = NetworkInterface(index: 3, name: "guests0")
        func refusal(_ address: IPv4Address, _ names: [String]) -> DHCPTransportError? {
            let configuration = UDPTransport.Configuration(
                listen: DHCPEndpoint(address, port: 67), interfaces: names)
            do throws(DHCPTransportError) { try configuration.check([lan, guests]) } catch { return error }
            return nil
        }
        let own = IPv4Address(10, 0, 0, 1)
        #expect(refusal(own, ["lan0"]) == nil)
        #expect(refusal(.any, ["lan0", "guests0"]) == nil)
        #expect(refusal(IPv4Address(10, 0, 0, 255), ["lan0"]) == nil)
        let error = try #require(refusal(own, ["lan0", "guests0"]))
        #expect(error.code == .contradiction)
        #expect(
            error.description == """
                can not listen on 10.0.0.1:67 at guests0, which does not have this address: listen on 0.0.0.0
                """)
    }

    @Test func aSocketThatHearsNoBroadcastIsSpokenOf() {
        #expect(UDPTransport.Configuration(listen: .init(IPv4Address(10, 0, 0, 1), port: 67)).isDeafToBroadcasts)
        #expect(!UDPTransport.Configuration().isDeafToBroadcasts)
        #expect(!UDPTransportTests.local.isDeafToBroadcasts)
    }
}

/// The server of Wikipedia's article on DHCP.
private struct WikipediaHandler: DHCPHandler {
    static func reply(_ type: DHCPMessageType, to message: DHCPMessage) -> DHCPMessage {
        let server = IPv4Address(192, 168, 1, 1)
        return DHCPRequest(message: message).reply(type, yiaddr: IPv4Address(192, 168, 1, 100), siaddr: server) {
            $0[.subnetMask] = IPv4Address(255, 255, 255, 0)
            $0[.router] = [server]
            $0[.leaseTime] = 86_400
            $0[.serverIdentifier] = server
            $0[.domainNameServer] = [
                IPv4Address(9, 7, 10, 15), IPv4Address(9, 7, 10, 16), IPv4Address(9, 7, 10, 18),
            ]
        }
    }

    mutating func discover(_ request: DHCPRequest) async throws -> DHCPAction {
        .respond(Self.reply(.offer, to: request.message))
    }

    mutating func request(_ request: DHCPRequest) async throws -> DHCPAction {
        .respond(Self.reply(.ack, to: request.message))
    }

    mutating func decline(_ request: DHCPRequest) async throws -> DHCPAction { .ignore }
}
