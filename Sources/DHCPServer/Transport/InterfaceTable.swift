package import DHCP
internal import Synchronization

/// What is known of the interfaces, read again now and then.
///
/// Interfaces and addresses come and go while a server runs. Asking the kernel takes tens of microseconds, too long for
/// each datagram, so a reading serves for a few seconds.
package final class InterfaceTable: Sendable {
    /// One reading.
    package struct Snapshot: Sendable {
        /// The interfaces by their numbers.
        package let interfaces: [UInt32: NetworkInterface]
        /// The addresses of all interfaces.
        package let addresses: Set<IPv4Address>
        /// From which address a host without one on the link speaks.
        package let anyAddress: IPv4Address

        package init(_ interfaces: [NetworkInterface]) {
            self.interfaces = Dictionary(interfaces.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
            addresses = Set(interfaces.flatMap { $0.addresses.map(\.address) })
            anyAddress = interfaces.first { !$0.isLoopback && $0.primaryAddress != nil }?.primaryAddress ?? .any
        }

        /// Whether packets can be sent from `address`.
        package func isLocal(_ address: IPv4Address) -> Bool { address.isLoopback || addresses.contains(address) }
    }

    private struct State {
        var snapshot: Snapshot
        var readAt: ContinuousClock.Instant?
    }

    /// How long a reading serves.
    package static let maximumAge = Duration.seconds(3)
    /// How soon an unknown interface makes for another reading, so that a flood from one does not mean a flood of them.
    package static let minimumAge = Duration.milliseconds(200)

    private let read: @Sendable () throws -> [NetworkInterface]
    private let state = Mutex(State(snapshot: Snapshot([]), readAt: nil))

    package init(read: @escaping @Sendable () throws -> [NetworkInterface] = { try NetworkInterface.all() }) {
        self.read = read
    }

    /// The interfaces as they were at most some seconds ago, or a moment ago when `index` was not among them.
    package func current(with index: UInt32? = nil, at now: ContinuousClock.Instant = .now) -> Snapshot {
        state.withLock { state in
            let isKnown = index.map { state.snapshot.interfaces[$0] != nil } ?? true
            let limit = isKnown ? Self.maximumAge : Self.minimumAge
            if let readAt = state.readAt, readAt.duration(to: now) < limit { return state.snapshot }
            // When the kernel does not tell, what was known is better than nothing.
            if let interfaces = try? read() { state.snapshot = Snapshot(interfaces) }
            state.readAt = now
            return state.snapshot
        }
    }
}

extension IPv4Address {
    /// Whether the address is in 127/8.
    var isLoopback: Bool { bitPattern >> 24 == 127 }
}
