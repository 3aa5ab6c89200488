import DHCP
import DHCPLeases

/// Plays a history to a whole engine and looks after each event whether the promises hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let engine = freshEngine else { finding("the configuration of this target can not be served") }
    var history = History(engine: engine)
    history.play(HistoryReader(Array(UnsafeBufferPointer(start: start, count: count))))
    return 0
}

/// Made once; each history gets a copy.
private let freshEngine = try? LeaseEngine(configuration: richConfiguration())

private struct History {
    var engine: LeaseEngine
    var ledger = Ledger()
    var now = DHCPInstant(seconds: 1_767_225_600)

    var succession: LeaseSuccession?
    /// The addresses that are being probed, as far as the engine said.
    var probed: [IPv4Address] = []

    private var second: UInt32 { UInt32(clamping: now.seconds) }

    mutating func play(_ reader: HistoryReader) {
        var reader = reader
        while let event = reader.next() {
            switch event {
            case .wait(let seconds):
                now = now.advanced(by: .seconds(seconds))
            case .reload(let limit): reload(limit)
            case .probe(let choice): probe(choice)
            case .unstored(let message, let origin):
                refuse(DHCPRequest(message: message, origin: origin))
            case .message(let message, let origin):
                let decision = decide(DHCPRequest(message: message, origin: origin))
                ledger.record(decision.changes, at: second)
                if let reply = decision.reply, !reply.message.yiaddr.isAny {
                    reader.offered = reader.offered.suffix(15) + [reply.message.yiaddr]
                }
            }
            ledger.compare(with: engine)
            ledger.compareIndexes(with: engine, fresh: freshEngine, at: now)
        }
    }

    /// Begins to take the same configuration over again, or goes on with it; in the end all is as before.
    private mutating func reload(_ limit: Int) {
        if succession == nil {
            succession = try? LeaseSuccession(to: engine.configuration)
            succession?.begin(&engine)
        }
        guard succession?.advance(&engine, limit: limit) == true else { return }
        let before = engine.state(at: now)
        _ = succession.take()?.finish(&engine)
        let after = engine.state(at: now)
        expect(before == after, "not as before, taken over: \(after.difference(from: before))")
    }

    /// Ends a probe in one way or another; for 0, or when none is under way, addresses can be probed from now on, or not any
    /// more.
    private mutating func probe(_ choice: UInt8) {
        guard choice != 0, !probed.isEmpty else {
            engine.probeReach =
                engine.probeReach.isNothing ? ProbeReach(links: [0], pings: choice & 1 != 0) : ProbeReach()
            return
        }
        let address = probed.remove(at: Int(choice) % probed.count)
        let outcome: ProbeOutcome
        switch choice >> 6 {
        case 0: outcome = .answered(nil)
        case 1: outcome = .answered(HardwareAddress(2, 0, 0, 0, 0, choice & 15))
        default: outcome = .silence
        }
        ledger.record(engine.expire(at: now), at: second)
        guard case .inUse(let change) = engine.endProbe(of: address, outcome, at: now) else { return }
        ledger.record([change], at: second)
        expect(engine.lease(at: address)?.state == .declined, "\(address) is in use and does not rest")
    }

    /// What the engine makes of a message; a copy of it makes the same.
    private mutating func decide(_ request: DHCPRequest) -> Decision {
        ledger.record(engine.expire(at: now), at: second)
        var copy = engine
        let preview = engine.preview(request, at: now)
        let (before, after) = (copy.state(at: now), engine.state(at: now))
        expect(before == after, "a question changed it: \(after.difference(from: before))")
        let decision = engine.decide(request, at: now)
        // What would be probed first is foreseen as it will be when nobody answers.
        expect(
            decision.reason == .beingProbed && preview.reason != .beingProbed
                || preview.reply?.message == decision.reply?.message && preview.changes == decision.changes
                    && preview.reason == decision.reason,
            "foreseen as \(preview.word) and decided as \(decision.word)")
        let again = copy.decide(request, at: now)
        expect(
            again.reply?.message == decision.reply?.message && again.changes == decision.changes
                && again.reason == decision.reason,
            "a copy decided otherwise: \(decision.word) and \(again.word)")
        if let reply = decision.reply { check(reply, to: request) }
        if let probe = decision.probe, !probed.contains(probe.address) { probed.append(probe.address) }
        return decision
    }

    /// Decides, and takes everything back; then all is as before, also what each client would be offered.
    private mutating func refuse(_ request: DHCPRequest) {
        ledger.record(engine.expire(at: now), at: second)
        // While nothing can be stored nothing is probed.
        let reach = engine.probeReach
        engine.probeReach = ProbeReach()
        defer { engine.probeReach = reach }
        let before = engine
        let decision = decide(request)
        if decision.changes.isEmpty { return }
        for change in decision.changes.reversed() { engine.revert(change) }
        // A probe that the message overtook stays so.
        compare(with: before, "taken back after \(decision.word)", countsLimits: probed.isEmpty)
        // A change that comes from elsewhere is taken back as well.
        for change in decision.changes { engine.apply(change) }
        for change in decision.changes.reversed() { engine.revert(change) }
        compare(with: before, "taken back after it was applied, \(decision.word)", countsLimits: false)
    }

    private func compare(with before: LeaseEngine, _ what: String, countsLimits: Bool = true) {
        let (then, here) = (before.state(at: now), engine.state(at: now))
        let isSame = countsLimits ? then == here : then.entries == here.entries
        expect(isSame, "not as before, \(what): \(here.difference(from: then))")
        guard countsLimits else { return }
        for client in UInt8(0)..<16 {
            var (one, other) = (before, engine)
            var message = DHCPMessage(
                op: .bootRequest, xid: 1, hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, client))
            message.options[.messageType] = .discover
            let server = IPv4Address(10, 0, 0, 1)
            let request = DHCPRequest(
                message: message,
                origin: DHCPOrigin(interface: "eth0", localAddress: server, destination: .broadcast))
            let (first, second) = (one.decide(request, at: now), other.decide(request, at: now))
            expect(
                first.reply?.message == second.reply?.message && first.reason == second.reason,
                "\(client) would be offered something else, \(what)")
        }
    }

    private func check(_ reply: DHCPReply, to request: DHCPRequest) {
        let octets = reply.message.encode()
        expect((try? DHCPMessage(decoding: octets)) == reply.message, "a reply reads otherwise: \(reply.message)")
        expect(reply.message.op == .bootReply, "a reply that is none")
        expect(reply.message.xid == request.xid, "a reply to another exchange")
        let type = reply.message.messageType
        guard type == .offer || type == .ack, request.message.messageType != .inform else { return }
        expect(!reply.message.yiaddr.isAny, "\(type, default: "none") without an address")
    }
}

/// Two subnets of one link, a few addresses each, with everything that a configuration can ask for.
private func richConfiguration() throws -> LeaseConfiguration {
    var (near, far) = (
        try subnet("10.0.0.0/24", "10.0.0.100-10.0.0.105"), try subnet("10.1.0.0/24", "10.1.0.100-10.1.0.103")
    )
    near.sharedNetwork = "campus"
    near.relays = [IPv4Address(9, 9, 9, 9)]
    near.options[.router] = [IPv4Address(10, 0, 0, 254)]
    near.autoConfigure = .doNotAutoConfigure
    near.reservations = [
        Reservation(.hardwareAddress(HardwareAddress(2, 0, 0, 0, 0, 1)), address: IPv4Address(10, 0, 0, 101)),
        Reservation(.clientIdentifier([0, 2]), address: IPv4Address(10, 0, 0, 10), hostName: "printer"),
        Reservation(.circuitIdentifier([1, 2, 3]), address: IPv4Address(10, 0, 0, 11)),
        Reservation(.remoteIdentifier([4]), address: IPv4Address(10, 0, 0, 105)),
    ]
    far.sharedNetwork = "campus"
    if let pool = far.pools.first {
        far.pools = [Pool(pool.range, classes: ["netboot"], times: LeaseTimeOverrides(lease: 100))]
    }
    let boot = BootSettings(
        nextServer: IPv4Address(10, 0, 0, 1),
        profiles: [
            BootProfile(isForIPXE: true, file: "http://10.0.0.1/boot.ipxe"),
            BootProfile(architecture: .x86BIOS, file: "undionly.kpxe"),
        ])
    return LeaseConfiguration(
        subnets: [near, far],
        classes: [
            ClientClass(
                "netboot", match: .any([.vendorClass(OctetPattern(glob: "PXE*")), .userClass(OctetPattern([1]))])),
            ClientClass("asking", match: .not(.requestedOption(.router)), times: LeaseTimeOverrides(lease: 50)),
        ],
        times: LeaseTimes(lease: 300, minimumLease: 10, maximumLease: 3000, offer: 20, decline: 600), boot: boot,
        allowsRapidCommit: true, leaseQueryRequesters: [near.prefix],
        limits: ClientLimits(
            offers: 8, offersPerRelay: 5, offersPerPort: 2, newLeasesPerRelay: 20, leasesPerRelay: 40, leasesPerPort: 3)
    )
}

private struct NotAnAddress: Error {
    let text: String
}

private func subnet(_ prefix: String, _ pool: String) throws -> Subnet {
    guard let prefix = IPv4Prefix(prefix), let range = IPv4Range(pool) else { throw NotAnAddress(text: prefix) }
    return Subnet(prefix, pools: [Pool(range)])
}
