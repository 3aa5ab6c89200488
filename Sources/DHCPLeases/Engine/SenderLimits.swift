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
    /// What counting one lease did, so that it can be taken back.
    struct Count: Sendable {
        fileprivate let minute: UInt32
        fileprivate let senders: [LimitedSender]
    }

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

    /// The limit because of which no more offers are made to the sender of `request` on `link`, when `held` are held in
    /// all; `nil` when one more may be made.
    mutating func limitOfOffer(
        to request: DHCPRequest, on link: Int, held: Int, at now: UInt32
    ) -> DecisionTrace.Limit? {
        if held >= limits.offers { return .offers }
        guard limits.countsSenders else { return nil }
        let full = senders(of: request, link, limits.offersPerRelay, limits.offersPerPort)
            .first { offers[$0.0, default: 0] >= $0.1 }
        if let full { return full.0.port == nil ? .offersPerRelay : .offersPerPort }
        return limitOfLease(to: request, on: link, at: now)
    }

    /// The limit because of which no new client of the sender of `request` gets a lease; `nil` when one more may.
    mutating func limitOfLease(to request: DHCPRequest, on link: Int, at now: UInt32) -> DecisionTrace.Limit? {
        guard limits.countsSenders else { return nil }
        turn(at: now)
        let full = senders(of: request, link, limits.newLeasesPerRelay, limits.newLeasesPerPort)
            .first { newLeases[$0.0, default: 0] >= $0.1 }
        return full.map { $0.0.port == nil ? .newLeasesPerRelay : .newLeasesPerPort }
    }

    mutating func countOffer(of address: IPv4Address, to request: DHCPRequest, on link: Int) {
        guard limits.countsSenders else { return }
        countAgain(
            address, by: senders(of: request, link, limits.offersPerRelay, limits.offersPerPort).map(\.0))
    }

    /// An offer is held no more, for whatever reason.
    mutating func forgetOffer(of address: IPv4Address) {
        if holders.isEmpty { return }
        for sender in holders.removeValue(forKey: address) ?? [] {
            let count = offers[sender, default: 0] - 1
            offers[sender] = count > 0 ? count : nil
        }
    }

    /// By whom the offer of an address is counted.
    func senders(ofOffer address: IPv4Address) -> [LimitedSender] { holders[address] ?? [] }

    /// An offer is held again.
    mutating func countAgain(_ address: IPv4Address, by senders: [LimitedSender]) {
        forgetOffer(of: address)
        if senders.isEmpty { return }
        holders[address] = senders
        for sender in senders { offers[sender, default: 0] += 1 }
    }

    /// A stranger got a lease, and is no stranger any more.
    ///
    /// Returns what to give to ``restore(_:)`` when the lease can not be stored; `nil` when nothing is counted.
    mutating func countLease(to request: DHCPRequest, on link: Int, at now: UInt32) -> Count? {
        guard limits.countsSenders else { return nil }
        turn(at: now)
        let senders = senders(of: request, link, limits.newLeasesPerRelay, limits.newLeasesPerPort).map(\.0)
        for sender in senders { newLeases[sender, default: 0] += 1 }
        return senders.isEmpty ? nil : Count(minute: minute, senders: senders)
    }

    /// Takes back that a lease was counted.
    mutating func restore(_ count: Count) {
        guard count.minute == minute else { return }
        for sender in count.senders {
            guard let leases = newLeases[sender] else { continue }
            newLeases[sender] = leases > 1 ? leases - 1 : nil
        }
    }

    private mutating func turn(at now: UInt32) {
        if minute == now / 60 { return }
        minute = now / 60
        newLeases = [:]
    }

    /// What is counted at `now`, for comparing.
    func counts(at now: UInt32) -> (offers: [LimitedSender: Set<IPv4Address>], newLeases: [LimitedSender: Int]) {
        var held: [LimitedSender: Set<IPv4Address>] = [:]
        for (address, senders) in holders { for sender in senders { held[sender, default: []].insert(address) } }
        return (held, minute == now / 60 ? newLeases : [:])
    }

    /// Counts new leases on where another left off.
    mutating func goOn(from other: SenderLimits) {
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
