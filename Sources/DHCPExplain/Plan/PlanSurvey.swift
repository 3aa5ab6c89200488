import DHCP
import DHCPLeases

/// Looks at one lease after another, as it would be renewed under two configurations.
struct PlanSurvey {
    /// A client that loses its address, with what is needed to find it another one.
    struct Loser {
        let lease: Lease
        var loss: ChangePlan.Loss
    }

    private struct Passage: Hashable {
        let from: IPv4Prefix
        let to: IPv4Prefix
    }

    private let old: LeaseConfiguration
    private let new: LeaseConfiguration
    private let now: DHCPInstant
    /// What each client is taken to ask for: all that either configuration has.
    private let wishes: [DHCPOptionCode]
    private let reserved: NewReservations
    private(set) var tally = DifferenceTally()
    private(set) var losers: [Loser] = []
    private(set) var changes = FirstChanges()
    private(set) var count = 0
    private(set) var firstNotice: UInt32?
    private(set) var lastNotice: UInt32?
    /// How many clients go from one subnet to another.
    private var subnetCounts: [Passage: Int] = [:]
    /// How many clients need another address in a subnet, and how many get none.
    private var needs: [IPv4Prefix: (clients: Int, without: Int)] = [:]
    var tightPools: [ChangePlan.TightPool] = []

    init(from old: LeaseConfiguration, to new: LeaseConfiguration, at now: DHCPInstant) {
        (self.old, self.new, self.now) = (old, new, now)
        reserved = NewReservations(new)
        var codes = Set(ClientQuestion.usualWishes)
        for configuration in [old, new] {
            let scopes =
                [configuration.options] + configuration.classes.map(\.options)
                + configuration.subnets.flatMap { subnet in
                    [subnet.options] + subnet.pools.map(\.options) + subnet.reservations.map(\.options)
                }
            for scope in scopes { codes.formUnion(scope.codes) }
        }
        wishes = Array(codes.sorted { $0.rawValue < $1.rawValue }.prefix(200))
    }

    /// What is not known of clients, though it decides.
    var remarks: [String] {
        let names = new.classes.filter { $0.match.asksForMore }.map(\.name)
        if names.isEmpty { return [] }
        return [
            "classes that ask for what leases do not hold are taken to have no members: \(names.listed(8)); `dhcp replay` "
                + "of a capture knows more"
        ]
    }

    /// Those whose subnet becomes another one, the most first.
    var subnetChanges: [ChangePlan.SubnetChange] {
        subnetCounts.map { ChangePlan.SubnetChange(from: $0.from, to: $0.to, clients: $1) }.sorted {
            ($1.clients, $0.from.address, $0.to.address) < ($0.clients, $1.from.address, $1.to.address)
        }
    }

    /// The subnets without room for all who need an address there.
    var shortages: [ChangePlan.Shortage] {
        needs.filter { $0.value.without > 0 }.map {
            ChangePlan.Shortage(subnet: $0, clients: $1.clients, without: $1.without)
        }.sorted { ($1.without, $0.subnet.address) < ($0.without, $1.subnet.address) }
    }

    /// Renews a lease under both configurations.
    mutating func look(at lease: Lease, _ before: inout LeaseEngine, _ after: inout LeaseEngine) {
        count += 1
        let places = (ConfiguredPlaces(old).subnet(containing: lease.address), reserved.subnet(of: lease.address))
        let was = ReplyOutcome(before.preview(renewal(of: lease, in: places.0.map { old.subnets[$0] }, old), at: now))
        let decision = after.preview(renewal(of: lease, in: places.1.map { new.subnets[$0] }, new), at: now)
        let differences = was.differences(to: ReplyOutcome(decision))
        if differences.isEmpty {
            tally.add([], of: lease.client, .renewal, example: "")
            return
        }
        let notice = self.notice(of: lease, in: places.0)
        firstNotice = min(firstNotice ?? notice, notice)
        lastNotice = max(lastNotice ?? notice, notice)
        tally.add(differences, of: lease.client, .renewal, example: "\(lease.address) of \(lease.clientWords)")
        if differences.contains(where: \.kind.losesAddress) {
            let (kind, cause) = reserved.cause(of: lease, decision.reason)
            losers.append(
                Loser(
                    lease: lease,
                    loss: ChangePlan.Loss(
                        address: lease.address, client: lease.clientWords, kind: kind, cause: cause, next: nil,
                        notice: notice, end: lease.end)))
            return
        }
        noteSubnets(places.0, places.1.map { new.subnets[$0].prefix })
        changes.add(
            ChangePlan.Change(
                address: lease.address, client: lease.clientWords,
                differences: differences.prefix(Self.differenceLimit).map(\.words), notice: notice))
    }

    /// So many differences of one client are named.
    private static let differenceLimit = 16

    /// Puts those in front that notice first: they are the first to get another address.
    mutating func sortLosers() {
        losers.sort { ($0.loss.notice, $0.loss.address) < ($1.loss.notice, $1.loss.address) }
    }

    /// Finds the address that a client gets instead of the one that it loses; `engine` holds it for the client then.
    mutating func move(_ number: Int, in engine: inout LeaseEngine) {
        let lease = losers[number].lease
        guard let subnet = reserved.subnet(of: lease.address).map({ new.subnets[$0] }) else { return }
        let relay = subnet.relays.first ?? IPv4Address(bitPattern: subnet.prefix.address.bitPattern &+ 1)
        var request = renewal(of: lease, in: subnet, new)
        (request.message.ciaddr, request.message.giaddr) = (.any, relay)
        request.message.options[.messageType] = .discover
        request.origin.peer = DHCPEndpoint(relay, port: DHCPEndpoint.serverPort)
        let address = engine.decide(request, at: now).reply?.message.yiaddr
        needs[subnet.prefix, default: (0, 0)].clients += 1
        guard let address, !address.isAny else {
            needs[subnet.prefix]?.without += 1
            return
        }
        losers[number].loss.next = address
        noteSubnets(
            ConfiguredPlaces(old).subnet(containing: lease.address),
            reserved.subnet(of: address).map { new.subnets[$0].prefix })
    }

    private mutating func noteSubnets(_ before: Int?, _ after: IPv4Prefix?) {
        guard let from = before.map({ old.subnets[$0].prefix }), let after, from != after else { return }
        subnetCounts[Passage(from: from, to: after), default: 0] += 1
    }

    /// When the client renews: halfway, or as the old configuration says.
    private func notice(of lease: Lease, in subnet: Int?) -> UInt32 {
        if lease.end == LeaseTimes.infinite { return lease.end }
        let times = subnet.flatMap { old.subnets[$0].times } ?? old.times
        let length = lease.end - min(lease.start, lease.end)
        let renewal = lease.start.addingReportingOverflow(times.renewalAndRebinding(of: length).renewal).partialValue
        // Who is past that tries all the while.
        return max(renewal, UInt32(clamping: now.seconds))
    }

    /// A renewal of a lease, by a relay of its subnet, so that the client is where its address is.
    private func renewal(
        of lease: Lease, in subnet: Subnet?, _ configuration: LeaseConfiguration
    ) -> DHCPRequest {
        let own = configuration.identifier ?? .loopback
        let origin = DHCPOrigin(
            interface: subnet?.interface ?? "", localAddress: own,
            peer: DHCPEndpoint(lease.address, port: DHCPEndpoint.clientPort), destination: own)
        var message = DHCPMessage(
            op: .bootRequest, xid: 1, hardwareAddress: lease.hardwareAddress, ciaddr: lease.address)
        var options = ClientQuestion.knownOptions(of: lease, isRelayed: true)
        options[.messageType] = .request
        options[.parameterRequestList] = wishes
        message.options = options
        return DHCPRequest(message: message, origin: origin)
    }
}

extension ClassMatch {
    /// Whether it asks for what is not kept with a lease.
    fileprivate var asksForMore: Bool {
        switch self {
        case .all(let matches), .any(let matches): matches.contains(where: \.asksForMore)
        case .not(let match): match.asksForMore
        case .hardwareAddress, .clientIdentifier, .circuitIdentifier, .remoteIdentifier, .known, .memberOf: false
        case .vendorClass, .userClass, .architecture, .requestedOption, .messageType, .option, .subOption, .relay,
            .interface:
            true
        }
    }
}
