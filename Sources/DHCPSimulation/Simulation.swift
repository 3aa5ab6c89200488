import DHCP
import DHCPLeases
import DHCPTesting

/// Servers, clients, a network and a store, all of which fail, in virtual time.
///
/// Engine and commit pipeline are those of every server; all else is played. The same plan gives the same history, event for
/// event, on every machine.
///
/// ```swift
/// let report = try Simulation.run(SimulationPlan(seed: 1))
/// ```
public struct Simulation {
    enum Event {
        /// A client's patience ends.
        case client(Int, epoch: Int)
        case request(server: Int, life: Int, DHCPMessage, from: IPv4Address, to: IPv4Address, Passage)
        case reply(client: Int, DHCPMessage)
        case commitArrives(server: Int, life: Int, CommitPipeline.CommitID, LeaseBatch, CommitFate)
        case commitEnds(server: Int, life: Int, CommitPipeline.CommitID, CommitPipeline.CommitResult)
        case readArrives(server: Int, life: Int, CommitPipeline.ReadID)
        case readEnds(server: Int, life: Int, CommitPipeline.ReadID, Result<StoreRevision, any Error>)
        case news(server: Int, life: Int)
        case tick(server: Int, life: Int)
        case start(server: Int)
        case trouble
        case relief(Trouble)
    }

    /// Whether a message was sent once and came once.
    enum Passage { case first, other }

    let plan: SimulationPlan
    var random: SeededGenerator
    /// Milliseconds since 1970.
    var now: Int64 = 1_767_225_600_000
    var agenda = Agenda<Event>()
    var store: SimulatedStore
    var servers: [SimulatedServer]
    var clients: [SimulatedClient] = []
    var checker = Checker()
    var report = SimulationReport()
    /// How far clocks are off at most, in milliseconds.
    let largestOffset: Int64
    /// Nothing goes wrong any more.
    var isAtRest = false
    /// When something last went wrong.
    var troubledAt: Int64 = 0
    let begin: Int64
    let networks: [SimulatedNetwork]

    /// Plays a plan, until its steps are done or something is found.
    ///
    /// Throws when the configuration of the simulated servers can not be served.
    public static func run(_ plan: SimulationPlan) throws -> SimulationReport {
        var simulation = try Simulation(plan)
        try simulation.play()
        return simulation.report
    }

    private init(_ plan: SimulationPlan) throws {
        self.plan = plan
        begin = now
        troubledAt = now
        random = SeededGenerator(seed: plan.seed)
        store = SimulatedStore(isShared: plan.servers > 1, fault: plan.fault)
        servers = (0..<max(plan.servers, 1)).map(SimulatedServer.init)
        networks = try SimulatedNetwork.all
        largestOffset = [1000, 5000, 14_000, 60_000][Int.random(in: 0..<4, using: &random)]
        for network in networks {
            for _ in 0..<plan.clients {
                let tellsSeconds = Bool.random(using: &random)
                clients.append(
                    SimulatedClient(number: clients.count, relay: network.relay, tellsSeconds: tellsSeconds))
            }
        }
    }

    private mutating func play() throws {
        for server in servers.indices { schedule(.start(server: server), in: 0) }
        for client in clients.indices { wake(client, in: Int64.random(in: 1000...60_000, using: &random)) }
        schedule(.trouble, in: 30_000)
        while report.finding == nil, report.steps < plan.steps, try step() {}
        if report.finding == nil { try rest() }
    }

    /// Lets the next thing happen; whether there was one.
    mutating func step() throws -> Bool {
        guard let entry = agenda.first else { return false }
        agenda.removeFirst()
        now = entry.time.nanoseconds / 1_000_000
        try handle(entry.event)
        return true
    }

    mutating func schedule(_ event: Event, in milliseconds: Int64) {
        agenda.add(event, at: DHCPInstant(nanoseconds: (now + max(milliseconds, 0)) * 1_000_000))
    }

    mutating func wake(_ client: Int, in milliseconds: Int64) {
        schedule(.client(client, epoch: clients[client].epoch), in: milliseconds)
    }

    mutating func chance(_ perMille: Int) -> Bool {
        !isAtRest && Int.random(in: 0..<1000, using: &random) < perMille
    }

    func log(_ text: @autoclosure () -> String) {
        plan.log?("\((now - begin) / 1000).\((now - begin) % 1000 / 100) \(text())")
    }

    mutating func find(_ rule: SimulationReport.Rule, _ description: String) {
        guard report.finding == nil else { return }
        report.finding = .init(
            rule: rule, description: description, step: report.steps, seconds: (now - begin) / 1000)
        log("FOUND \(rule.rawValue): \(report.finding?.description ?? "")")
    }

    private mutating func handle(_ event: Event) throws {
        if postponed(event) { return }
        switch event {
        case .client(let client, let epoch): if clients[client].epoch == epoch { proceed(client) }
        case .reply(let client, let message): receive(client, message)
        case .request(let server, let life, let message, let sender, let destination, let passage):
            if servers[server].life == life { take(server, message, from: sender, to: destination, passage) }
        case .commitArrives(let server, let life, let id, let batch, let fate): arrive(server, life, id, batch, fate)
        case .commitEnds(let server, let life, let id, let result):
            if servers[server].life == life { end(server, id, result) }
        case .readArrives(let server, let life, let id): arriveRead(server, life, id)
        case .readEnds(let server, let life, let id, let result):
            if servers[server].life == life { act(server) { $0.endRead(id, with: result, at: $1, $2) } }
        case .news(let server, let life): if servers[server].life == life { hear(server) }
        case .tick(let server, let life): if servers[server].life == life { tick(server) }
        case .start(let server): try start(server)
        case .trouble: makeTrouble()
        case .relief(let trouble): relieve(trouble)
        }
    }

    /// Puts off what a machine that stands still would do.
    private mutating func postponed(_ event: Event) -> Bool {
        let server: Int
        switch event {
        case .request(let number, _, _, _, _, _), .commitEnds(let number, _, _, _), .readEnds(let number, _, _, _),
            .news(let number, _), .tick(let number, _):
            server = number
        default: return false
        }
        guard servers[server].pausedUntil > now else { return false }
        // A service throws messages away that have waited for long.
        if case .request = event, servers[server].pausedUntil > now + 2000 { return true }
        schedule(event, in: servers[server].pausedUntil - now)
        return true
    }
}
