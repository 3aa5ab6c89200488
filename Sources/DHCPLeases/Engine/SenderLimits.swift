import DHCP

/// Counts what strangers behind each relay and at each port take.
struct SenderLimits: Sendable {
    /// A relay, or one port of it.
    private struct Sender: Hashable {
        let relay: IPv4Address
        var port: [UInt8]?
    }

    private let limits: ClientLimits
    /// The offers that each sender has been made, with when they end; those that ended are removed when
    /// the limit is reached.
    private var offers: [Sender: [IPv4Address: UInt32]] = [:]
    private var newLeases: [Sender: Int] = [:]
    /// In which minute the new leases were counted.
    private var minute: UInt32 = 0

    init(_ limits: ClientLimits) {
        self.limits = limits
    }

    /// Whether one more offer may be made to the sender of `request`, when `held` are held in all.
    mutating func admitsOffer(to request: DHCPRequest, held: Int, at now: UInt32) -> Bool {
        if held >= limits.offers { return false }
        guard limits.countsSenders else { return true }
        for (sender, limit) in senders(of: request, limits.offersPerRelay, limits.offersPerPort) {
            guard let known = offers[sender], known.count >= limit else { continue }
            let current = known.filter { $0.value > now }
            offers[sender] = current
            if current.count >= limit { return false }
        }
        return admitsLease(to: request, at: now)
    }

    /// Whether one more new client of the sender of `request` may get a lease.
    mutating func admitsLease(to request: DHCPRequest, at now: UInt32) -> Bool {
        guard limits.countsSenders else { return true }
        if minute != now / 60 {
            minute = now / 60
            newLeases = [:]
        }
        return senders(of: request, limits.newLeasesPerRelay, limits.newLeasesPerPort)
            .allSatisfy { newLeases[$0.0, default: 0] < $0.1 }
    }

    mutating func countOffer(of address: IPv4Address, to request: DHCPRequest, until end: UInt32) {
        guard limits.countsSenders else { return }
        // Senders that never ask again are forgotten with their offers.
        if offers.count > 2 * limits.offers { offers = [:] }
        for (sender, _) in senders(of: request, limits.offersPerRelay, limits.offersPerPort) {
            offers[sender, default: [:]][address] = end
        }
    }

    /// An offer became a lease, and its client is no stranger any more.
    mutating func countLease(of address: IPv4Address, to request: DHCPRequest) {
        guard limits.countsSenders else { return }
        for (sender, _) in senders(of: request, limits.offersPerRelay, limits.offersPerPort) {
            offers[sender]?[address] = nil
        }
        for (sender, _) in senders(of: request, limits.newLeasesPerRelay, limits.newLeasesPerPort) {
            newLeases[sender, default: 0] += 1
        }
    }

    /// A lease that was counted could not be stored.
    mutating func uncountLease(of request: DHCPRequest) {
        for (sender, _) in senders(of: request, limits.newLeasesPerRelay, limits.newLeasesPerPort) {
            if let count = newLeases[sender] { newLeases[sender] = max(count - 1, 0) }
        }
    }

    /// Counts on where another left off; of its offers those count that are still held, each until its end in `ends`.
    mutating func goOn(from other: SenderLimits, offers ends: [IPv4Address: UInt32]) {
        offers = other.offers.compactMapValues { known in
            var held: [IPv4Address: UInt32] = [:]
            for address in known.keys { held[address] = ends[address] }
            return held.isEmpty ? nil : held
        }
        (newLeases, minute) = (other.newLeases, other.minute)
    }

    /// The relay and the port that a message came through, each with its limit; without a limit it does not matter.
    private func senders(of request: DHCPRequest, _ perRelay: Int?, _ perPort: Int?) -> [(Sender, Int)] {
        let relay = request.message.giaddr
        var senders: [(Sender, Int)] = []
        if let perRelay { senders.append((Sender(relay: relay), perRelay)) }
        if let perPort, let port = request.message.options[.relayAgentInformation]?.circuitID {
            senders.append((Sender(relay: relay, port: port), perPort))
        }
        return senders
    }
}
