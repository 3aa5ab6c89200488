package import DHCP
internal import Synchronization

/// What is known of the interfaces, read again when they change.
///
/// Interfaces and addresses come and go while a server runs. Asking the kernel takes some system calls for each, too long for
/// each datagram, so a reading serves until a ``NetworkWatch`` gives notice.
package final class InterfaceTable: Sendable {
    /// One reading.
    package struct Snapshot: Sendable {
        /// The interfaces by their numbers.
        package let interfaces: [UInt32: NetworkInterface]
        /// The addresses of each interface, for the origins of messages to share.
        private let lists: [UInt32: [IPv4Address]]
        /// The addresses of all interfaces.
        package let addresses: Set<IPv4Address>
        /// From which address a host without one on the link speaks.
        package let anyAddress: IPv4Address
        /// Whether joined datagrams leave one by one, whichever interface they leave by.
        package let dividesDatagrams: Bool

        package init(_ interfaces: [NetworkInterface]) {
            self.interfaces = Dictionary(interfaces.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
            lists = self.interfaces.mapValues { $0.addresses.map(\.address) }
            addresses = Set(interfaces.flatMap { $0.addresses.map(\.address) })
            anyAddress = interfaces.first { !$0.isLoopback && $0.primaryAddress != nil }?.primaryAddress ?? .any
            dividesDatagrams = interfaces.allSatisfy { $0.dividesDatagrams || $0.isLoopback || !$0.isUp }
        }

        /// How a datagram came in by an interface, with the address from which to answer it: the one it was sent to, or for one
        /// sent to all the interface's own.
        ///
        /// The list of addresses is shared, and only there when the interface has other addresses than that.
        package func origin(
            index: UInt32, peer: DHCPEndpoint, destination: IPv4Address, receivedAt: DHCPInstant
        ) -> DHCPOrigin {
            let interface = interfaces[index]
            let isForAll = interface?.isBroadcast(destination) ?? (destination.bitPattern >> 28 >= 0xE)
            let local = isForAll || destination.isAny ? interface?.address(answering: destination) ?? .any : destination
            let hasOthers = interface.map { $0.addresses.count > 1 || $0.primaryAddress.map { $0 != local } ?? false }
            return DHCPOrigin(
                interface: interface?.name ?? "", interfaceIndex: index, localAddress: local,
                localAddresses: hasOthers == true ? lists[index] ?? [] : [], peer: peer, destination: destination,
                receivedAt: receivedAt)
        }

        /// Whether joined datagrams leave one by one by the interface of that number; by all when it is 0.
        package func dividesDatagrams(_ index: UInt32) -> Bool {
            index == 0 ? dividesDatagrams : interfaces[index]?.dividesDatagrams ?? false
        }

        /// Whether an address is on the link of an interface, by that interface's own addresses.
        package func haveRoute(to address: IPv4Address) -> Bool {
            interfaces.values.contains { $0.addresses.contains { $0.prefix?.contains(address) == true } }
        }

        /// Whether packets can be sent from `address`.
        package func isLocal(_ address: IPv4Address) -> Bool { address.isLoopback || addresses.contains(address) }
    }

    private struct State {
        var snapshot: Snapshot
        var readAt: ContinuousClock.Instant?
    }

    /// How soon an unknown interface makes for another reading, so that a flood from one does not mean a flood of them.
    package static let minimumAge = Duration.milliseconds(200)

    private let read: @Sendable () throws -> [NetworkInterface]
    private let state = Mutex(State(snapshot: Snapshot([]), readAt: nil))

    package init(read: @escaping @Sendable () throws -> [NetworkInterface] = { try NetworkInterface.all() }) {
        self.read = read
    }

    /// What was read last.
    package var current: Snapshot { state.withLock { $0.snapshot } }

    /// What was read last, or what is true now when `index` was not among it.
    ///
    /// An interface may be heard before the notice that it is there.
    package func current(with index: UInt32, at now: ContinuousClock.Instant = .now) -> Snapshot {
        let (known, isDue) = state.withLock { state in
            if state.snapshot.interfaces[index] != nil { return (state.snapshot, false) }
            if let readAt = state.readAt, readAt.duration(to: now) < Self.minimumAge { return (state.snapshot, false) }
            state.readAt = now
            return (state.snapshot, true)
        }
        // Not under the lock: sending takes it too. When the kernel does not tell, what was known is better than nothing.
        guard isDue, let interfaces = try? read() else { return known }
        let snapshot = Snapshot(interfaces)
        return state.withLock { state in
            // Somebody may have read what is newer meanwhile.
            if state.readAt == now { state.snapshot = snapshot }
            return state.snapshot
        }
    }

    /// Reads the interfaces, and returns them in the kernel's order.
    ///
    /// Throws when the kernel does not tell; what was known stays then.
    package func refresh(at now: ContinuousClock.Instant = .now) throws -> [NetworkInterface] {
        let interfaces = try read()
        state.withLock { $0 = State(snapshot: Snapshot(interfaces), readAt: now) }
        return interfaces
    }
}

extension IPv4Address {
    /// Whether the address is in 127/8.
    var isLoopback: Bool { bitPattern >> 24 == 127 }
}
