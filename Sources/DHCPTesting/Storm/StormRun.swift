import DHCP
import DHCPLeases
import DHCPServer

/// A ``BootStorm`` under way.
struct StormRun {
    /// A client that sends.
    private struct Turn {
        let client: Int
        /// The client's epoch when this was written down; in another it is void.
        let epoch: Int
    }

    private let storm: BootStorm
    private let begin = DHCPInstant(seconds: 1_767_225_600)
    private var now: DHCPInstant
    private var clients: [StormClient] = []
    private var numbers: [HardwareAddress: Int] = [:]
    private var agenda = Agenda<Turn>()
    private var lanes: MessageLanes
    private var sequence: UInt64 = 0
    private var engine: LeaseEngine
    private var random: SeededGenerator
    private(set) var report = StormReport()

    init(_ storm: BootStorm) throws(LeaseConfigurationError) {
        self.storm = storm
        now = begin
        lanes = MessageLanes(limit: storm.limits.mailboxLimit)
        engine = try BootPlan.engine(clients: storm.clients + storm.renewals)
        random = SeededGenerator(seed: storm.seed)
        for number in 0..<storm.renewals { addRenewing(number) }
        for number in storm.renewals..<storm.renewals + storm.clients {
            add(StormClient(number: number, state: .selecting), within: storm.duration)
        }
    }

    /// A client that has its lease since an hour ago.
    private mutating func addRenewing(_ number: Int) {
        let address = BootPlan.address(number)
        let client = StormClient(number: number, state: .renewing(address))
        let start = UInt32(clamping: begin.seconds - 3600)
        let lease = Lease(
            address: address, client: ClientIdentity(client.hardwareAddress), hardwareAddress: client.hardwareAddress,
            state: .bound, start: start, end: start + 7200)
        engine.apply(LeaseChange(before: nil, after: lease))
        add(client, within: .seconds(10))
    }

    private mutating func add(_ client: StormClient, within duration: Duration) {
        var client = client
        client.start = begin.advanced(by: duration * Double.random(in: 0..<1, using: &random))
        agenda.add(Turn(client: clients.count, epoch: client.epoch), at: client.start)
        numbers[client.hardwareAddress] = clients.count
        clients.append(client)
    }

    /// Plays until everybody is content, or the storm's end.
    mutating func play() {
        let end = begin.advanced(by: storm.end)
        // Ten milliseconds of work at most, so that clients hear of it soon.
        let batch = max(min(storm.limits.batchLimit, storm.rate / 100), 1)
        while now < end {
            send(until: now)
            if lanes.count == 0 {
                guard let next = agenda.first?.time else { break }
                now = max(next, now)
                continue
            }
            serve(batch)
        }
        report.timesToLease.sort()
        report.renewalTimes.sort()
    }

    /// Lets clients send whose time has come.
    private mutating func send(until time: DHCPInstant) {
        while let entry = agenda.first, entry.time <= time {
            agenda.removeFirst()
            guard entry.event.epoch == clients[entry.event.client].epoch else { continue }
            send(entry.event.client, at: entry.time)
        }
    }

    private mutating func send(_ number: Int, at time: DHCPInstant) {
        guard let message = clients[number].message() else { return }
        report.sent += 1
        if case .renewing = clients[number].state, clients[number].attempts > 1 { report.repeatedRenewals += 1 }
        var origin = BootPlan.origin
        origin.receivedAt = time
        sequence += 1
        if let reason = lanes.append(DHCPRequest(message: message, origin: origin), sequence: sequence) {
            report.dropped[reason, default: 0] += 1
        }
        let next = time.advanced(by: clients[number].patience(&random))
        agenda.add(Turn(client: number, epoch: clients[number].epoch), at: next)
    }

    /// Takes what a service would take, lets time pass for it, and hands the answers out.
    private mutating func serve(_ limit: Int) {
        var stale = 0
        let oldest = now.advanced(by: .zero - storm.limits.ageLimit)
        let batch = lanes.take(limit, before: .max, receivedSince: oldest, stale: &stale)
        if stale > 0 { report.dropped[.stale, default: 0] += stale }
        let done = now.advanced(by: .seconds(1) * batch.count / storm.rate)
        _ = engine.expire(at: now)
        var replies: [DHCPMessage] = []
        for request in batch {
            report.decided += 1
            report.longestWait = max(report.longestWait, request.origin.receivedAt.duration(to: now))
            if let reply = engine.decide(request, at: now).reply { replies.append(reply.message) }
        }
        send(until: done)
        now = done
        for reply in replies { deliver(reply) }
    }

    private mutating func deliver(_ reply: DHCPMessage) {
        guard let number = numbers[reply.hardwareAddress] else { return }
        let isRenewal = if case .renewing = clients[number].state { true } else { false }
        guard clients[number].receive(reply) else {
            report.answersInVain += 1
            return
        }
        guard case .bound = clients[number].state else { return send(number, at: now) }
        let time = clients[number].start.duration(to: now)
        if isRenewal {
            report.renewalTimes.append(time)
        } else {
            report.timesToLease.append(time)
            report.lastLease = max(report.lastLease, begin.duration(to: now))
        }
    }
}
