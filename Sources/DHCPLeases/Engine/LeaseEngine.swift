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
    private(set) var plan: NetworkPlan
    var table: LeaseTable

    /// Makes an engine without leases.
    ///
    /// Throws when subnets or pools overlap, a pool is outside its subnet, or a relay or interface stands for two
    /// subnets.
    public init(configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        self.configuration = configuration
        plan = try NetworkPlan(configuration)
        table = LeaseTable(plan: plan)
    }

    /// Decides about one message.
    ///
    /// The changes of the decision are made already; ``revert(_:)`` takes them back when they can not be stored.
    public mutating func decide(_ request: DHCPRequest, at now: DHCPInstant) -> Decision {
        guard request.message.op == .bootRequest, let type = request.message.messageType else {
            return Decision(reason: .notForServers)
        }
        guard let client = ClientIdentity(request.message) else { return Decision(reason: .noIdentity) }
        let server = configuration.identifier ?? request.origin.localAddress
        guard !server.isAny else { return Decision(reason: .noOwnAddress) }
        let exchange = Exchange(
            request: request, client: client, now: UInt32(clamping: now.seconds),
            composer: ReplyComposer(request: request, addressing: configuration.addressing, serverIdentifier: server))
        switch type {
        case .discover: return discover(exchange)
        case .request: return self.request(exchange)
        case .release: return release(exchange)
        case .decline: return decline(exchange)
        case .inform: return inform(exchange)
        default: return Decision(reason: .notForServers)
        }
    }

    /// Ends leases, offers and rests whose time has come, until there are `limit` changes.
    ///
    /// Returns the changes that have to be stored; offers that lapse are none. When it returns `limit` changes there
    /// may be more.
    public mutating func expire(at now: DHCPInstant, limit: Int = 1000) -> [LeaseChange] {
        var changes: [LeaseChange] = []
        while changes.count < limit, let row = table.popEnded(at: UInt32(clamping: now.seconds)) {
            let entry = table.rows[Int(row)]
            switch entry.state {
            case .offered:
                table.withdrawOffer(row)
            case .bound:
                var lease = table.lease(row)
                lease.state = .expired
                changes.append(set(lease, at: lease.address))
            case .declined:
                changes.append(set(nil, at: entry.address))
            case .released, .expired, .unused:
                continue
            }
        }
        return changes
    }

    /// Makes a change that was decided elsewhere: by another server, or before a restart.
    ///
    /// An offer of the address is withdrawn. A change to nothing from nothing does nothing.
    public mutating func apply(_ change: LeaseChange) {
        guard let address = change.address else { return }
        _ = set(change.after, at: address)
    }

    /// Takes a change back that could not be stored.
    ///
    /// Several are taken back in reverse order.
    public mutating func revert(_ change: LeaseChange) {
        apply(change.reversed)
    }

    /// Serves another configuration from now on; all leases are kept, offers are not.
    ///
    /// A lease whose address is in no pool any more runs out undisturbed, but is not renewed. Throws what
    /// ``init(configuration:)`` throws; the engine is then as it was.
    public mutating func reconfigure(_ configuration: LeaseConfiguration) throws(LeaseConfigurationError) {
        var engine = try LeaseEngine(configuration: configuration)
        for lease in leases { engine.apply(LeaseChange(before: nil, after: lease)) }
        self = engine
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
            PoolUsage(range: plan.pools[pool].range, free: table.freeCount[pool])
        }
    }

    /// How many leases are in a state.
    public func count(of state: LeaseState) -> Int {
        table.counts[Int(LeaseTable.RowState(state).rawValue)]
    }

    /// How many offers are held.
    public var offerCount: Int { table.counts[Int(LeaseTable.RowState.offered.rawValue)] }

    /// Replaces what is remembered of an address.
    mutating func set(_ lease: Lease?, at address: IPv4Address) -> LeaseChange {
        let pool = plan.pool(containing: address)
        let network = plan.subnet(containing: address).map { plan.subnets[$0].network } ?? -1
        return table.set(lease, at: address, pool: pool, network: network)
    }
}

/// How full a pool is.
public struct PoolUsage: Hashable, Sendable {
    /// The pool.
    public let range: IPv4Range
    /// How many of its addresses nobody has, was offered or declined.
    public let free: Int
}

/// One message on its way through the engine.
struct Exchange {
    let request: DHCPRequest
    let client: ClientIdentity
    /// Seconds since 1970.
    let now: UInt32
    let composer: ReplyComposer
    let message: DHCPMessage

    init(request: DHCPRequest, client: ClientIdentity, now: UInt32, composer: ReplyComposer) {
        self.request = request
        self.client = client
        self.now = now
        self.composer = composer
        message = request.message
    }

    /// Option 50; `0.0.0.0` names nothing.
    var requestedAddress: IPv4Address? {
        message.options[.requestedAddress].flatMap { $0.isAny ? nil : $0 }
    }

    /// `now` and `seconds` later, or never.
    func end(after seconds: UInt32) -> UInt32 {
        if seconds == LeaseTimes.infinite { return seconds }
        let (end, overflow) = now.addingReportingOverflow(seconds)
        return overflow ? LeaseTimes.infinite - 1 : min(end, LeaseTimes.infinite - 1)
    }
}
