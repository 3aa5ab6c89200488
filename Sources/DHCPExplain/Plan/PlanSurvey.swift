import DHCP
import DHCPLeases

/// Looks at one lease after another, as it would be renewed under two configurations.
struct PlanSurvey {
    private let old: LeaseConfiguration
    private let new: LeaseConfiguration
    private let now: DHCPInstant
    /// What each client is taken to ask for: all that either configuration has.
    private let wishes: [DHCPOptionCode]
    private(set) var tally = DifferenceTally()
    private(set) var losses: [ChangePlan.Loss] = []
    private(set) var count = 0
    private(set) var firstNotice: UInt32?
    private(set) var lastNotice: UInt32?

    init(from old: LeaseConfiguration, to new: LeaseConfiguration, at now: DHCPInstant) {
        (self.old, self.new, self.now) = (old, new, now)
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

    /// Renews a lease under both configurations.
    mutating func look(at lease: Lease, _ before: inout LeaseEngine, _ after: inout LeaseEngine) {
        count += 1
        let (first, second) = (renewal(of: lease, in: old), renewal(of: lease, in: new))
        let was = ReplyOutcome(before.preview(first, at: now))
        let decision = after.preview(second, at: now)
        let will = ReplyOutcome(decision)
        let differences = was.differences(to: will)
        if differences.isEmpty {
            tally.add([], of: lease.client, .renewal, example: "")
            return
        }
        let notice = self.notice(of: lease)
        firstNotice = min(firstNotice ?? notice, notice)
        lastNotice = max(lastNotice ?? notice, notice)
        let next = differences.contains { $0.kind.losesAddress } ? self.next(of: lease, &after) : nil
        let kept = next.map { ", then \($0)" } ?? ""
        tally.add(differences, of: lease.client, .renewal, example: "\(lease.address) of \(lease.clientWords)\(kept)")
        guard differences.contains(where: { $0.kind.losesAddress }) else { return }
        losses.append(
            ChangePlan.Loss(
                address: lease.address, client: lease.clientWords, cause: cause(of: lease, decision.reason), next: next,
                notice: notice, end: lease.end))
    }

    /// When the client renews: halfway, or as the old configuration says.
    private func notice(of lease: Lease) -> UInt32 {
        if lease.end == LeaseTimes.infinite { return lease.end }
        let places = ConfiguredPlaces(old)
        let times = places.subnet(containing: lease.address).flatMap { old.subnets[$0].times } ?? old.times
        let length = lease.end - min(lease.start, lease.end)
        let renewal = lease.start.addingReportingOverflow(times.renewalAndRebinding(of: length).renewal).partialValue
        // Who is past that tries all the while.
        return max(renewal, UInt32(clamping: now.seconds))
    }

    /// Why a lease is lost, in words.
    private func cause(of lease: Lease, _ reason: ReasonCode) -> String {
        let places = ConfiguredPlaces(new)
        if let other = places.reservations(where: { $0.address == lease.address }).first,
            !other.reservation.identifiers.contains(where: { ClientIdentity($0) == lease.client })
        {
            return "the address is reserved for \(other.reservation.identifier)"
        }
        guard let subnet = places.subnet(containing: lease.address) else {
            return "the address is in no subnet any more"
        }
        let own = places.reservations { reservation in
            reservation.address.map { $0 != lease.address } ?? false
                && reservation.identifiers.contains { ClientIdentity($0) == lease.client }
        }.first
        if let own, let address = own.reservation.address { return "\(address) is reserved for the client" }
        let isPooled = new.subnets[subnet].pools.contains { $0.range.contains(lease.address) }
        return isPooled ? reason.word : "the address is in no pool any more"
    }

    /// The address that the client would get instead.
    private func next(of lease: Lease, _ engine: inout LeaseEngine) -> IPv4Address? {
        let places = ConfiguredPlaces(new)
        guard let index = places.subnet(containing: lease.address) else { return nil }
        let subnet = new.subnets[index]
        let relay = subnet.relays.first ?? IPv4Address(bitPattern: subnet.prefix.address.bitPattern &+ 1)
        var request = renewal(of: lease, in: new)
        (request.message.ciaddr, request.message.giaddr) = (.any, relay)
        request.message.options[.messageType] = .discover
        request.origin.peer = DHCPEndpoint(relay, port: DHCPEndpoint.serverPort)
        guard let address = engine.preview(request, at: now).reply?.message.yiaddr, !address.isAny else { return nil }
        return address
    }

    /// A renewal of a lease, by a relay of its subnet, so that the client is where its address is.
    private func renewal(of lease: Lease, in configuration: LeaseConfiguration) -> DHCPRequest {
        let places = ConfiguredPlaces(configuration)
        let subnet = places.subnet(containing: lease.address).map { configuration.subnets[$0] }
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
