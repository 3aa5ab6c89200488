import Foundation

/// What a server does at a pace far below its best, when each client finds it at rest.
struct Pace {
    /// Exchanges a second that begin.
    let rate: Int
    let load: Load
    /// Its own calls that make the disk write, under the same load again; `nil` when it made none.
    let syncs: SyncTimes?
}

/// How long the calls took that make the disk write, in seconds.
struct SyncTimes {
    let p50, p99: Double
    /// The p99 where each call counts for as long as it took, as whoever comes at any moment finds it.
    let weightedP99: Double

    /// Reads them out of what `strace -T` wrote.
    init?(_ lines: [Substring]) {
        // What another thread interrupted has its time on its second line.
        let times = lines.compactMap { line -> Double? in
            guard line.hasSuffix(">"), let start = line.lastIndex(of: "<") else { return nil }
            return Double(line[line.index(after: start)...].dropLast())
        }.sorted()
        guard !times.isEmpty else { return nil }
        p50 = times[times.count / 2]
        p99 = times[times.count * 99 / 100]
        let limit = times.reduce(0, +) * 0.99
        var sum = 0.0
        weightedP99 =
            times.first { time in
                sum += time
                return sum >= limit
            } ?? p99
    }
}

extension Trial {
    /// The paces that are the same for all servers, in exchanges a second.
    private static let commonRates = [100, 1000, 5000]

    /// Measures at each pace that the server can hold, and at half of its best rate.
    func paces(of server: RunningServer, best: Load?) throws -> [Pace] {
        guard let best else { return [] }
        let rates = (Self.commonRates + [Int(best.rate / 2)]).filter { Double($0) <= best.rate * 0.9 }
        return try rates.compactMap { rate in
            let clients = Int(Double(rate) * seconds)
            let options = ["--rate", "\(rate)"]
            server.waitForRest()
            guard let load = try load("dora", clients: clients, options, server) else { return nil }
            let traced = try syncs(of: server) { try self.load("dora", clients: clients, options) }
            return Pace(rate: rate, load: load, syncs: traced?.times)
        }
    }
}

extension Table {
    private static let paceHeader = [
        "server", "DORA/s", "CPU ms per exchange", "OFFER p50", "OFFER p99", "ACK p50", "ACK p99", "own sync p50",
        "own sync p99", "by time",
    ]

    /// A row for each server and pace.
    var paceText: String {
        let rows = outcomes.flatMap { outcome in
            outcome.paces.map { pace in
                let load = pace.load
                return [
                    outcome.name, "\(pace.rate)" + (load.isSound ? "" : " (lost too many)"),
                    load.processorSeconds.map { decimal($0 / Double(load.completed) * 1000, 3) } ?? "",
                    milliseconds(load.offers.p50), milliseconds(load.offers.p99),
                    milliseconds(load.acknowledgements.p50), milliseconds(load.acknowledgements.p99),
                    milliseconds(pace.syncs?.p50), milliseconds(pace.syncs?.p99),
                    milliseconds(pace.syncs?.weightedP99),
                ]
            }
        }
        return Self.markdown(Self.paceHeader, rows)
    }
}
