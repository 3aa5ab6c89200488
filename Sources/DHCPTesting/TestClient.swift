public import DHCP

/// A DHCP client that drives whole exchanges with a service on an ``InMemoryTransport``.
///
/// ```swift
/// var client = TestClient(HardwareAddress(2, 0, 0, 0, 0, 1), on: transport)
/// let lease = try await client.acquire()
/// try await client.renew()
/// client.release()
/// ```
///
/// It sends what RFC 2131 table 5 says, waits for the answer to that message, and throws ``TestClientError`` when none
/// comes, or another than was due. It never sends anything again. With a ``TestRelay`` it is on a link behind that relay.
public struct TestClient: Sendable {
    /// What a server gave.
    public struct Lease: Hashable, Sendable {
        /// The address.
        public var address: IPv4Address
        /// The server, by option 54; `nil` when the answer had none.
        public var server: IPv4Address?
        /// How long the address may be used, by option 51; `nil` when the answer had none.
        public var time: Duration?
        /// The ACK, octet for octet.
        public var ack: DHCPMessage
    }

    /// The client's hardware address.
    public let hardwareAddress: HardwareAddress
    /// What the client has now.
    public private(set) var lease: Lease?
    /// How long it waits for an answer, in real time.
    public var limit: Duration
    /// How its broadcasts come to the server.
    public var origin: DHCPOrigin
    /// The relay that its broadcasts go through; `nil` when it is on the server's own link.
    public var relay: TestRelay?
    /// Adds options to every message it sends, such as a client identifier.
    public var fill: @Sendable (inout DHCPOptions) -> Void

    private let transport: InMemoryTransport
    private var lastXID: UInt32

    /// Makes a client without a lease.
    ///
    /// Its transaction ids count from `firstXID`.
    public init(
        _ hardwareAddress: HardwareAddress, on transport: InMemoryTransport, from origin: DHCPOrigin = .test,
        behind relay: TestRelay? = nil, within limit: Duration = .seconds(10), firstXID: UInt32 = 1,
        options fill: @escaping @Sendable (inout DHCPOptions) -> Void = { _ in }
    ) {
        self.hardwareAddress = hardwareAddress
        self.transport = transport
        self.origin = origin
        self.relay = relay
        self.limit = limit
        self.fill = fill
        lastXID = firstXID &- 1
    }

    /// DISCOVER, OFFER, REQUEST, ACK: returns the lease and keeps it.
    @discardableResult
    public mutating func acquire() async throws -> Lease {
        let offer = try await discover()
        var request = DHCPMessage.selecting(offer)
        fill(&request.options)
        return try await bind(request, from: origin)
    }

    /// DISCOVER: returns the OFFER.
    public mutating func discover() async throws -> DHCPMessage {
        try await exchange(message(.discover), from: origin, due: .offer)
    }

    /// Asks the server that gave the lease for more time (state RENEWING), and keeps the new lease.
    ///
    /// A client that is refused has no lease any more.
    @discardableResult
    public mutating func renew() async throws -> Lease {
        guard let lease else { throw TestClientError.noLease(for: "renew") }
        return try await bind(message(.request, ciaddr: lease.address), from: unicast(lease))
    }

    /// Asks any server for more time (state REBINDING), and keeps the new lease.
    @discardableResult
    public mutating func rebind() async throws -> Lease {
        guard let lease else { throw TestClientError.noLease(for: "rebind") }
        return try await bind(message(.request, ciaddr: lease.address), from: origin)
    }

    /// Asks whether it may still use its address after a restart (state INIT-REBOOT), and keeps the new lease.
    @discardableResult
    public mutating func reboot() async throws -> Lease {
        guard let lease else { throw TestClientError.noLease(for: "ask for again") }
        var request = message(.request)
        request.options[.requestedAddress] = lease.address
        return try await bind(request, from: origin)
    }

    /// Asks for parameters with an address that it has from elsewhere: returns the ACK.
    public mutating func inform(address: IPv4Address) async throws -> DHCPMessage {
        try await exchange(message(.inform, ciaddr: address), from: origin, due: .ack)
    }

    /// Gives the lease back.
    ///
    /// Nothing is answered to that; `service.call` returns after the service has handled it.
    public mutating func release() throws(TestClientError) {
        guard let lease else { throw .noLease(for: "release") }
        var release = message(.release, ciaddr: lease.address)
        release.options[.serverIdentifier] = lease.server
        transport.receive(release, from: unicast(lease))
        self.lease = nil
    }

    /// Says that the address of the lease is in use by another, and forgets the lease.
    ///
    /// Nothing is answered to that.
    public mutating func decline() throws(TestClientError) {
        guard let lease else { throw .noLease(for: "decline") }
        var decline = message(.decline)
        decline.options[.requestedAddress] = lease.address
        decline.options[.serverIdentifier] = lease.server
        let (message, place, _) = onItsWay(decline, from: origin)
        transport.receive(message, from: place)
        self.lease = nil
    }
}

extension TestClient {
    private mutating func message(_ type: DHCPMessageType, ciaddr: IPv4Address = .any) -> DHCPMessage {
        lastXID &+= 1
        return .client(type, hardwareAddress, xid: lastXID, ciaddr: ciaddr, options: fill)
    }

    private mutating func bind(_ request: DHCPMessage, from origin: DHCPOrigin) async throws -> Lease {
        let ack: DHCPMessage
        do {
            ack = try await exchange(request, from: origin, due: .ack)
        } catch let error as TestClientError where error.code == .refused {
            lease = nil
            throw error
        }
        let new = Lease(
            address: ack.yiaddr, server: ack.options[.serverIdentifier],
            time: ack.options[.leaseTime].map { .seconds(Int64($0)) }, ack: ack)
        lease = new
        return new
    }

    private func exchange(
        _ message: DHCPMessage, from origin: DHCPOrigin, due: DHCPMessageType
    ) async throws -> DHCPMessage {
        let (message, origin, relay) = onItsWay(message, from: origin)
        let sent = try await transport.exchange(message, from: origin, within: limit)
        if let relay, sent.destination != .unicast(relay.returnAddress) {
            throw TestClientError.misdirected(sent, to: message, due: relay.returnAddress)
        }
        guard sent.message.messageType == due else {
            throw TestClientError.unexpected(sent.message, to: message, due: due)
        }
        return sent.message
    }

    /// A message as it comes to the server, with the relay that forwarded it.
    private func onItsWay(
        _ message: DHCPMessage, from origin: DHCPOrigin
    ) -> (DHCPMessage, DHCPOrigin, TestRelay?) {
        guard let relay, !origin.isUnicast else { return (message, origin, nil) }
        return (relay.forwarded(message), relay.forwarded(origin), relay)
    }

    /// How a message comes that is sent to the server alone.
    private func unicast(_ lease: Lease) -> DHCPOrigin {
        var origin = origin
        origin.peer = DHCPEndpoint(lease.address, port: DHCPEndpoint.clientPort)
        origin.destination = origin.localAddress
        return origin
    }
}
