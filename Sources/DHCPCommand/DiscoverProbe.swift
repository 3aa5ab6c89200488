import DHCP
import DHCPServer
import Logging
import Synchronization

/// Sends a DISCOVER and collects the OFFERs.
struct DiscoverProbe {
    private let request: DHCPMessage
    private let destination: ReplyDestination
    private let origin: DHCPOrigin
    /// Where to listen; the first that can be opened is taken.
    private let attempts: [UDPTransport.Configuration]
    /// Whether one server is asked, so that nothing more comes after its answer.
    private let endsWithFirst: Bool

    /// Asks as a client of the link behind `interface`.
    static func client(on interface: NetworkInterface, as client: HardwareAddress) -> DiscoverProbe {
        var request = discover(client)
        request.isBroadcast = true
        let origin = DHCPOrigin(
            interface: interface.name, interfaceIndex: interface.index,
            localAddress: interface.primaryAddress ?? .any)
        return DiscoverProbe(
            request: request,
            destination: .broadcast(DHCPEndpoint(.broadcast, port: DHCPEndpoint.serverPort)), origin: origin,
            attempts: [
                .init(listen: DHCPEndpoint(.any, port: DHCPEndpoint.clientPort), interfaces: [interface.name])
            ], endsWithFirst: false)
    }

    /// Asks as a relay at `address`.
    ///
    /// Servers answer a relay at port 67. Where that is not to be had, the relay says that it listens on the port it
    /// sends from (RFC 8357).
    static func relay(
        to server: DHCPEndpoint, from address: IPv4Address, as client: HardwareAddress
    ) -> DiscoverProbe {
        var request = discover(client)
        request.giaddr = address
        request.hops = 1
        request.options[raw: .relayAgentInformation] = [19, 2, 0, 0]
        return DiscoverProbe(
            request: request, destination: .unicast(server), origin: DHCPOrigin(localAddress: address),
            attempts: [
                .init(listen: DHCPEndpoint(address, port: DHCPEndpoint.serverPort)),
                .init(listen: DHCPEndpoint(address, port: 0)),
            ], endsWithFirst: true)
    }

    private static func discover(_ client: HardwareAddress) -> DHCPMessage {
        var message = DHCPMessage(
            op: .bootRequest, xid: UInt32.random(in: 1...(.max)), hardwareAddress: client)
        message.options[.messageType] = .discover
        message.options[.parameterRequestList] = [
            .subnetMask, .router, .domainNameServer, .domainName, .broadcastAddress, .interfaceMTU, .ntpServer,
            .renewalTime, .rebindingTime, .tftpServerName, .bootFileName, .domainSearch, .classlessStaticRoute,
        ]
        return message
    }

    /// The offers that come within `duration`, one from each server; a second DISCOVER goes out halfway.
    ///
    /// Throws `DHCPTransportError` when there is no socket to be had.
    func offers(within duration: Duration) async throws -> [DHCPMessage] {
        let receiver = OfferCollector(xid: request.xid)
        let transport = try await openTransport(receiver)
        do {
            try await withThrowingTaskGroup { group in
                group.addTask { try await self.ask(twiceWithin: duration, by: transport) }
                if endsWithFirst { group.addTask { await receiver.waitForOffer() } }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
        return receiver.offers
    }

    /// Sends the request at once and again halfway, and returns when the time is over.
    private func ask(twiceWithin duration: Duration, by transport: UDPTransport) async throws {
        var batch = ReplyBatch()
        batch.append(DHCPReply(message: request, destination: destination, origin: origin))
        for _ in 0..<2 {
            if let failure = transport.send(batch).failures.first {
                let reason = SendFailure.explanation(of: failure.errorNumber)
                throw CannotRun(description: "can not send to \(destination): \(reason)")
            }
            try await Task.sleep(for: duration / 2)
        }
    }

    /// What keeps a client's port from being opened, and what to do instead.
    private static func explained(_ error: any Error, _ attempt: UDPTransport.Configuration) -> any Error {
        guard let failure = error as? DHCPTransportError, attempt.listen.port == DHCPEndpoint.clientPort else {
            return error
        }
        let alternative = "or ask one server with --server"
        switch failure.code {
        case .notPermitted:
            return CannotRun(description: "asking as a client needs port 68: run it with sudo, \(alternative)")
        case .portInUse:
            return CannotRun(
                description:
                    "port 68 is taken, probably by this host's DHCP client: stop that for a moment, \(alternative)")
        default:
            return error
        }
    }

    private func openTransport(_ receiver: OfferCollector) async throws -> UDPTransport {
        var logger = Logger(label: "dhcp.discover")
        logger.logLevel = .error
        for (index, attempt) in attempts.enumerated() {
            let transport = UDPTransport(configuration: attempt, logger: logger)
            do {
                _ = try await transport.open(receiver)
                return transport
            } catch {
                await transport.close()
                if index == attempts.count - 1 { throw Self.explained(error, attempt) }
            }
        }
        throw CannotRun(description: "there is no address to listen on: give this host one")
    }
}

/// Keeps the first OFFER of each server.
private final class OfferCollector: DatagramReceiver {
    private let xid: UInt32
    private let state = Mutex<[DHCPMessage]>([])
    private let arrivals: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation

    /// More servers than this are not listed; there is no link with so many, but there may be somebody who pretends.
    private static let limit = 256

    init(xid: UInt32) {
        self.xid = xid
        (arrivals, arrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Returns when an offer has come.
    func waitForOffer() async {
        _ = await arrivals.first { true }
    }

    var offers: [DHCPMessage] { state.withLock { $0 } }

    func receive(_ payload: RawSpan, from origin: DHCPOrigin) {
        guard let message = try? DHCPMessage(decoding: payload), message.op == .bootReply, message.xid == xid,
            message.messageType == .offer
        else { return }
        state.withLock { offers in
            let server = message.options[.serverIdentifier]
            let isKnown = offers.contains { $0.options[.serverIdentifier] == server && $0.yiaddr == message.yiaddr }
            if !isKnown && offers.count < Self.limit { offers.append(message) }
        }
        arrival.yield()
    }

    func endBurst() {}
}
