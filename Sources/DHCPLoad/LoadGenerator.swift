internal import DHCP

/// Decides what to send and judges what comes: all of a run but the clock and the socket.
///
/// Exchanges stand in an array; the low bits of `xid` are the index, so that a reply finds its exchange at once. Times
/// are nanoseconds of one clock that never goes back.
package struct LoadGenerator {
    /// What was counted so far.
    package private(set) var report = LoadReport()
    /// What the run is doing.
    package private(set) var phase: Phase

    private let settings: LoadSettings
    private let clients: LoadClients
    private let discover: MessageTemplate
    private let request: MessageTemplate
    private let renewal: MessageTemplate

    private var exchanges: [Exchange]
    /// The exchanges that are not under way; the last is taken first, so that low places are used again and again.
    private var free: [Int]
    /// Exchanges from here on were never under way.
    private var unusedFrom = 0
    private let indexMask: UInt32
    private var nextClient = 0
    /// The clients that have an address, in a run of renewals.
    private var leases: [Lease] = []
    private var ends = LeaseEnds()
    private var phaseStart: UInt64
    private var nextSweep: UInt64

    /// What a run does, one after the other; leasing only before renewals.
    package enum Phase: Sendable, Hashable {
        case leasing, measuring, draining, finished
    }

    private struct Lease {
        var client: Int
        var address: IPv4Address
    }

    private struct Exchange {
        var awaited = Awaited.nothing
        var client = 0
        var xid: UInt32 = 0
        var address = IPv4Address.any
        var server = IPv4Address.any
        var attempts = 0
        var wasRepeated = false
        var firstSent: UInt64 = 0
        var deadline: UInt64 = 0
    }

    /// What an exchange waits for; one that waits for nothing is not under way.
    private enum Awaited {
        case nothing, offer, acknowledgement, renewedLease
    }

    /// How often overdue answers are looked for, in nanoseconds.
    private let sweepInterval: UInt64
    private static let longestSweepInterval: UInt64 = 50_000_000

    /// Makes a run that begins `now`.
    package init(settings: LoadSettings, clients: LoadClients, relay: LoadRelay, now: UInt64) {
        self.settings = settings
        self.clients = clients
        discover = .discover(by: relay)
        request = .request(by: relay)
        renewal = .renewal(by: relay)
        phase = settings.scenario == .renew ? .leasing : .measuring
        // Replies to an earlier run from the same port are not taken for replies to this one.
        exchanges = Array(
            repeating: Exchange(xid: UInt32(clients.tag) << 16),
            count: max(settings.window, LoadSettings.leasingWindow))
        free = Array(exchanges.indices.reversed())
        indexMask = UInt32(LoadSettings.largestWindow - 1)
        phaseStart = now
        sweepInterval = min(Self.longestSweepInterval, settings.timeout / 4)
        nextSweep = now + sweepInterval
    }

    /// How many exchanges are under way.
    package var underWay: Int { exchanges.count - free.count }

    /// Adds to `burst` what is due now: new exchanges, and messages whose answer is overdue.
    package mutating func advance(to now: UInt64, into burst: DatagramBurst) {
        if now >= nextSweep {
            sweep(now, into: burst)
            nextSweep = now + sweepInterval
        }
        leavePhaseIfOver(now)
        guard phase == .leasing || phase == .measuring else { return }
        let due = max(0, numberDue(at: now))
        let possible = min(due, free.count)
        for _ in 0..<min(possible, burst.capacity - burst.count) { start(now, into: burst) }
        report.withheld += due - possible
    }

    /// Judges a reply and adds what the client says next to `burst`, which must have room for one message.
    package mutating func receive(_ datagram: RawSpan, at now: UInt64, into burst: DatagramBurst) {
        guard let reply = LoadReply(datagram) else {
            report.wrong += 1
            return
        }
        let index = Int(reply.xid & indexMask)
        guard index < exchanges.count, exchanges[index].awaited != .nothing, exchanges[index].xid == reply.xid else {
            report.late += 1
            return
        }
        guard reply.chaddr == clients.chaddr(of: exchanges[index].client) else {
            report.wrong += 1
            return
        }
        switch (exchanges[index].awaited, reply.type) {
        case (.offer, .offer): takeOffer(reply, index, now, into: burst)
        case (.acknowledgement, .ack), (.renewedLease, .ack): takeAcknowledgement(reply, index, now)
        case (.acknowledgement, .nak), (.renewedLease, .nak):
            report.refused += 1
            abandon(index)
        default: report.late += 1
        }
    }

    /// How long nothing will be due, if no reply comes; in nanoseconds.
    package func pause(at now: UInt64) -> UInt64 {
        let untilSweep = nextSweep > now ? nextSweep - now : 0
        guard phase == .measuring, case .rate(let rate) = settings.pace, rate > 0 else { return untilSweep }
        let next = phaseStart + UInt64(Double(report.started + report.withheld + 1) / rate * 1e9)
        return min(untilSweep, next > now ? next - now : 0)
    }
}

extension LoadGenerator {
    private func numberDue(at now: UInt64) -> Int {
        if phase == .leasing { return min(LoadSettings.leasingWindow - underWay, settings.clients - nextClient) }
        let left = settings.scenario == .renew ? Int.max : settings.clients - nextClient
        switch settings.pace {
        case .inFlight: return min(settings.window - underWay, left)
        case .rate(let rate):
            let target = Int(Double(now - phaseStart) / 1e9 * rate)
            return min(target - report.started - report.withheld, left)
        }
    }

    private mutating func leavePhaseIfOver(_ now: UInt64) {
        let isOver = now >= phaseStart + settings.duration
        switch phase {
        case .leasing:
            let isDone = nextClient >= settings.clients || isOver
            guard isDone, underWay == 0 || now >= phaseStart + settings.duration + settings.timeout else { return }
            beginRenewals(now)
        case .measuring:
            let isDone = settings.scenario != .renew && nextClient >= settings.clients
            guard isOver || isDone else { return }
            phase = .draining
            fallthrough
        case .draining:
            if underWay == 0 { phase = .finished }
        case .finished: break
        }
    }

    /// Forgets what getting the addresses has cost.
    private mutating func beginRenewals(_ now: UInt64) {
        for index in exchanges.indices where exchanges[index].awaited != .nothing { end(index) }
        let faults = (report.mismatched, report.duplicates)
        report = LoadReport()
        (report.mismatched, report.duplicates) = faults
        phaseStart = now
        nextClient = 0
        phase = leases.isEmpty ? .finished : .measuring
    }

    private mutating func start(_ now: UInt64, into burst: DatagramBurst) {
        guard let index = free.popLast() else { return }
        unusedFrom = max(unusedFrom, index + 1)
        report.started += 1
        // The upper bits make every transaction different from the one before in this place.
        var exchange = Exchange(xid: (exchanges[index].xid | indexMask) &+ 1 | UInt32(index))
        if phase == .measuring, settings.scenario == .renew {
            let lease = leases[nextClient % leases.count]
            exchange.client = lease.client
            exchange.address = lease.address
            exchange.awaited = .renewedLease
        } else {
            exchange.client = nextClient
            exchange.awaited = .offer
        }
        nextClient += 1
        exchanges[index] = exchange
        send(index, now, into: burst)
    }

    /// Sends what an exchange says first, or says again.
    private mutating func send(_ index: Int, _ now: UInt64, into burst: DatagramBurst) {
        let exchange = exchanges[index]
        switch exchange.awaited {
        case .nothing: return
        case .offer: burst.append(discover.octets)
        case .renewedLease:
            burst.append(renewal.octets)
            burst.store(exchange.address.bitPattern, at: MessageTemplate.ciaddr)
        case .acknowledgement:
            burst.append(request.octets)
            if let place = request.requestedAddress { burst.store(exchange.address.bitPattern, at: place) }
            if let place = request.serverIdentifier { burst.store(exchange.server.bitPattern, at: place) }
        }
        burst.store(exchange.xid, at: MessageTemplate.xid)
        burst.store(clients.chaddr(of: exchange.client), at: MessageTemplate.chaddr)
        if exchange.attempts == 0 { exchanges[index].firstSent = now }
        exchanges[index].deadline = now + settings.timeout << UInt64(exchange.attempts)
        exchanges[index].attempts += 1
        report.sent += 1
    }

    private mutating func takeOffer(_ reply: LoadReply, _ index: Int, _ now: UInt64, into burst: DatagramBurst) {
        guard !reply.yiaddr.isAny, let server = reply.server else {
            report.wrong += 1
            return
        }
        report.offers.add(nanoseconds: now - exchanges[index].firstSent)
        if settings.scenario == .discover { return complete(index, now) }
        exchanges[index].awaited = .acknowledgement
        exchanges[index].attempts = 0
        exchanges[index].address = reply.yiaddr
        exchanges[index].server = server
        send(index, now, into: burst)
    }

    private mutating func takeAcknowledgement(_ reply: LoadReply, _ index: Int, _ now: UInt64) {
        let exchange = exchanges[index]
        report.acknowledgements.add(nanoseconds: now - exchange.firstSent)
        guard reply.yiaddr == exchange.address else {
            report.mismatched += 1
            return abandon(index)
        }
        if exchange.awaited == .acknowledgement {
            let isFree = ends.lease(
                reply.yiaddr, requested: exchange.firstSent, acknowledged: now, leaseTime: reply.leaseTime)
            if !isFree { report.duplicates += 1 }
            if phase == .leasing { leases.append(Lease(client: exchange.client, address: reply.yiaddr)) }
        }
        complete(index, now)
    }

    private mutating func complete(_ index: Int, _ now: UInt64) {
        report.completed += 1
        // The stragglers after the end, whose messages had to be repeated, say nothing about the rate.
        if phase != .draining || !exchanges[index].wasRepeated {
            report.completedInTime += 1
            report.elapsed = now - phaseStart
        }
        end(index)
    }

    private mutating func abandon(_ index: Int) {
        report.abandoned += 1
        end(index)
    }

    private mutating func end(_ index: Int) {
        exchanges[index].awaited = .nothing
        free.append(index)
    }

    /// Sends again what has waited too long, and gives up what has waited too often.
    private mutating func sweep(_ now: UInt64, into burst: DatagramBurst) {
        for index in 0..<unusedFrom where exchanges[index].awaited != .nothing && exchanges[index].deadline <= now {
            guard !burst.isFull else { return }
            report.lost += 1
            exchanges[index].wasRepeated = true
            if now >= phaseStart + settings.duration || exchanges[index].attempts >= LoadSettings.attempts {
                abandon(index)
            } else {
                send(index, now, into: burst)
            }
        }
    }
}
