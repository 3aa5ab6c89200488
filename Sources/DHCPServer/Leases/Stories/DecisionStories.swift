package import DHCP
package import DHCPLeases

/// What became of each client's last messages, and from where messages came at all; in a bound of memory.
///
/// Clients with a lease or a reservation have three quarters of it for themselves, so that whoever invents clients pushes
/// out none of them.
package struct DecisionStories: Sendable {
    /// From where a message came.
    package enum Place: Hashable, Sendable {
        case interface(String)
        case relay(IPv4Address)
    }

    /// So many interfaces and relays are remembered; who invents relays gets no more.
    private static let placeLimit = 4096
    /// So many decisions of a second are remembered at most: to write one down takes some 3 µs.
    package static let perSecond = 2000

    private var known: RecentClients
    private var strangers: RecentClients
    private var places: [Place: DHCPInstant] = [:]
    /// Whether anything is remembered.
    package let isOn: Bool

    /// Makes room for `limit` octets; for none nothing is remembered.
    package init(limit: Int) {
        isOn = limit > 0
        strangers = RecentClients(limit: limit / 4)
        known = RecentClients(limit: limit - limit / 4)
    }

    /// How many clients are remembered.
    package var clientCount: Int { known.count + strangers.count }
    /// How much memory is taken, in octets.
    package var cost: Int { known.cost + strangers.cost }
    /// How often a client was forgotten to make room.
    package var forgottenCount: Int { known.forgottenCount + strangers.forgottenCount }

    /// The name under which a message's client is remembered: the hardware address, which firmware and system of one machine
    /// have in common, else what it calls itself.
    package static func name(of message: DHCPMessage) -> ClientIdentity? {
        let hardware = message.hardwareAddress
        return hardware.count > 0 && !hardware.isZero ? ClientIdentity(hardware) : ClientIdentity(message)
    }

    /// Remembers a decision that has a trace.
    package mutating func note(
        _ decision: Decision, _ trace: DecisionTrace, _ request: DHCPRequest, isKnown: Bool, at now: DHCPInstant
    ) {
        let place: Place =
            request.message.giaddr.isAny ? .interface(request.origin.interface) : .relay(request.message.giaddr)
        if places[place] != nil || places.count < Self.placeLimit { places[place] = request.origin.receivedAt }
        guard let client = Self.name(of: request.message) else { return }
        let remembered = RememberedDecision(decision, trace, request, at: now)
        if isKnown {
            // It had nothing before.
            strangers.handOver(client, to: &known)
            known.add(remembered, of: client)
        } else if !known.decisions(of: client).isEmpty {
            known.add(remembered, of: client)
        } else {
            strangers.add(remembered, of: client)
        }
    }

    /// What is remembered of a client, the earliest first.
    package func decisions(of client: ClientIdentity) -> [RememberedDecision] {
        let decisions = known.decisions(of: client)
        return decisions.isEmpty ? strangers.decisions(of: client) : decisions
    }

    /// A look at the last message of each remembered client, a few at a time, as nobody is answered meanwhile.
    package struct Search: Sendable {
        private let isWanted: @Sendable (RememberedDecision) -> Bool
        private var isAmongKnown = false
        private var place = 0
        private var stranger: RecentClient?
        private var known: RecentClient?

        /// Whether all were looked at.
        package private(set) var isDone = false
        /// The client found: the one heard last of those with a lease or a reservation, else of strangers.
        package var client: ClientIdentity? { (known ?? stranger)?.name }
        /// Its last message.
        package var decision: RememberedDecision? { (known ?? stranger)?.decision }

        /// Begins a look for the messages that are wanted.
        package init(where isWanted: @escaping @Sendable (RememberedDecision) -> Bool) {
            self.isWanted = isWanted
        }

        /// Looks at so many more.
        ///
        /// Strangers come first: whoever gets a lease meanwhile is found among the known.
        package mutating func advance(in stories: DecisionStories, limit: Int) {
            let clients = isAmongKnown ? stories.known : stories.strangers
            let end = min(place + max(limit, 1), clients.placeCount)
            let found = clients.latest(in: place..<end, where: isWanted)
            if isAmongKnown {
                known = RecentClient.latest(known, found)
            } else {
                stranger = RecentClient.latest(stranger, found)
            }
            place = end
            if end < clients.placeCount { return }
            isDone = isAmongKnown
            (isAmongKnown, place) = (true, 0)
        }
    }

    /// When the last message came from an interface or a relay; `nil` when none is remembered.
    package func last(from place: Place) -> DHCPInstant? { places[place] }

    /// From where messages came, and when the last.
    package var allPlaces: [Place: DHCPInstant] { places }
}
