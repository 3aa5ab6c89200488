public import DHCP
public import DHCPLeases
import Synchronization

/// Something that a server with leases did.
///
/// More may come: a `switch` over it needs a `default`.
public enum LeaseEvent: Sendable {
    /// A message was decided about, and its answer may leave.
    case decided(DecidedMessage)
    /// A change of a lease is durable.
    case committed(LeaseChange)
    /// Leases can not be stored; the store's error, in words.
    case storeFailed(String)
    /// Leases are stored again.
    case storeRecovered
    /// Another configuration is served.
    case reconfigured
    /// Another member of the cluster, of this name, lives.
    case memberCame(String)
    /// Another member of the cluster says nothing any more; others have its clients.
    case memberGone(String)
    /// Another member of the cluster has handed its clients over.
    case memberLeft(String)
    /// This member of the cluster does not reach the store any more.
    case quorumLost
    /// This member of the cluster reaches the store again.
    case quorumRegained
    /// Another DHCP server, that shares nothing with this one, answers clients on a link.
    case otherServer(OtherServer)
    /// A server that answered clients on a link does not answer any more.
    case otherServerGone(OtherServer)
    /// The disk of the leases has so little room left, in octets.
    case storeRoomLow(Int)
    /// The disk of the leases has room again, so many octets.
    case storeRoomRegained(Int)
    /// Somebody set the clock, by so much; leases are not changed by that.
    case clockStepped(Duration)
    /// Somebody uses an address without a lease, and it rests.
    case addressInUse(AddressInUse)
    /// So many events came while the listener did not, and are not told.
    case missed(Int)
}

/// What became of a message.
public struct DecidedMessage: Sendable {
    /// The message.
    public let request: DHCPRequest
    /// Why it was answered as it was.
    public let reason: ReasonCode
    /// The answer; `nil` for none.
    public let reply: DHCPMessage?
}

/// Tells what a server with leases does to as many as listen.
///
/// Nobody who listens can hold the server up: each has room for so many events, and is told how many it missed. While
/// nobody listens it costs nothing.
public final class LeaseEvents: Sendable, CommitWitness {
    private struct Listener {
        let continuation: AsyncStream<LeaseEvent>.Continuation
        var missed = 0

        mutating func tell(_ event: LeaseEvent) {
            if missed > 0 {
                guard case .enqueued(let room) = continuation.yield(.missed(missed)) else {
                    missed += 1
                    return
                }
                missed = room == 0 ? 1 : 0
                if room == 0 { return }
            }
            if case .dropped = continuation.yield(event) { missed += 1 }
        }
    }

    private struct State {
        var listeners: [UInt64: Listener] = [:]
        var last: UInt64 = 0
        var hasEnded = false
    }

    private let state = Mutex(State())
    private let count = Atomic(0)

    package init() {}

    /// Whether anybody listens.
    package var isListening: Bool { count.load(ordering: .relaxed) > 0 }

    /// What happens from now on, until the server ends.
    ///
    /// Up to `limit` events wait for a slow listener; what is more it misses, and is told so.
    public func listen(limit: Int = 1024) -> AsyncStream<LeaseEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LeaseEvent.self, bufferingPolicy: .bufferingOldest(max(2, limit)))
        let number = state.withLock { state -> UInt64? in
            if state.hasEnded { return nil }
            state.last += 1
            state.listeners[state.last] = Listener(continuation: continuation)
            count.store(state.listeners.count, ordering: .relaxed)
            return state.last
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.forget(number) }
        return stream
    }

    package func committed(_ change: LeaseChange) { tell(.committed(change)) }

    /// Tells all who listen.
    package func tell(_ event: @autoclosure () -> LeaseEvent) {
        guard isListening else { return }
        let event = event()
        state.withLock { state in
            for number in state.listeners.keys { state.listeners[number]?.tell(event) }
        }
    }

    /// Ends all streams.
    package func end() {
        let listeners = state.withLock { state in
            state.hasEnded = true
            defer { state.listeners = [:] }
            return state.listeners
        }
        count.store(0, ordering: .relaxed)
        for listener in listeners.values { listener.continuation.finish() }
    }

    private func forget(_ number: UInt64) {
        state.withLock { state in
            state.listeners[number] = nil
            count.store(state.listeners.count, ordering: .relaxed)
        }
    }
}
