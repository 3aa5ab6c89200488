import Foundation

/// What one server has shown.
struct Outcome {
    let name: String
    var dora: Load?
    var inFlight = 0
    var renew: Load?
    var discover: Load?
    /// At the rate that is Kea's best.
    var atReference: Load?
    /// The disk alone, under the writes that it had then.
    var disk: DiskSync?
    var residentMegabytes = 0.0
    /// At paces far below its best.
    var paces: [Pace] = []
    /// How often it had the disk written for one ACK, when clients come one at a time.
    var syncsPerAcknowledgement: Double?
    /// From start to first answer, with a million leases on disk.
    var restart: Restart?
    /// Why there is no figure of that.
    var restartObstacle = "keeps no leases"

    struct Restart {
        let seconds: Double
        let residentMegabytes: Double
    }
}

/// The measurements of one server, one after the other.
struct Trial {
    let contestant: Contestant
    let generator: LoadGenerator
    /// An empty directory on a disk.
    let directory: URL
    /// How long each measurement takes.
    let seconds: Double
    /// The rate of the open loop, if it is known.
    let reference: Double?

    /// One run has at most so many clients, so that all of them find an address in the pool.
    private static let clients = 140_000
    /// How many exchanges are under way; the first is for servers that need a tenth of a second for a message.
    private static let windows = [4, 16, 64, 256, 1024]
    private static let renewingClients = 10_000
    private static let storedLeases = 1_000_000
    private static let longestStart = 30.0

    func run() throws -> Outcome? {
        var outcome = Outcome(name: contestant.name)
        let place = try makeDirectory("load")
        try contestant.configure(place)
        let server = try RunningServer(contestant, in: place, network: generator.network)
        defer { server.stop() }
        guard try load("discover", clients: 1, ["--wait", "\(Self.longestStart)"]) != nil else { return nil }

        for window in Self.windows {
            let next = try load("dora", clients: Self.clients, ["--in-flight", "\(window)"], server)
            // More would only pile up before a server that has lost messages already.
            guard let next, next.isSound else { break }
            if next.rate > outcome.dora?.rate ?? 0 { (outcome.dora, outcome.inFlight) = (next, window) }
        }
        outcome.residentMegabytes = server.residentMegabytes
        outcome.paces = try paces(of: server, best: outcome.dora)
        let window = ["--in-flight", "\(max(outcome.inFlight, 1))"]
        outcome.renew = try load("renew", clients: Self.renewingClients, window, server)
        let rate = contestant.name == Contestant.kea.name ? outcome.dora?.rate : reference
        if let rate, let dora = outcome.dora, dora.rate >= rate {
            let pace = ["--rate", "\(Int(rate))"]
            outcome.atReference = try load("dora", clients: Self.clients, pace)
            if case .ownWriting = contestant.leases { outcome.disk = try measureDisk(of: server, pace) }
        }
        outcome.discover = try load("discover", clients: Self.clients, window, server)
        outcome.syncsPerAcknowledgement = try countSyncs(of: server)
        return outcome
    }

    /// Starts the server with a million leases on disk, and measures until it makes an offer.
    func restart(_ outcome: inout Outcome) throws {
        let place = try makeDirectory("restart")
        try contestant.configure(place)
        switch contestant.leases {
        case .none: return
        case .text(let name, let header, let line):
            try write(header, line, to: place.appending(path: name))
        case .ownWriting:
            let server = try RunningServer(contestant, in: place, network: generator.network)
            defer { server.stop() }
            let options = ["--wait", "10", "--in-flight", "256", "--duration", "\(Self.longestStart)"]
            let filled = try load("dora", clients: Self.storedLeases, options)
            guard let filled, filled.completed >= Self.storedLeases * 99 / 100 else {
                outcome.restartObstacle = "wrote \(filled?.completed ?? 0) leases in \(Int(Self.longestStart)) s"
                return
            }
        }
        let start = ContinuousClock.now
        let server = try RunningServer(contestant, in: place, network: generator.network)
        defer { server.stop() }
        if try load("discover", clients: 1, ["--wait", "\(Self.longestStart)"]) != nil {
            outcome.restart = Outcome.Restart(
                seconds: start.duration(to: .now) / .seconds(1), residentMegabytes: server.residentMegabytes)
        } else {
            outcome.restartObstacle = "no answer within \(Int(Self.longestStart)) s"
        }
    }

    func load(
        _ scenario: String, clients: Int, _ options: [String], _ server: RunningServer? = nil
    ) throws -> Load? {
        let duration = options.contains("--duration") ? [] : ["--duration", "\(seconds)"]
        return try generator.run(
            ["--scenario", scenario, "--clients", "\(clients)"] + duration + options, on: server)
    }

    private func makeDirectory(_ name: String) throws -> URL {
        let place = directory.appending(path: name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        return place
    }

    private func write(_ header: String, _ line: (Contestant.Lease) -> String, to file: URL) throws {
        let expiry = Int(Date().timeIntervalSince1970) + Plan.leaseTime
        var text = header
        for number in 0..<Self.storedLeases {
            // The first address ends in zero, which some servers do not like.
            let lease = Contestant.Lease(
                address: Plan.address(number + 1), hardware: Plan.hardware(number), expiry: expiry)
            text += line(lease)
        }
        try Data(text.utf8).write(to: file)
    }

    /// What the disk alone needs for the writes that the server makes at a pace; `nil` without `strace`.
    private func measureDisk(of server: RunningServer, _ pace: [String]) throws -> DiskSync? {
        let before = server.writtenOctets
        guard let calls = try syncs(of: server, { try load("dora", clients: Self.clients, pace) })?.calls, calls > 0
        else { return nil }
        return try DiskSync.measure(
            in: directory, octets: (server.writtenOctets - before) / calls, perSecond: Double(calls) / seconds,
            seconds: seconds)
    }

    /// Counts the calls that make the disk write, with 100 clients one at a time; `nil` without `strace`.
    private func countSyncs(of server: RunningServer) throws -> Double? {
        guard let (calls, load, _) = try syncs(of: server, { try load("dora", clients: 100, ["--in-flight", "1"]) })
        else { return nil }
        return Double(calls) / Double(load.completed)
    }

    /// Counts the calls that make the disk write during a load.
    func syncs(
        of server: RunningServer, _ run: () throws -> Load?
    ) throws -> (calls: Int, load: Load, times: SyncTimes?)? {
        let log = directory.appending(path: "syncs")
        let tracer = Process()
        tracer.executableURL = URL(filePath: "/usr/bin/env")
        tracer.arguments = [
            "strace", "-f", "-qq", "-T", "-e", "trace=fsync,fdatasync,msync,sync_file_range", "-o", log.path, "-p",
            "\(server.identifier)",
        ]
        tracer.standardError = FileHandle.nullDevice
        try tracer.run()
        usleep(500_000)
        guard tracer.isRunning else { return nil }
        let load = try run()
        tracer.interrupt()
        tracer.waitUntilExit()
        guard let load, let text = try? String(contentsOf: log, encoding: .utf8) else { return nil }
        // A call that another thread interrupts has a second line, which says so.
        let lines = text.split(separator: "\n")
        let calls = lines.count { $0.contains("sync") && !$0.contains("resumed>") }
        return (calls, load, SyncTimes(lines))
    }
}
