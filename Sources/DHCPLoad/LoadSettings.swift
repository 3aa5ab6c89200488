/// What kind of exchange a load consists of.
package enum LoadScenario: String, Sendable, CaseIterable {
    /// DISCOVER, OFFER, REQUEST, ACK: every client is new.
    case dora
    /// DISCOVER and OFFER alone: every client is new.
    case discover
    /// REQUEST and ACK of clients that have their address already; they get it by DORA first, which is not measured.
    case renew
}

/// When the next exchange begins.
package enum LoadPace: Sendable, Hashable {
    /// A closed loop: so many exchanges are under way, and each that ends starts another.
    case inFlight(Int)
    /// An open loop: so many exchanges begin in a second, whatever the server does.
    case rate(Double)
}

/// What one run does.
package struct LoadSettings: Sendable, Hashable {
    /// The kind of exchanges.
    package var scenario: LoadScenario
    /// When they begin.
    package var pace: LoadPace
    /// How many clients there are; 1 to ``LoadClients/limit``.
    package var clients: Int
    /// How long exchanges begin, in nanoseconds.
    package var duration: UInt64
    /// When a message counts as lost and is sent again, in nanoseconds; each further wait is twice as long.
    package var timeout: UInt64

    /// Whether messages that leave together are divided by the kernel; not for servers that read raw frames at the other
    /// end of a virtual cable.
    package var usesSegmentationOffload: Bool

    /// How often a message is sent before the client gives up.
    package static let attempts = 4
    /// More exchanges than this are never under way: what an open loop starts beyond is counted as withheld.
    package static let largestWindow = 1 << 16
    /// How many exchanges are under way while clients get the addresses that they will renew.
    package static let leasingWindow = 64

    /// Makes settings.
    package init(
        scenario: LoadScenario, pace: LoadPace, clients: Int, duration: UInt64, timeout: UInt64 = 1_000_000_000,
        usesSegmentationOffload: Bool = false
    ) {
        self.scenario = scenario
        self.pace = pace
        self.clients = min(max(clients, 1), LoadClients.limit)
        self.duration = duration
        self.timeout = max(timeout, 1)
        self.usesSegmentationOffload = usesSegmentationOffload
    }

    /// How many exchanges can be under way.
    var window: Int {
        switch pace {
        case .inFlight(let number): min(max(number, 1), Self.largestWindow)
        case .rate: Self.largestWindow
        }
    }
}
