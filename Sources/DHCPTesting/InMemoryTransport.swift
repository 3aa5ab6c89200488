public import DHCP
public import DHCPServer
import Synchronization

/// A transport without sockets: a test plays the network.
///
/// ```swift
/// let transport = InMemoryTransport()
/// let service = DHCPService(handler, transport: transport)
/// transport.receive(.discover(client))
/// let offer = try await transport.nextReply()
/// ```
public final class InMemoryTransport: DHCPTransport {
    /// A reply as it was sent.
    public struct Sent: Hashable, Sendable {
        /// The message, decoded from the octets that were sent.
        public let message: DHCPMessage
        /// The octets that were sent.
        public let octets: [UInt8]
        /// Where it went.
        public let destination: ReplyDestination
    }

    private struct State {
        var receiver: (any DatagramReceiver)?
        var waitingDatagrams: [Datagram] = []
        var isClosed = false
        var refusal: Int32?
        /// Who waits for the answer to a message of their own.
        var waiters: [(id: UInt64, waiter: ReplyWaiter)] = []
        var lastWaiter: UInt64 = 0
    }

    private let state = Mutex(State())
    private let sent: AsyncStream<Sent>
    private let sentContinuation: AsyncStream<Sent>.Continuation
    private let addresses: [DHCPEndpoint]

    /// Makes a transport that says it listens on `addresses`.
    public init(addresses: [DHCPEndpoint] = [DHCPEndpoint(.any, port: 67)]) {
        self.addresses = addresses
        (sent, sentContinuation) = AsyncStream.makeStream()
    }

    /// Hands messages to the service as one burst.
    ///
    /// Before the service runs, they wait for it. An origin without a sender gets the one that an honest message has: the
    /// relay that it names, else its client's own address.
    public func receive(_ messages: DHCPMessage..., from origin: DHCPOrigin = .test) {
        receive(messages.map { Datagram(octets: $0.encode(), origin: origin.sent(as: $0)) })
    }

    /// Hands octets to the service as one burst.
    ///
    /// Before the service runs, they wait for it.
    public func receive(_ datagrams: [Datagram]) {
        let receiver = state.withLock { state in
            if state.receiver == nil { state.waitingDatagrams += datagrams }
            return state.receiver
        }
        if let receiver { Self.deliver(datagrams, to: receiver) }
    }

    /// The next reply that the service sends; waits for it.
    ///
    /// `nil` when the transport was closed.
    public func nextReply() async -> Sent? {
        var iterator = sent.makeAsyncIterator()
        return await iterator.next()
    }

    /// Hands a message to the service and returns the answer: the first reply with its transaction id and client.
    ///
    /// The answer does not come out of ``nextReply()`` as well, so several clients may do this at the same time. Throws
    /// ``TestClientError`` when there is no answer within `limit` of real time, whatever clock the service has, or when
    /// the service ends.
    public func exchange(
        _ message: DHCPMessage, from origin: DHCPOrigin = .test, within limit: Duration = .seconds(10)
    ) async throws -> Sent {
        let waiter = ReplyWaiter(for: message)
        let id = state.withLock { state in
            state.lastWaiter += 1
            if state.isClosed {
                waiter.finish(with: .failure(.ended(message)))
            } else {
                state.waiters.append((state.lastWaiter, waiter))
            }
            return state.lastWaiter
        }
        defer { state.withLock { state in state.waiters.removeAll { $0.id == id } } }
        receive(message, from: origin)
        return try await waiter.value(within: limit)
    }

    /// Makes the system refuse every reply with this error number, until it is set to `nil` again.
    public func refuse(with errorNumber: Int32?) {
        state.withLock { $0.refusal = errorNumber }
    }

    /// Whether the service closed the transport.
    public var isClosed: Bool { state.withLock { $0.isClosed } }

    // MARK: DHCPTransport

    /// `nil`: any thread will do.
    public var executor: (any TaskExecutor)? { nil }

    /// Hands over what waits, and from now on what comes.
    public func open(_ receiver: any DatagramReceiver) async -> [DHCPEndpoint] {
        let waiting = state.withLock { state in
            state.receiver = receiver
            defer { state.waitingDatagrams = [] }
            return state.waitingDatagrams
        }
        if !waiting.isEmpty { Self.deliver(waiting, to: receiver) }
        return addresses
    }

    /// EBADMSG: what was sent is not DHCP.
    private static let badMessage: Int32 = 74

    /// Keeps the replies for ``nextReply()``.
    public func send(_ batch: ReplyBatch) -> SendReport {
        var report = SendReport()
        let refusal = state.withLock { $0.refusal }
        for (index, entry) in batch.entries.enumerated() {
            let octets = Array(batch.octets[entry.range])
            if let refusal {
                report.failures.append(.init(index: index, errorNumber: refusal))
                continue
            }
            do {
                let message = try DHCPMessage(decoding: octets)
                deliver(Sent(message: message, octets: octets, destination: entry.destination))
                report.sent += 1
            } catch {
                report.failures.append(.init(index: index, errorNumber: Self.badMessage))
            }
        }
        return report
    }

    /// Ends the replies.
    public func close() async {
        let waiters = state.withLock { state in
            state.isClosed = true
            state.receiver = nil
            defer { state.waiters = [] }
            return state.waiters
        }
        for (_, waiter) in waiters { waiter.finish(with: .failure(.ended(waiter.message))) }
        sentContinuation.finish()
    }

    /// Gives a reply to who asked for it, else to ``nextReply()``.
    private func deliver(_ reply: Sent) {
        let waiter = state.withLock { state -> ReplyWaiter? in
            guard let index = state.waiters.firstIndex(where: { $0.waiter.awaits(reply.message) }) else { return nil }
            return state.waiters.remove(at: index).waiter
        }
        if let waiter { waiter.finish(with: .success(reply)) } else { sentContinuation.yield(reply) }
    }

    private static func deliver(_ datagrams: [Datagram], to receiver: any DatagramReceiver) {
        for datagram in datagrams { receiver.receive(datagram.octets.span.bytes, from: datagram.origin) }
        receiver.endBurst()
    }
}

extension DHCPOrigin {
    /// A broadcast from a client without an address, received by `test0`, where the server is `10.0.0.1`.
    public static let test = DHCPOrigin(
        interface: "test0", interfaceIndex: 1, localAddress: IPv4Address(10, 0, 0, 1),
        peer: DHCPEndpoint(.any, port: DHCPEndpoint.clientPort), destination: .broadcast)

    /// The origin of an honest message that does not say who sent it.
    fileprivate func sent(as message: DHCPMessage) -> DHCPOrigin {
        var origin = self
        if origin.peer.address.isAny { origin.peer.address = message.giaddr.isAny ? message.ciaddr : message.giaddr }
        return origin
    }
}
