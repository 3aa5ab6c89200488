import DHCP

/// A relay or a link, or one port of it.
struct LimitedSender: Hashable {
    let relay: IPv4Address
    /// The link of a client without a relay; -1 with one.
    let link: Int
    var port: [UInt8]?

    init(_ request: DHCPRequest, link: Int, port: [UInt8]? = nil) {
        relay = request.message.giaddr
        self.link = relay.isAny ? link : -1
        self.port = port
    }
}

/// Counts what strangers behind each relay, on each link and at each port take.
///
/// Each question and each answer takes constant time, whether or not a limit is reached: a guard that costs more when it
/// is needed is none.
struct SenderLimits: Sendable {
    private let limits: ClientLimits
    /// By whom each offer is counted that is held; there are no more than offers.
    private var holders: [IPv4Address: [LimitedSender]] = [:]
    /// How many offers each sender has that are held; a sender without any is not there.
    private var offers: [LimitedSender: Int] = [:]
    private var newLeases: [LimitedSender: Int] = [:]
    /// In which minute the new leases were counted.
    private var minute: UInt32 = 0

    init(_ limits: ClientLimits) {
        self.limits = limits
    }

    /// Whether senders are counted at all.
    var countsSenders: Bool { limits.countsSenders }

    /// How many things are remembered, for tests of its bounds.
    var entryCount: Int { holders.count + offers.count + newLeases.count }

    /// Whether one more offer may be made to the sender of `request` on `link`, when `held` are held in all.
    mutating func admitsOffer(to request: DHCPRequest, on link: Int, held: Int, at now: UInt32) -> Bool {
        if held >= limits.offers { return false }
        guard limits.countsSenders else { return true }
        let isFull = senders(of: request, link, limits.offersPerRelay, limits.offersPerPort)
            .contains { offers[$0.0, default: 0] >= $0.1 }
        return !isFull && admitsLease(to: request, on: link, at: now)
    }

    /// Whether one more new client of the sender of `request` may get a lease.
    mutating func admitsLease(to request: DHCPRequest, on link: Int, at now: UInt32) -> Bool {
        guard limits.countsSenders else { return true }
        if minute != now / 60 {
            minute = now / 60
            newLeases = [:]
        }
        return senders(of: request, link, limits.newLeasesPerRelay, limits.newLeasesPerPort)
            .allSatisfy { newLeases[$0.0, default: 0] < $0.1 }
    }

    mutating func countOffer(of address: IPv4Address, to request: DHCPRequest, on link: Int) {
        guard limits.countsSenders else { return }
        forgetOffer(of: address)
        let senders = senders(of: request, link, limits.offersPerRelay, limits.offersPerPort).map(\.0)
        if senders.isEmpty { return }
        holders[address] = senders
        for sender in senders { offers[sender, default: 0] += 1 }
    }

    /// An offer is held no more, for whatever reason.
    mutating func forgetOffer(of address: IPv4Address) {
        if holders.isEmpty { return }
        for sender in holders.removeValue(forKey: address) ?? [] {
            let count = offers[sender, default: 0] - 1
            offers[sender] = count > 0 ? count : nil
        }
    }

    /// A stranger got a lease, and is no stranger any more.
    mutating func countLease(to request: DHCPRequest, on link: Int) {
        guard limits.countsSenders else { return }
        for (sender, _) in senders(of: request, link, limits.newLeasesPerRelay, limits.newLeasesPerPort) {
            newLeases[sender, default: 0] += 1
        }
    }

    /// A lease that was counted could not be stored.
    mutating func uncountLease(of request: DHCPRequest, on link: Int) {
        for (sender, _) in senders(of: request, link, limits.newLeasesPerRelay, limits.newLeasesPerPort) {
            if let count = newLeases[sender] { newLeases[sender] = max(count - 1, 0) }
        }
    }

    /// Counts on where another left off; of its offers those of `addresses` are still held.
    mutating func goOn(from other: SenderLimits, offers addresses: Set<IPv4Address>) {
        for (address, senders) in other.holders where addresses.contains(address) {
            holders[address] = senders
            for sender in senders { offers[sender, default: 0] += 1 }
        }
        (newLeases, minute) = (other.newLeases, other.minute)
    }

    /// The relay or link and the port that a message came through, each with its limit; without a limit it does not
    /// matter.
    private func senders(
        of request: DHCPRequest, _ link: Int, _ perRelay: Int?, _ perPort: Int?
    ) -> [(LimitedSender, Int)] {
        var senders: [(LimitedSender, Int)] = []
        if let perRelay { senders.append((LimitedSender(request, link: link), perRelay)) }
        if let perPort, let port = request.message.options[.relayAgentInformation]?.circuitID {
            senders.append((LimitedSender(request, link: link, port: port), perPort))
        }
        return senders
    }
}
