public import DHCP

/// Decides what a DHCP server answers (RFC 2131 section 4.3).
///
/// The engine is a value: the same state, messages and times give the same decisions. It reads no clock and sends
/// nothing, so it can be replayed against a capture, copied for "what if", and tested without a network.
///
/// ```swift
/// var engine = try LeaseEngine(configuration: configuration)
/// let decision = engine.decide(request, at: now)
/// ```
///
/// Call ``expire(at:limit:)`` before a batch of decisions; until then a lease that ran out is still its client's.
public struct LeaseEngine: Sendable {
    /// What the engine serves.
    public private(set) var configuration: LeaseConfiguration
    /// What a program decides otherwise; `nil` for nothing.
    public var policy: (any LeasePolicy)? {
        get { keptPolicy?.policy }
        set { keptPolicy = newValue.map(KeptPolicy.init) }
    }
    /// In a box, because to look whether an existential is there costs more than a look-up in the table.
    private(set) var keptPolicy: KeptPolicy?
    /// The servers with which this one shares the leases; `nil`, as it is at first, when it has them alone.
    public var cluster: ClusterView? {
        get { membership?.view }
        set {
            if newValue == membership?.view { return }
            membership = newValue.map { Membership($0, after: membership) }
            if newValue == nil { sightings = nil } else if sightings == nil { sightings = Sightings() }
        }
    }
    private(set) var membership: Membership?

    /// Is the member that another engine was.
    mutating func goOnAsMember(_ other: LeaseEngine) {
        (membership, sightings) = (other.membership, other.sightings)
    }
    /// Whom of others' clients this server saw.
    var sightings: Sightings?
    var plan: NetworkPlan
    var table: LeaseTable
    var composer: ReplyComposer
    var limits: SenderLimits
    var declines: DeclineBudget
    var probes = ProbesUnderWay()
    var undo = UndoLog()
    private(set) var scopes = ScopeCache()
    /// How many configurations were served before this one.
    var generation: UInt64 = 0

    /// Makes an engine without leases.
    ///
    /// Throws when subnets or pools overlap, a pool or a reservation is outside its subnet, an address or a client has
    /// two reservations, a pool names a class that is not there, or a relay or interface stands for two subnets.
    public init(
        configuration: LeaseConfiguration, policy: (any LeasePolicy)? = nil
    ) throws(LeaseConfigurationError) {
        self.configuration = configuration
        keptPolicy = policy.map(KeptPolicy.init)
        plan = try NetworkPlan(configuration)
        table = LeaseTable(
            plan: plan, findsHardwareAddresses: !configuration.leaseQueryRequesters.isEmpty,
            limits: configuration.limits)
        composer = ReplyComposer(addressing: plan.addressing(configuration.addressing))
        limits = SenderLimits(configuration.limits)
        declines = DeclineBudget(configuration.limits)
    }

    /// Decides about one message.
    ///
    /// The changes of the decision are made already; ``revert(_:)`` takes them back when they can not be stored.
    public mutating func decide(_ request: DHCPRequest, at now: DHCPInstant) -> Decision {
        var decision = Decision()
        decide(request, at: now, into: &decision)
        return decision
    }

    /// Decides about one message, and adds the changes to `changes`, those of messages before it; the decision holds none.
    ///
    /// As ``decide(_:at:)``, without an array for each message.
    public mutating func decide(
        _ request: DHCPRequest, at now: DHCPInstant, changes: inout [LeaseChange]
    ) -> Decision {
        var decision = Decision()
        swap(&decision.changes, &changes)
        decide(request, at: now, into: &decision)
        swap(&decision.changes, &changes)
        return decision
    }

    /// Takes back an answer that has left: the next one is written where it stood, without an allocation.
    public mutating func reuse(_ reply: consuming DHCPReply) {
        composer.reuse(reply.message.options.takeStorage())
    }

    /// Decides about one message, and writes the outcome into `decision`, which is a new one.
    @inline(never)
    mutating func decide(
        _ request: DHCPRequest, at now: DHCPInstant, into decision: inout Decision, _ recorder: TraceRecorder? = nil
    ) {
        undo.begin()
        decision.reason = answer(request, at: now, &decision, recorder)
        if let policy = keptPolicy?.policy { amend(&decision, policy, request) }
    }

    /// Lets a policy change the answer, which fits into what the client takes then still.
    private func amend(_ decision: inout Decision, _ policy: any LeasePolicy, _ request: DHCPRequest) {
        guard var message = decision.reply?.message, let origin = decision.reply?.origin else { return }
        policy.amend(&message, to: request)
        if message.encodedCount > request.message.replyLimit {
            decision.droppedOptions += message.fit(
                into: request.message.replyLimit, wanted: request.message.requestedOptions ?? [])
        }
        decision.reply = DHCPReply(message: message, to: request, addressing: composer.addressing)
        decision.reply?.origin = origin
    }

    /// Decides, and returns why; answer and changes are written into `decision`, which is too large to be handed from
    /// one function to the next.
    private mutating func answer(
        _ request: DHCPRequest, at now: DHCPInstant, _ decision: inout Decision, _ recorder: TraceRecorder?
    ) -> ReasonCode {
        guard request.message.op == .bootRequest else { return .notRequest }
        let type = request.message.messageType
        if type == nil && request.message.options.contains(.messageType) { return decision.blame(.messageType) }
        // Who asks about an address need not say who it is.
        let nobody = type == .leaseQuery ? ClientIdentity(request.message.hardwareAddress) : nil
        guard
            let client =
                ClientIdentity(request.message, usesClientIdentifier: configuration.usesClientIdentifiers) ?? nobody
        else {
            let isTooLong = request.message.options.withValue(of: .clientIdentifier) {
                $0.byteCount > ClientIdentity.maximumCount
            }
            return isTooLong ?? false ? decision.blame(.clientIdentifier) : .noIdentity
        }
        // What answers it would go there.
        let own = request.message.ciaddr
        guard own.isAny || own.isUsableByHost && !plan.isEdge(own) || type == .leaseQuery else {
            return .impossibleAddress
        }
        let speaker = speaker(of: request)
        recorder?.note(.sender(speaker.traced))
        var relay = RelayFacts(request.message)
        if !speaker.mayNamePlace { relay?.disregard() }
        let server = serverName(request, relay, in: nil)
        guard !server.identifier.isAny else { return .noOwnAddress }
        var exchange = Exchange(
            request: request, now: now, server: server, speaker: speaker, relay: relay,
            client: client, recorder: recorder)
        locate(&exchange, type)
        if exchange.subnet != nil { exchange.server = serverName(request, relay, in: exchange.subnet) }
        if let refusal = refusalOfRelay(exchange, type) { return refusal }
        if isAnsweredElsewhere(exchange, type) { return .answeredElsewhere }
        if isIgnored(exchange, type) { return .ignored }
        if let membership, let refusal = refusalAsMember(membership, &exchange, type) { return refusal }
        switch type {
        case .discover: return discover(exchange, &decision)
        case .request: return self.request(exchange, &decision)
        case .release: return release(exchange, &decision)
        case .decline: return decline(exchange, &decision)
        case .inform: return inform(exchange, &decision)
        case .leaseQuery: return answerQuery(exchange, &decision)
        case nil: return bootp(exchange, &decision)
        case .offer, .ack, .nak: return .notRequest
        default: return .notForServers
        }
    }

    /// Finds out where the client is, which classes it is in, and whether something is reserved for it.
    private func locate(_ exchange: inout Exchange, _ type: DHCPMessageType?) {
        if type == .leaseQuery { return }
        exchange.subnet = subnet(of: exchange, type)
        exchange.network = exchange.subnet.map { plan.subnets[$0].network }
        exchange.countsRelayInformation = countsRelayInformation(exchange)
        exchange.isSelectionKept = isSelectionKept(exchange)
        if !plan.classes.isEmpty || !plan.reservations.isEmpty || keptPolicy != nil { identify(&exchange) }
        if exchange.isTraced { noteClient(exchange) }
    }

    /// Finds out who the client is to classes, reservations and a policy; apart, since many networks have none of them.
    @inline(never)
    private func identify(_ exchange: inout Exchange) {
        let relayed = messageAsRelayed(exchange)
        let message = relayed ?? exchange.request.message
        var reservation = self.reservation(for: message, exchange.network)
        if !plan.classes.isEmpty {
            exchange.classes = plan.classes.set(
                of: ClassSubject(
                    message: message, interface: exchange.request.origin.interface, isKnown: reservation != nil))
        }
        if let recorder = exchange.recorder {
            for member in plan.classes.members(exchange.classes) { recorder.note(.memberOf(member.name, member.match)) }
        }
        if let policy = keptPolicy?.policy {
            ask(policy, &exchange)
            let network = exchange.subnet.map { plan.subnets[$0].network }
            if network != exchange.network { reservation = self.reservation(for: message, network) }
            exchange.network = network
        }
        exchange.alwaysBroadcasts = plan.classes.alwaysBroadcasts(exchange.classes)
        if let reservation { exchange.identify(as: reservation) }
    }

    /// What is reserved for the sender of a message on a network.
    private func reservation(for message: DHCPMessage, _ network: Int?) -> PlannedReservation? {
        guard !plan.reservations.isEmpty, let network else { return nil }
        return plan.reservations.reservation(for: message, network: network)
    }

    /// Whether the client gets no answer; what it gives back is free all the same.
    private func isIgnored(_ exchange: borrowing Exchange, _ type: DHCPMessageType?) -> Bool {
        switch type {
        case .release, .decline, .leaseQuery: false
        default: exchange.reservation?.reservation.isIgnored ?? false || plan.classes.isIgnored(exchange.classes)
        }
    }

    /// Asks a policy where the client is and which classes it is in.
    private func ask(_ policy: any LeasePolicy, _ exchange: inout Exchange) {
        let proposed = exchange.subnet.map { plan.subnets[$0].prefix }
        let chosen = policy.subnet(for: exchange.request, proposed: proposed)
        if chosen != proposed {
            let found = chosen.flatMap { plan.subnet(containing: $0.address) }
            exchange.subnet = found.flatMap { plan.subnets[$0].prefix == chosen ? $0 : nil }
            exchange.recorder?.note(
                .subnet(.policy, chosen?.address ?? .any, exchange.subnet.map { plan.subnets[$0].prefix }))
        }
        let matched = plan.classes.names(exchange.classes)
        let known = plan.classes.known(policy.classes(of: exchange.request, matched: matched))
        if known != exchange.classes { exchange.recorder?.note(.classesByPolicy(plan.classes.names(known))) }
        exchange.classes = known
    }

    /// What the client is told when it has `address`, or parameters only.
    mutating func scope(for exchange: borrowing Exchange, address: IPv4Address?, subnet: Int) -> OptionScope {
        scope(at: address, subnet: subnet, classes: exchange.classes, reservation: exchange.reservation)
    }

    /// What a client of these classes is told, with this address or without one.
    mutating func scope(
        at address: IPv4Address?, subnet: Int, classes: ClassSet, reservation: PlannedReservation?
    ) -> OptionScope {
        let pool = address.flatMap { plan.pool(containing: $0) }
        let place = pool.map { plan.pools[$0].scope } ?? plan.subnets[subnet].scope
        return scopes.scope(in: place, classes: classes, reservation: reservation, plan: plan)
    }

    /// Ends leases, offers and rests whose time has come, until there are `limit` changes.
    ///
    /// What ended outside the pools, or at an address of a pool that nobody else gets, is forgotten two lease times later,
    /// and within a month.
    ///
    /// A member of a ``cluster`` ends only what its own clients had, when the promise is over too, and while it may judge that.
    ///
    /// Returns the changes that have to be stored; offers that lapse are none, and sixteen times as many of them end at
    /// most. When it returns `limit` changes there may be more.
    public mutating func expire(at now: DHCPInstant, limit: Int = 1000) -> [LeaseChange] {
        var changes: [LeaseChange] = []
        var offersLeft = limit.multipliedReportingOverflow(by: 16).overflow ? .max : limit * 16
        while changes.count < limit, offersLeft > 0, let row = table.popEnded(at: UInt32(clamping: now.seconds)) {
            switch table.rows[Int(row)].state {
            case .offered:
                withdraw(row)
                offersLeft -= 1
            case .bound, .declined, .released, .expired:
                // Who shares the leases may have to wait.
                if let membership, let time = membership.timeToEnd(table.lease(row), at: now) {
                    table.postpone(row, until: time)
                    offersLeft -= 1
                    continue
                }
                changes.append(endOf(row))
            case .unused:
                continue
            }
        }
        return changes
    }

    /// Ends what is in a row: a lease has run out then, and of what has ended nothing is left.
    private mutating func endOf(_ row: Int32) -> LeaseChange {
        var lease = table.lease(row)
        let isBound = lease.state == .bound
        (lease.state, lease.lead) = (.expired, 0)
        return set(isBound ? lease : nil, at: lease.address)
    }

    /// Makes a change that was decided elsewhere: by another server, or before a restart.
    ///
    /// An offer of the address is withdrawn. A change to nothing from nothing does nothing.
    public mutating func apply(_ change: LeaseChange) {
        guard let address = change.address else { return }
        _ = set(change.after, at: address)
    }

    /// Takes a change back that could not be stored: all is as before it.
    ///
    /// Offers that the change ended are held again, unless something else has come of their addresses, and a new lease
    /// counts against no limit. Several changes are taken back in reverse order.
    public mutating func revert(_ change: LeaseChange) {
        guard let address = change.address else { return }
        _ = enter(change.before, at: address)
        for superseded in undo.take(change) {
            switch superseded {
            case .offer(let offer, let senders): hold(offer, by: senders)
            case .terms(let terms, let askedTime, let end):
                if let row = table.leaseRow(at: address, pool: plan.pool(containing: address)) {
                    table.keep(terms, askedTime: askedTime, until: end, at: row)
                }
            case .count(let count): limits.restore(count)
            case .nothing: continue
            }
        }
    }

    private mutating func hold(_ offer: LeaseTable.Row, by senders: [LimitedSender]) {
        let pool = offer.pool < 0 ? nil : Int(offer.pool)
        if let row = table.row(at: offer.address, pool: pool), table.isTaken(row) { return }
        if let row = table.row(of: offer.client, hash: offer.hash, network: Int(offer.network)),
            table.rows[Int(row)].state == .offered
        {
            return
        }
        let row = table.offer(
            offer.address, pool: pool, network: Int(offer.network), to: offer.client, hash: offer.hash,
            hardwareAddress: offer.hardwareAddress, sentOptions: offer.sentOptions, until: offer.end)
        if let terms = offer.terms {
            table.keep(terms, askedTime: offer.askedTime, until: offer.termsEnd, at: row)
        }
        limits.countAgain(offer.address, by: senders)
    }

    /// What is remembered of an address; `nil` when it was never leased.
    ///
    /// Offers are not looked at.
    public func lease(at address: IPv4Address) -> Lease? {
        table.lease(at: address, pool: plan.pool(containing: address))
    }

    /// All leases, bound and ended, in no particular order.
    public var leases: some Sequence<Lease> { table.leases }

    /// How many addresses each pool has, and how many of them are free, in the order of their addresses.
    public var pools: [PoolUsage] {
        plan.pools.indices.map { pool in
            PoolUsage(
                range: plan.pools[pool].range, capacity: table.capacities[pool], free: table.freeCount[pool],
                leases: table.leaseCounts(ofPool: pool))
        }
    }

    /// How many leases are in a state.
    public func count(of state: LeaseState) -> Int {
        table.counts[Int(LeaseTable.RowState(state).rawValue)]
    }

    /// How many offers are held.
    public var offerCount: Int { table.counts[Int(LeaseTable.RowState.offered.rawValue)] }

    /// Takes an offer back.
    mutating func withdraw(_ row: Int32) {
        limits.forgetOffer(of: table.rows[Int(row)].address)
        probes.end(table.rows[Int(row)].address)
        table.withdrawOffer(row)
    }

    /// An offer as it can be held again.
    func offerAt(_ row: Int32) -> UndoLog.Superseded {
        let offer = table.rows[Int(row)]
        return .offer(offer, by: limits.senders(ofOffer: offer.address))
    }

    /// Replaces what is remembered of an address, and notes what that supersedes.
    mutating func set(_ lease: Lease?, at address: IPv4Address, hash: UInt32? = nil) -> LeaseChange {
        let pool = plan.pool(containing: address)
        if let row = table.row(at: address, pool: pool) {
            if table.rows[Int(row)].state == .offered { undo.note(offerAt(row)) }
            if let lease = table.leaseRow(at: address, pool: pool), let terms = table.rows[Int(lease)].terms {
                let entry = table.rows[Int(lease)]
                undo.note(.terms(terms, askedTime: entry.askedTime, until: entry.termsEnd))
            }
        }
        let change = enter(lease, at: address, hash: hash)
        undo.end(with: change)
        return change
    }

    mutating func enter(_ lease: Lease?, at address: IPv4Address, hash: UInt32? = nil) -> LeaseChange {
        let pool = plan.pool(containing: address)
        let subnet = pool.map { plan.pools[$0].subnet } ?? plan.subnet(containing: address)
        let network = subnet.map { plan.subnets[$0].network } ?? -1
        limits.forgetOffer(of: address)
        probes.end(address)
        return table.set(lease, at: address, pool: pool, network: network, hash: hash)
    }
}
