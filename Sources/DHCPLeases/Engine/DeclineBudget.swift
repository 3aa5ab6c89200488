import DHCP

/// Counts the DECLINEs of a minute: each takes an address from everybody for a day, and costs its sender nothing.
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

    init(_ limits: ClientLimits) {
        self.limits = limits
    }

    /// Counts on where another left off, within limits of its own.
    mutating func goOn(from other: DeclineBudget) {
        (counts, minute) = (other.counts, other.minute)
    }

    /// Counts a DECLINE; gives `false` when its sender has had its share.
    mutating func admits(_ exchange: borrowing Exchange, on link: Int) -> Bool {
        if minute != exchange.now / 60 {
            minute = exchange.now / 60
            counts.removeAll(keepingCapacity: counts.count < 1024)
        }
        let circuit =
            exchange.countsRelayInformation
            ? exchange.request.message.options[.relayAgentInformation]?.circuitID : nil
        let senders: [(Sender, Int)] = [
            (.client(exchange.ownName ?? exchange.client), limits.declinesPerClient),
            (.port(LimitedSender(exchange.request, link: link, port: circuit)), limits.declinesPerPort),
            (.network(exchange.network ?? -1), limits.declinesPerNetwork),
        ]
        guard senders.allSatisfy({ counts[$0.0, default: 0] < $0.1 }) else { return false }
        for (sender, _) in senders { counts[sender, default: 0] += 1 }
        return true
    }
}
