import DHCP
import DHCPLeases
import DHCPTesting

/// What becomes of a commit on the way.
enum CommitFate {
    case made
    /// It comes to nothing, and the server is told so.
    case refused
    /// It comes to nothing, and nobody knows.
    case lost
    /// It is made, and nobody knows.
    case answerLost
    /// Nobody knows, and it is made later.
    case late
}

/// The way between servers and store.
extension Simulation {
    struct StoreRefuses: Error {}

    /// After so many milliseconds nobody waits for the store any more.
    private static let deadline: Int64 = 3000

    private func reachesStore(_ server: Int) -> Bool { servers[server].reachesStore && store.hasQuorum }

    mutating func beginCommit(_ server: Int) {
        guard !servers[server].isCommitting, servers[server].hasQuorum,
            let (id, batch) = servers[server].process?.pipeline.beginCommit(retrying: false)
        else { return }
        commit(server, id, batch)
    }

    /// Asks a store that failed whether it can write again, or what became of what it could not tell of.
    mutating func retry(_ server: Int) {
        guard let process = servers[server].process, !servers[server].isCommitting, servers[server].hasQuorum,
            process.pipeline.isStoreFailing || process.pipeline.unresolvedCount > 0,
            let (id, batch) = process.pipeline.beginNextCommit()
        else { return }
        commit(server, id, batch)
    }

    private mutating func commit(_ server: Int, _ id: CommitPipeline.CommitID, _ batch: LeaseBatch) {
        // A store that compares nothing would undo what came later.
        let fates: [CommitFate] = [.refused, .lost, .answerLost] + (store.isShared ? [.late] : [])
        let fate = chance(60) ? fates[Int.random(in: 0..<fates.count, using: &random)] : .made
        let life = servers[server].life
        servers[server].isCommitting = true
        schedule(.commitArrives(server: server, life: life, id, batch, fate), in: storeDelay())
        if plan.fault == .acknowledgedBeforeCommit {
            end(server, id, .success(batch.map { _ in .committed() }))
        }
    }

    private mutating func storeDelay() -> Int64 {
        chance(20) ? Int64.random(in: 500...2500, using: &random) : Int64.random(in: 1...60, using: &random)
    }

    mutating func arrive(
        _ server: Int, _ life: Int, _ id: CommitPipeline.CommitID, _ batch: LeaseBatch, _ fate: CommitFate
    ) {
        let unknown = CommitPipeline.CommitResult.success(batch.map { _ in .unknown })
        guard reachesStore(server) else {
            let result: CommitPipeline.CommitResult =
                fate == .made && store.isShared ? .failure(LeaseStoreWithoutQuorum()) : unknown
            return answer(server, life, id, result, in: Self.deadline)
        }
        report.count("commit \(fate)")
        switch fate {
        case .made: answer(server, life, id, .success(make(batch)), in: storeDelay())
        case .refused: answer(server, life, id, .failure(StoreRefuses()), in: storeDelay())
        case .lost: answer(server, life, id, unknown, in: Self.deadline)
        case .answerLost:
            _ = make(batch)
            answer(server, life, id, unknown, in: Self.deadline)
        case .late:
            answer(server, life, id, unknown, in: Self.deadline)
            // Told of to nobody: by then the number is that of an earlier commit.
            let delay = Self.deadline + Int64.random(in: 0...4000, using: &random)
            schedule(.commitArrives(server: server, life: -1, id, batch, .answerLost), in: delay)
        }
    }

    private mutating func answer(
        _ server: Int, _ life: Int, _ id: CommitPipeline.CommitID, _ result: CommitPipeline.CommitResult,
        in milliseconds: Int64
    ) {
        if life < 0 { return }
        schedule(.commitEnds(server: server, life: life, id, result), in: milliseconds)
    }

    private mutating func make(_ batch: LeaseBatch) -> [CommitOutcome] {
        let outcomes = store.commit(batch, at: now)
        if plan.log != nil { logCommit(batch, outcomes) }
        for outcome in outcomes { if case .conflict = outcome { report.count("conflict") } }
        if store.isShared {
            checkClients()
            for server in servers.indices { hearSoon(server) }
        }
        return outcomes
    }

    private func logCommit(_ batch: LeaseBatch, _ outcomes: [CommitOutcome]) {
        for (transaction, outcome) in zip(batch, outcomes) {
            let isMade = if case .committed = outcome { true } else { false }
            for change in transaction {
                let (before, after) = (Self.text(change.before), Self.text(change.after))
                log("store\(isMade ? "" : " refuses") \(change.address ?? .any): \(before), then \(after)")
            }
        }
    }

    private static func text(_ lease: Lease?) -> String {
        lease.map { "\($0.state) \($0.hardwareAddress) \($0.start)-\($0.end)+\($0.lead)" } ?? "nothing"
    }

    mutating func end(_ server: Int, _ id: CommitPipeline.CommitID, _ result: CommitPipeline.CommitResult) {
        servers[server].isCommitting = false
        let result = misread(result)
        act(server) { $0.endCommit(id, with: result, at: $1, $2) }
    }

    /// What a server with a planted fault takes an answer of the store for.
    private func misread(_ result: CommitPipeline.CommitResult) -> CommitPipeline.CommitResult {
        guard case .success(let outcomes) = result, outcomes.contains(.unknown) else { return result }
        switch plan.fault {
        case .unknownTakenForFailure: return .failure(StoreRefuses())
        case .unknownTakenForSuccess: return .success(outcomes.map { $0 == .unknown ? .committed() : $0 })
        default: return result
        }
    }

    // MARK: Asking how late it is

    mutating func beginRead(_ server: Int) {
        guard let id = servers[server].process?.pipeline.beginRead() else { return }
        schedule(.readArrives(server: server, life: servers[server].life, id), in: storeDelay())
    }

    mutating func arriveRead(_ server: Int, _ life: Int, _ id: CommitPipeline.ReadID) {
        let isAnswered = reachesStore(server) && !chance(30)
        let result: Result<StoreRevision, any Error> =
            isAnswered ? .success(store.revision) : .failure(LeaseStoreWithoutQuorum())
        schedule(.readEnds(server: server, life: life, id, result), in: isAnswered ? storeDelay() : Self.deadline)
    }

    // MARK: News

    /// Has a server hear of changes in a moment, unless it is going to.
    mutating func hearSoon(_ server: Int) {
        guard store.isShared, servers[server].isUp, !servers[server].isNewsDue,
            servers[server].cursor < store.revision
        else { return }
        servers[server].isNewsDue = true
        let isLate = servers[server].hearsLate || chance(30)
        let lag = isLate ? Int64.random(in: 1000...6000, using: &random) : Int64.random(in: 2...400, using: &random)
        schedule(.news(server: server, life: servers[server].life), in: lag)
    }

    mutating func hear(_ server: Int) {
        servers[server].isNewsDue = false
        guard reachesStore(server) else { return }
        let limit = isAtRest ? 1_000_000 : Int.random(in: 1...20, using: &random)
        if let (records, revision) = store.news(since: servers[server].cursor, limit: limit) {
            var records = records
            if plan.fault == .watchEventLost, !records.isEmpty, chance(50) { records.removeLast() }
            note(server, upTo: revision)
            let name = servers[server].name
            for record in records { log("\(name) hears of \(record.address): \(Self.text(record.lease))") }
            act(server) { $0.follow(records, upTo: revision, at: $1, $2) }
        } else {
            loadAgain(server)
        }
        hearSoon(server)
    }

    private mutating func note(_ server: Int, upTo revision: StoreRevision) {
        servers[server].cursor = revision
        servers[server].heardAt = now
    }

    /// What came before can not be told any more: all leases are loaded beside the service.
    private mutating func loadAgain(_ server: Int) {
        report.count("loaded again")
        let revision = store.revision
        note(server, upTo: revision)
        if plan.fault == .compactionOverlooked { return }
        let leases = store.leases.values.sorted { $0.address < $1.address }
        let records = leases.map { StoredLease($0.address, $0, at: revision) }
        act(server) { $0.follow(records, upTo: .unshared, at: $1, $2) }
        let there = Set(leases.map(\.address))
        act(server) { pipeline, now, conclude in
            let gone = pipeline.engine.leases.map(\.address).filter { !there.contains($0) }.sorted()
            pipeline.follow(gone.map { StoredLease($0, nil, at: revision) }, upTo: revision, at: now, conclude)
        }
    }
}
