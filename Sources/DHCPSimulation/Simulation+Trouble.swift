import DHCPLeases
import DHCPTesting

/// Something that goes wrong for a while.
enum Trouble {
    case serverWithoutStore(Int)
    case serverWithoutClients(Int)
    case serverWithLateNews(Int)
    case storeWithoutQuorum
}

extension Simulation {
    /// Lets something go wrong, and the next thing later.
    mutating func makeTrouble() {
        if isAtRest { return }
        schedule(.trouble, in: Int64.random(in: 5000...120_000, using: &random))
        let server = Int.random(in: 0..<servers.count, using: &random)
        let longest: Int64 = [10_000, 60_000, 240_000][Int.random(in: 0..<3, using: &random)]
        let time = Int64.random(in: 1000...longest, using: &random)
        troubledAt = max(troubledAt, now)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: crash(server, for: time)
        case 2:
            servers[server].reachesStore = false
            relief(.serverWithoutStore(server), in: time)
        case 3:
            servers[server].reachesClients = false
            relief(.serverWithoutClients(server), in: time)
        case 4:
            store.hasQuorum = false
            relief(.storeWithoutQuorum, in: time)
        case 5:
            log("\(servers[server].name) stands still")
            servers[server].pausedUntil = now + time
            troubledAt = max(troubledAt, now + time)
        case 6:
            servers[server].hearsLate = true
            relief(.serverWithLateNews(server), in: time)
        default:
            log("compaction")
            store.compact()
        }
    }

    private mutating func relief(_ trouble: Trouble, in time: Int64) {
        log("\(trouble)")
        report.count("trouble")
        troubledAt = max(troubledAt, now + time)
        schedule(.relief(trouble), in: time)
    }

    /// A server ends at once, and starts later with nothing but what the store holds.
    private mutating func crash(_ server: Int, for time: Int64) {
        guard servers[server].isUp else { return }
        log("\(servers[server].name) crashes")
        report.count("crash")
        servers[server].process = nil
        servers[server].life += 1
        troubledAt = max(troubledAt, now + time)
        schedule(.start(server: server), in: time)
    }

    mutating func relieve(_ trouble: Trouble) {
        log("no longer \(trouble)")
        switch trouble {
        case .serverWithoutStore(let server):
            // It was away for longer than the store remembers.
            if chance(300) { store.compact() }
            servers[server].reachesStore = true
        case .serverWithoutClients(let server): servers[server].reachesClients = true
        case .serverWithLateNews(let server): servers[server].hearsLate = false
        case .storeWithoutQuorum: store.hasQuorum = true
        }
        for server in servers.indices { hearSoon(server) }
    }
}
