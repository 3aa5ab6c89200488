package import DHCP

/// Drives servers with a load, in one thread, and tells how they did.
///
/// Of several servers each is asked the same, as by a relay with several helper addresses; a client takes the first offer.
package struct LoadRun {
    private let settings: LoadSettings
    private let sockets: [LoadSocket]
    private let outgoing: DatagramBurst
    private let incoming: DatagramBurst
    private let opening = ContinuousClock.now

    /// One call receives at most so many replies, each of which brings at most one message to send.
    private static let incomingCapacity = 64
    private static let outgoingCapacity = 256
    /// How long after a question to a server that is still starting the next one follows.
    private static let questionInterval: UInt64 = 50_000_000

    /// So many servers can be asked.
    package static let serverLimit = 16

    /// Opens the sockets from which `relay`, an address of this host, asks `servers`: one, or up to ``serverLimit``.
    package init(_ settings: LoadSettings, servers: [DHCPEndpoint], relay: IPv4Address) throws(LoadError) {
        guard let outgoing = DatagramBurst(capacity: Self.outgoingCapacity),
            let incoming = DatagramBurst(capacity: Self.incomingCapacity)
        else { throw LoadError("get memory", cure: "free some") }
        self.settings = settings
        self.outgoing = outgoing
        self.incoming = incoming
        var sockets: [LoadSocket] = []
        for server in servers {
            sockets.append(
                try LoadSocket(
                    from: relay, to: server, sharing: sockets.first, isAlone: servers.count == 1,
                    usesSegmentationOffload: settings.usesSegmentationOffload))
        }
        self.sockets = sockets
        self.relay = sockets.first?.relay ?? LoadRelay(address: relay, port: DHCPEndpoint.serverPort)
    }

    /// The relay that the servers see.
    package let relay: LoadRelay

    /// Whether the host of each server has said that nothing listens there.
    package var wasRefused: Bool { sockets.allSatisfy(\.wasRefused) }

    /// Asks for an offer again and again until there is one.
    ///
    /// Returns how long that took, in nanoseconds; `nil` when there was none within `limit` nanoseconds.
    package func waitForServer(upTo limit: UInt64) throws(LoadError) -> UInt64? {
        let start = now()
        let question = LoadSettings(
            scenario: .discover, pace: .rate(1e9 / Double(Self.questionInterval)), clients: LoadClients.limit,
            duration: limit)
        var generator = makeGenerator(question)
        // A late answer is one too: a server that has much to read when it starts may answer old questions first.
        while generator.report.completed + generator.report.late == 0 {
            if generator.phase != .measuring { return nil }
            try step(&generator)
        }
        return now() - start
    }

    /// Runs the load; calls `progress` ten times a second.
    package func run(progress: (LoadGenerator) -> Void) throws(LoadError) -> LoadReport {
        var generator = makeGenerator(settings)
        var nextProgress: UInt64 = 0
        while generator.phase != .finished {
            try step(&generator)
            let now = self.now()
            if now >= nextProgress {
                progress(generator)
                nextProgress = now + 100_000_000
            }
        }
        return generator.report
    }

    private func makeGenerator(_ settings: LoadSettings) -> LoadGenerator {
        LoadGenerator(
            settings: settings, clients: LoadClients(tag: UInt16.random(in: 0...(.max))), relay: relay, now: now())
    }

    /// Sends what is due, and takes the replies that are there or waits for one.
    private func step(_ generator: inout LoadGenerator) throws(LoadError) {
        generator.advance(to: now(), into: outgoing)
        for socket in sockets { try socket.send(outgoing) }
        outgoing.removeAll()
        var isIdle = true
        for socket in sockets {
            try socket.receive(incoming)
            if incoming.count == 0 { continue }
            isIdle = false
            let now = self.now()
            for index in 0..<incoming.count {
                incoming.read(index) { generator.receive($0, at: now, into: outgoing) }
            }
            if outgoing.capacity - outgoing.count < Self.incomingCapacity { break }
        }
        if isIdle {
            let pause = generator.pause(at: now())
            if pause > 0 { LoadSocket.wait(sockets, nanoseconds: pause) }
        }
    }

    /// Nanoseconds since the socket was opened.
    private func now() -> UInt64 {
        let (seconds, attoseconds) = opening.duration(to: .now).components
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
