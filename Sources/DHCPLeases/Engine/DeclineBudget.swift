import DHCP

/// Counts the DECLINEs of a minute: each takes an address from everybody for a day, and costs its sender nothing.
///
/// Those of an hour are counted, too, for whose addresses nobody answered.
///
/// What goes beyond is passed over. A client is counted, and the port it is at (without option 82 all that come by one
/// relay or link are at one port), and the network, since who invents clients can invent ports and relays, too.
struct DeclineBudget: Sendable {
    private enum Sender: Hashable {
        case client(ClientIdentity)
        case port(LimitedSender)
        case network(Int)
    }

    private let limits: ClientLimits
    /// No more entries than the networks admit in a minute, three for each DECLINE.
    private var counts: [Sender: Int] = [:]
    private var minute: UInt32 = 0
    /// How many DECLINEs of a client nobody answered for in this hour; bounded, as the limits of a minute hold besides.
    private var unconfirmed: [ClientIdentity: Int] = [:]
    private var hour: UInt32 = 0
    /// More clients are not counted.
    private static let clientLimit = 1024

    init(_ limits: ClientLimits) {
        self.limits = limits
    }

    /// Counts on where another left off, within limits of its own.
    mutating func goOn(from other: DeclineBudget) {
        (counts, minute) = (other.counts, other.minute)
        (unconfirmed, hour) = (other.unconfirmed, other.hour)
    }

    /// Nobody answered for an address that a client declined.
    mutating func noteUnconfirmed(_ client: ClientIdentity, at now: UInt32) {
        turnHour(at: now)
        guard unconfirmed[client] != nil || unconfirmed.count < Self.clientLimit else { return }
        unconfirmed[client, default: 0] += 1
    }

    private mutating func turnHour(at now: UInt32) {
        if hour == now / 3600 { return }
        hour = now / 3600
        unconfirmed = [:]
    }

    /// Counts a DECLINE; gives `false` when its sender has had its share.
    mutating func admits(_ exchange: borrowing Exchange, on link: Int) -> Bool {
        if minute != exchange.now / 60 {
            minute = exchange.now / 60
            counts.removeAll(keepingCapacity: counts.count < 1024)
        }
        turnHour(at: exchange.now)
        let client = exchange.ownName ?? exchange.client
        if unconfirmed[client, default: 0] >= ConflictCheck.unconfirmedDeclines { return false }
        let circuit =
            exchange.countsRelayInformation
            ? exchange.request.message.options[.relayAgentInformation]?.circuitID : nil
        let senders: [(Sender, Int)] = [
            (.client(client), limits.declinesPerClient),
            (.port(LimitedSender(exchange.request, link: link, port: circuit)), limits.declinesPerPort),
            (.network(exchange.network ?? -1), limits.declinesPerNetwork),
        ]
        guard senders.allSatisfy({ counts[$0.0, default: 0] < $0.1 }) else { return false }
        for (sender, _) in senders { counts[sender, default: 0] += 1 }
        return true
    }
}
