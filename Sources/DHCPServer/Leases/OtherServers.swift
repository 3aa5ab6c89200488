import CoreMetrics
package import DHCP
package import Logging
import Synchronization

/// The other servers that were seen on this one's links: by what clients say (option 54), and by who answers when it is asked.
///
/// Each is told of once, and again when it comes back; there are bounds, as clients may name whomever they like.
package final class OtherServers: Sendable {
    /// A server, and when it was seen.
    private struct Sighting {
        var server: OtherServer
        /// How often nobody heard it when it was asked for since.
        var misses = 0
    }

    private struct Key: Hashable {
        var interface: String
        var identifier: IPv4Address?
    }

    /// More are not kept.
    package static let limit = 256
    /// So often in a row it has to be asked for in vain until it is gone.
    private static let patience = 3

    private struct State {
        var sightings: [Key: Sighting] = [:]
        var known: Set<IPv4Address> = []
    }

    private let state = Mutex(State())
    private let events: LeaseEvents
    private let logger: Logger
    private let count = Gauge(label: "dhcp_other_servers")
    private let sighted = Counter(label: "dhcp_other_servers_seen_total")

    package init(events: LeaseEvents, logger: Logger) {
        self.events = events
        self.logger = logger
    }

    /// Those that are there, as far as is known; by interface and name.
    package var all: [OtherServer] {
        state.withLock { $0.sightings.values.map(\.server) }.sorted {
            ($0.interface, $0.name) < ($1.interface, $1.name)
        }
    }

    /// Takes over who may answer on the links.
    package func allow(_ known: Set<IPv4Address>) {
        state.withLock { state in
            state.known = known
            state.sightings = state.sightings.filter { $0.key.identifier.map { !known.contains($0) } ?? true }
        }
    }

    /// A client asked another server, whose answer was not heard; to know that costs nothing.
    package func named(_ identifier: IPv4Address, at interface: String, hardwareAddress: () -> HardwareAddress?) {
        let isNew = state.withLock { state in
            let key = Key(interface: interface, identifier: identifier)
            return !state.known.contains(identifier) && state.sightings[key] == nil
                && state.sightings.count < Self.limit
        }
        guard isNew else { return }
        note(
            OtherServer(
                interface: interface, identifier: identifier, hardwareAddress: hardwareAddress(), offered: nil))
    }

    /// Takes over who answered on some links when it was asked there, and so who did not.
    package func asked(at interfaces: Set<String>, answered: [OtherServer]) {
        for server in answered { note(server) }
        let answered = Set(answered.map { Key(interface: $0.interface, identifier: $0.identifier) })
        let gone = state.withLock { state in
            var gone: [OtherServer] = []
            for (key, sighting) in state.sightings where interfaces.contains(key.interface) && !answered.contains(key) {
                state.sightings[key]?.misses += 1
                if sighting.misses + 1 >= Self.patience {
                    state.sightings[key] = nil
                    gone.append(sighting.server)
                }
            }
            return gone
        }
        for server in gone {
            logger.notice("another DHCP server does not answer any more", metadata: metadata(server))
            events.tell(.otherServerGone(server))
        }
        count.record(state.withLock { $0.sightings.count })
    }

    private func note(_ server: OtherServer) {
        let isNews = state.withLock { state in
            if let identifier = server.identifier, state.known.contains(identifier) { return false }
            let key = Key(interface: server.interface, identifier: server.identifier)
            let before = state.sightings[key]?.server
            if before == nil, state.sightings.count >= Self.limit { return false }
            state.sightings[key] = Sighting(server: server)
            // That it answers itself says more than that a client named it.
            return before == nil || before?.offered == nil && server.offered != nil
        }
        guard isNews else { return }
        logger.warning("another DHCP server answers clients", metadata: metadata(server))
        sighted.increment()
        count.record(state.withLock { $0.sightings.count })
        events.tell(.otherServer(server))
    }

    private func metadata(_ server: OtherServer) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["interface": "\(server.interface)", "server": "\(server.name)"]
        metadata["server-hardware"] = server.hardwareAddress.map { "\($0)" }
        metadata["bridge-port"] = server.bridgePort.map { "\($0)" }
        metadata["offered"] = server.offered.map { "\($0)" }
        return metadata
    }
}
