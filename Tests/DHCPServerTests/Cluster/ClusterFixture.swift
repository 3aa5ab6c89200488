import DHCP
import DHCPLeases
import DHCPServer
import DHCPTesting
import Logging
import ServiceLifecycle
import Synchronization
import Testing

/// Servers of one process that share a store, each with a network, a clock and a way to the store of its own.
final class ClusterFixture {
    struct TimedOut: Error {}

    let store: any LeaseStore
    private(set) var members: [ClusterMember] = []

    init(_ store: any LeaseStore = InMemoryLeaseStore(isShared: true)) {
        self.store = store
    }

    deinit {
        for member in members { member.end() }
    }

    /// Adds members, one after another, and lets them get to know each other.
    @discardableResult
    func start(_ settings: ClusterMember.Settings...) async throws -> [ClusterMember] {
        for settings in settings {
            let member = try ClusterMember(settings, on: store)
            try await begin(member)
        }
        try await pass(seconds: 2)
        return members
    }

    /// Adds members that begin at the same moment: each has looked at the others before any is heard of.
    func startTogether(_ settings: ClusterMember.Settings...) async throws -> [ClusterMember] {
        let former = Set(try await lives())
        let begun = try settings.map { try ClusterMember($0, on: store) }
        members += begun
        while true {
            try await waitUntil { begun.allSatisfy { $0.hasStarted || $0.clock.isWaitedFor } }
            if begun.allSatisfy(\.hasStarted) { break }
            advance(by: Self.step)
        }
        try await waitUntil { try await lives().count { !former.contains($0) } == begun.count }
        for member in begun { try await waitUntilItDecides(member) }
        return begun
    }

    private func lives() async throws -> [UInt64] {
        try await store.records(.member).compactMap { MemberRecord($0)?.life }
    }

    /// Lets time pass until a member believes what it knows of the others.
    private func waitUntilItDecides(_ member: ClusterMember) async throws {
        try await waitUntil {
            if member.hasStarted, try await member.service.read({ $0.lastRound }) != nil { return true }
            advance(by: .milliseconds(10))
            return false
        }
    }

    /// By how much time goes on while a member begins, who listens so often.
    private static let step = Duration.milliseconds(100)

    private func begin(_ member: ClusterMember) async throws {
        let others = members.filter(\.isRunning)
        members.append(member)
        // Who begins listens whether others say something: they speak first, so that it hears at once what they say.
        while !others.isEmpty {
            try await waitUntil { member.hasStarted || member.clock.isWaitedFor }
            if member.hasStarted { break }
            for other in members where other !== member { other.clock.advance(by: Self.step) }
            for other in others where !other.way.isCut {
                try await waitUntil {
                    let last = try await other.service.read { $0.lastRound }
                    return last.map { $0.advanced(by: .seconds(1)) > other.clock.now } ?? false
                }
            }
            member.clock.advance(by: Self.step)
        }
        try await waitUntilItDecides(member)
    }

    /// Moves all clocks.
    func advance(by duration: Duration) {
        for member in members { member.clock.advance(by: duration) }
    }

    /// Lets time pass, and each member that can look at the others.
    func pass(seconds: Int) async throws {
        for _ in 0..<seconds {
            advance(by: .seconds(1))
            for member in members where member.isRunning && !member.way.isCut {
                try await waitUntil { try await member.service.read { $0.lastRound } == member.clock.now }
            }
        }
    }

    /// A client whose bucket is a member's while all live.
    func client(of member: ClusterMember, besides: Int = 0) throws -> HardwareAddress {
        let all = members.map { ClusterView.Member(name: $0.name, identifiers: [$0.address]) }
        let view = ClusterView(name: "", members: all, hasQuorum: true, skew: 0)
        let clients = (1...5000).lazy.map { HardwareAddress(2, 0, 0, 0, UInt8($0 >> 8), UInt8($0 & 255)) }
            .filter { view.owner(of: ClientIdentity($0).bucket)?.name == member.name }
        return try #require(clients.dropFirst(besides).first)
    }

    /// Looks again and again until something is so, and throws when it never is, as services run on threads of their own.
    ///
    /// No test waits for a time by it: the members' clocks move only when they are moved.
    func waitUntil(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<10_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw TimedOut()
    }
}

/// A server of a cluster.
final class ClusterMember: Sendable {
    struct Settings: Sendable {
        var number: UInt8
        var name: String
        /// How far its clock is ahead.
        var ahead = Duration.zero
        var digest: String?

        init(_ number: UInt8, name: String? = nil, ahead: Duration = .zero, digest: String? = nil) {
            (self.number, self.name, self.ahead, self.digest) = (number, name ?? "kr\(number)", ahead, digest)
        }
    }

    /// How long leases last, in seconds.
    static let leaseTime: UInt32 = 60

    let name: String
    let address: IPv4Address
    let clock: ManualClock
    let way: StoreWay
    let transport = InMemoryTransport()
    let service: DHCPService<LeaseResponder>
    let lines = SharedLines()
    private let group: ServiceGroup
    private let task: Task<Void, Never>
    private let progress: Progress

    init(_ settings: Settings, on store: any LeaseStore) throws {
        name = settings.name
        address = IPv4Address(10, 0, 0, settings.number)
        clock = ManualClock(DHCPInstant(seconds: 1_767_225_600).advanced(by: settings.ahead))
        way = StoreWay(store)
        var responder = LeaseResponder(
            engine: try LeaseEngine(configuration: try Self.configuration(address)), store: way,
            cluster: ClusterSettings(name: settings.name), logger: .recording(lines))
        responder.version = "0.1.0"
        if let digest = settings.digest { responder.servedConfiguration = (digest, false) }
        service = DHCPService(responder, transport: transport, clock: clock, logger: .silent)
        group = serviceGroup(service)
        let (service, group) = (service, group)
        let progress = Progress()
        self.progress = progress
        task = Task {
            async let start: Void = progress.noteStart(of: service)
            try? await group.run()
            progress.noteEnd()
            await start
        }
    }

    private static func configuration(_ address: IPv4Address) throws -> LeaseConfiguration {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        let times = LeaseTimes(lease: leaseTime, minimumLease: 5, maximumLease: leaseTime, offer: 20)
        return LeaseConfiguration(
            subnets: [Subnet(prefix, pools: [Pool(range)])], times: times, serverAddresses: [address])
    }

    var hasStarted: Bool { progress.state.withLock { $0.hasStarted } }
    var isRunning: Bool { progress.state.withLock { !$0.hasEnded } }

    /// Ends it as `kill -9` does, for the others.
    func kill() async {
        task.cancel()
        await task.value
    }

    /// Asks it to end in order.
    func leave() async { await group.triggerGracefulShutdown() }

    func end() {
        way.mend()
        task.cancel()
    }

    // MARK: As a client

    private func origin(_ isUnicast: Bool) -> DHCPOrigin {
        var origin = DHCPOrigin.test
        origin.localAddress = address
        origin.destination = isUnicast ? address : .broadcast
        return origin
    }

    /// The answer to a message.
    func exchange(_ message: DHCPMessage, unicast: Bool = false) async throws -> DHCPMessage {
        try await transport.exchange(message, from: origin(unicast)).message
    }

    /// Why a message is not answered that is decided about at once.
    func silence(_ message: DHCPMessage, unicast: Bool = false) async throws -> ReasonCode? {
        let before = try await service.read { $0.outcomes }
        transport.receive(message, from: origin(unicast))
        let after = try await service.read { ($0.outcomes, $0.outcomesByKind[.silence]) }
        return after.0.first { $0.value > before[$0.key] ?? 0 }?.key
    }

    /// Sends a message whose answer takes its time.
    func send(_ message: DHCPMessage, unicast: Bool = false) {
        transport.receive(message, from: origin(unicast))
    }

    func outcomes(_ reason: ReasonCode) async throws -> Int { try await service.read { $0.outcomes[reason] ?? 0 } }

    /// DISCOVER, OFFER, REQUEST, ACK.
    func acquire(_ client: HardwareAddress) async throws -> DHCPMessage {
        let offer = try await exchange(.discover(client))
        return try await exchange(.selecting(offer))
    }

    var status: ClusterStatus {
        get async throws { try #require(try await service.read { $0.clusterStatus }) }
    }

    /// The lines of a level and up.
    func lines(_ level: String) -> [String] { lines.lines.filter { $0.hasPrefix(level) } }
}

/// How far a service is.
private final class Progress: Sendable {
    let state = Mutex((hasStarted: false, hasEnded: false))

    func noteStart(of service: DHCPService<LeaseResponder>) async {
        guard (try? await service.boundAddresses) != nil else { return }
        state.withLock { $0.hasStarted = true }
    }

    func noteEnd() { state.withLock { $0.hasEnded = true } }
}
