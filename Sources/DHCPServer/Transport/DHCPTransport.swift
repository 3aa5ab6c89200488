public import DHCP

/// Carries datagrams between the network and a ``DHCPService``.
///
/// `UDPTransport` does it on sockets, `InMemoryTransport` (in `DHCPTesting`) in a test. One service uses one transport,
/// and opens it once.
public protocol DHCPTransport: Sendable {
    /// Where the service best runs, on one thread; `nil` when it does not matter.
    ///
    /// Each await that goes on at another thread costs about as much as the work on ten datagrams.
    var executor: (any TaskExecutor)? { get }

    /// Opens the sockets and begins to hand datagrams to `receiver`.
    ///
    /// Returns the addresses it listens on, with the ports that were really bound. Throws `DHCPTransportError` with
    /// cause and cure when a socket can not be opened; nothing is left open then.
    func open(_ receiver: any DatagramReceiver) async throws -> [DHCPEndpoint]

    /// Sends a batch of replies, and returns what became of them.
    ///
    /// A datagram that can not be sent does not hinder the others.
    func send(_ batch: ReplyBatch) -> SendReport

    /// Stops handing over datagrams and closes the sockets. Does nothing when they are closed.
    func close() async
}

/// Takes what a transport received, on a thread of the transport's choice, one call at a time.
public protocol DatagramReceiver: Sendable {
    /// One datagram's payload. It is copied when it is kept.
    func receive(_ payload: RawSpan, from origin: DHCPOrigin)

    /// Ends a burst: all that one wake-up of the transport read has been handed over.
    ///
    /// Another thread may hand over the next datagram before this returns: after a small burst it may decide and answer.
    func endBurst()
}

/// Encoded replies, one after another in one buffer that is used again and again.
public struct ReplyBatch: Sendable {
    /// One reply.
    public struct Entry: Sendable {
        /// The octets of the reply in `octets`.
        public var range: Range<Int>
        /// Where it goes.
        public var destination: ReplyDestination
        /// How the request came in: the reply leaves by this interface, from this local address.
        public var origin: DHCPOrigin
        /// What of the reply decides how it leaves.
        var facts: ReplyFacts
    }

    /// The payloads of all replies.
    public private(set) var octets: [UInt8] = []
    /// The replies.
    public private(set) var entries: [Entry] = []

    /// An empty batch.
    public init() {}

    /// Whether there is nothing to send.
    public var isEmpty: Bool { entries.isEmpty }

    /// Encodes a reply to the end of the batch.
    public mutating func append(_ reply: DHCPReply) {
        let start = octets.count
        let count = reply.message.encodedCount
        octets.append(contentsOf: repeatElement(0, count: count))
        octets.withUnsafeMutableBytes { buffer in
            _ = reply.message.encode(into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
        }
        entries.append(
            Entry(
                range: start..<start + count, destination: reply.destination, origin: reply.origin,
                facts: ReplyFacts(reply.message, to: reply.destination)))
    }

    /// Empties the batch and keeps its memory.
    public mutating func removeAll() {
        octets.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }
}

/// What became of a batch.
public struct SendReport: Sendable {
    /// How many replies the kernel took.
    public var sent: Int
    /// The replies it refused.
    public var failures: [Failure]

    /// A reply that was not sent.
    public struct Failure: Sendable {
        /// Which entry of the batch.
        public var index: Int
        /// The system's error number (`errno`).
        public var errorNumber: Int32

        /// Makes a failure.
        public init(index: Int, errorNumber: Int32) {
            self.index = index
            self.errorNumber = errorNumber
        }
    }

    /// Makes a report.
    public init(sent: Int = 0, failures: [Failure] = []) {
        self.sent = sent
        self.failures = failures
    }
}
