package import DHCP

/// Drives a server with a load, in one thread, and tells how it did.
package struct LoadRun {
    private let settings: LoadSettings
    private let socket: LoadSocket
    private let outgoing: DatagramBurst
    private let incoming: DatagramBurst
    private let opening = ContinuousClock.now

    /// One call receives at most so many replies, each of which brings at most one message to send.
    private static let incomingCapacity = 64
    private static let outgoingCapacity = 256
    /// How long after a question to a server that is still starting the next one follows.
    private static let questionInterval: UInt64 = 50_000_000

    /// Opens the socket from which `relay`, an address of this host, asks `server`.
    package init(_ settings: LoadSettings, server: DHCPEndpoint, relay: IPv4Address) throws(LoadError) {
        guard let outgoing = DatagramBurst(capacity: Self.outgoingCapacity),
            let incoming = DatagramBurst(capacity: Self.incomingCapacity)
        else { throw LoadError("get memory", cure: "free some") }
        self.settings = settings
        self.outgoing = outgoing
        self.incoming = incoming
        socket = try LoadSocket(
            from: relay, to: server, usesSegmentationOffload: settings.usesSegmentationOffload)
    }

    /// The relay that the server sees.
    package var relay: LoadRelay { socket.relay }

    /// Whether the server's host has said that nothing listens there.
    package var wasRefused: Bool { socket.wasRefused }

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
        try socket.send(outgoing)
        try socket.receive(incoming)
        let now = self.now()
        if incoming.count == 0 {
            let pause = generator.pause(at: now)
            if pause > 0 { socket.wait(nanoseconds: pause) }
            return
        }
        for index in 0..<incoming.count {
            incoming.read(index) { generator.receive($0, at: now, into: outgoing) }
        }
    }

    /// Nanoseconds since the socket was opened.
    private func now() -> UInt64 {
        let (seconds, attoseconds) = opening.duration(to: .now).components
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
