package import DHCP
internal import Logging
internal import NIOCore
internal import Synchronization

/// Hands what a channel read to the receiver, burst by burst.
final class DatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    /// Room for one datagram.
    ///
    /// DHCP messages are below an Ethernet frame's 1,500 octets; one that is longer than this can only come in
    /// fragments or jumbo frames, and no client sends such. 32 of these are 64 KiB, which the allocator still gives
    /// without a system call.
    static let datagramSize = 2048
    /// How many datagrams one system call reads.
    static let datagramsPerRead = 32

    private let receiver: any DatagramReceiver
    private let interfaces: InterfaceTable
    private let oversized: DatagramCount
    private let logger: Logger
    private let closed: @Sendable () -> Void
    private var receivedAt: DHCPInstant?
    private var lastErrorAt: ContinuousClock.Instant?
    /// The reading of the interfaces that this burst uses.
    private var snapshot = InterfaceTable.Snapshot([])

    init(
        _ receiver: any DatagramReceiver, interfaces: InterfaceTable, oversized: DatagramCount, logger: Logger,
        closed: @escaping @Sendable () -> Void
    ) {
        self.receiver = receiver
        self.interfaces = interfaces
        self.oversized = oversized
        self.logger = logger
        self.closed = closed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let peer = envelope.remoteAddress.endpoint else { return }
        // The kernel cuts what does not fit, and NIO does not pass on that it did. Half a message is worse than none.
        guard envelope.data.readableBytes < Self.datagramSize else {
            if oversized.increment() == 1 {
                logger.warning(
                    "datagrams of \(Self.datagramSize) octets and more are dropped; only the first is reported",
                    metadata: ["peer": "\(peer)"])
            }
            return
        }
        let time = beginBurst()
        let info = envelope.metadata?.packetInfo
        let index = info.flatMap { UInt32(exactly: $0.interfaceIndex) } ?? 0
        var interface = snapshot.interfaces[index]
        if interface == nil, index != 0 {
            snapshot = interfaces.current(with: index)
            interface = snapshot.interfaces[index]
        }
        let destination = info?.destinationAddress.endpoint?.address ?? .any
        let origin = DHCPOrigin(
            interface, index: index, peer: peer, destination: destination, receivedAt: time)
        let payload = envelope.data.readableBytesSpan
        receiver.receive(payload, from: origin)
    }

    /// Reads clock and interfaces once a burst.
    private func beginBurst() -> DHCPInstant {
        if let receivedAt { return receivedAt }
        let now = SystemCalls.now()
        receivedAt = now
        snapshot = interfaces.current
        return now
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if receivedAt == nil { return }
        receivedAt = nil
        receiver.endBurst()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // An error that stays would fill the disk with log lines.
        let now = ContinuousClock.now
        if let lastErrorAt, lastErrorAt.duration(to: now) < .seconds(10) { return }
        lastErrorAt = now
        logger.warning("can not read from the socket", metadata: ["error": "\(error)"])
    }

    func channelInactive(context: ChannelHandlerContext) {
        closed()
    }
}

/// A number that several threads count up.
final class DatagramCount: Sendable {
    private let value = Atomic(0)

    /// What was counted so far.
    var count: Int { value.load(ordering: .relaxed) }

    /// Adds one, and returns the sum.
    func increment() -> Int { value.add(1, ordering: .relaxed).newValue }
}

extension DHCPOrigin {
    /// How a datagram came in, with the address from which to answer it.
    ///
    /// That is the address it was sent to, or for one sent to all the interface's primary address.
    package init(
        _ interface: NetworkInterface?, index: UInt32, peer: DHCPEndpoint, destination: IPv4Address,
        receivedAt: DHCPInstant
    ) {
        let isBroadcast = interface?.isBroadcast(destination) ?? (destination.bitPattern >> 28 >= 0xE)
        let local = isBroadcast || destination.isAny ? interface?.primaryAddress ?? .any : destination
        self.init(
            interface: interface?.name ?? "", interfaceIndex: index, localAddress: local, peer: peer,
            destination: destination, receivedAt: receivedAt)
    }
}
