internal import DHCP
internal import DHCPCapture
package import DHCPLeases
internal import DHCPLinux
internal import NIOPosix
internal import Synchronization

/// Asks by ARP on this host's links, and by ICMP beyond them, on one thread of its own; hundreds of questions at a time.
///
/// While nothing is asked the thread sleeps and no socket is open, so that the ARP of a busy link costs nothing.
package final class LinkProber: ConflictProber {
    private struct State {
        var questions = OpenQuestions()
        var results: [ProbeResult] = []
        /// The links on which ARP can be asked.
        var links: [UInt32: ProbedLink] = [:]
        var tell: @Sendable () -> Void = {}
        var hasBegun = false
        var hasEnded = false
    }

    /// Whether this process may ask at all.
    package let isAllowed: Bool
    private let wake: Signal?
    private let threads = NIOThreadPool(numberOfThreads: 1)
    private let state = Mutex(State())

    /// Finds out what this process may do.
    package init() {
        wake = try? Signal()
        isAllowed = wake != nil && (try? ProbeSockets()) != nil
    }

    /// Takes over which interfaces there are.
    package func use(_ interfaces: [NetworkInterface]) {
        let links = interfaces.compactMap { interface in ProbedLink(interface).map { (interface.index, $0) } }
        state.withLock { $0.links = Dictionary(links) { first, _ in first } }
    }

    package var reach: ProbeReach {
        guard isAllowed else { return ProbeReach() }
        return state.withLock { ProbeReach(links: Set($0.links.keys), pings: true) }
    }

    package func start(telling tell: @escaping @Sendable () -> Void) {
        let isFirst = state.withLock { state in
            defer { (state.tell, state.hasBegun) = (tell, true) }
            return !state.hasBegun && !state.hasEnded
        }
        guard isFirst, isAllowed else { return }
        threads.start()
        threads.submit { _ in self.run() }
    }

    package func ask(_ probe: ConflictProbe) {
        state.withLock { $0.questions.add(probe, at: .now) }
        wake?.set()
    }

    package func takeResults() -> [ProbeResult] {
        state.withLock { state in
            defer { state.results = [] }
            return state.results
        }
    }

    package func end() async {
        let hasBegun = state.withLock { state in
            state.hasEnded = true
            return state.hasBegun
        }
        wake?.set()
        if hasBegun, isAllowed { try? await threads.shutdownGracefully() }
    }

    // MARK: On the thread

    private func run() {
        guard let wake else { return }
        while !state.withLock({ $0.hasEnded }) {
            wake.wait(milliseconds: -1)
            wake.clear()
            askAll(wake)
        }
    }

    /// Asks until there is nothing left to ask.
    private func askAll(_ wake: Signal) {
        guard let sockets = try? ProbeSockets() else { return giveUp() }
        while true {
            let (due, links, next) = state.withLock { state in
                let due = state.hasEnded ? [] : state.questions.takeDue(at: .now)
                return (due, state.links, state.hasEnded ? nil : state.questions.nextTime)
            }
            for probe in due { sockets.send(probe, links) }
            guard let next else { return }
            sockets.wait(with: wake, until: next)
            wake.clear()
            let answers = sockets.answers()
            let (hasResults, tell) = state.withLock { state in
                state.results += state.questions.end(answers, links: state.links, at: .now)
                return (!state.results.isEmpty, state.tell)
            }
            if hasResults { tell() }
        }
    }

    /// Where no socket can be had any more nobody is heard.
    private func giveUp() {
        let tell = state.withLock { state in
            state.results += state.questions.takeAll().map { ProbeResult(address: $0, outcome: .silence) }
            return state.tell
        }
        tell()
    }
}

/// A link on which ARP can be asked.
struct ProbedLink: Sendable {
    /// The interface's name.
    let name: String
    /// The interface's own hardware address.
    let hardwareAddress: HardwareAddress
}

extension ProbedLink {
    /// Takes an interface; `nil` where nobody can be asked by ARP.
    init?(_ interface: NetworkInterface) {
        guard interface.isUp, !interface.isLoopback, let own = interface.hardwareAddress, own.isEthernet else {
            return nil
        }
        (name, hardwareAddress) = (interface.name, own)
    }
}

extension ProbeReach {
    /// What a server with its rights can ask on a host that has these interfaces.
    package init(of interfaces: [NetworkInterface]) {
        self.init(links: Set(interfaces.filter { ProbedLink($0) != nil }.map(\.index)), pings: true)
    }
}

/// The questions that are being asked: each is sent twice, as a frame may get lost.
struct OpenQuestions: Sendable {
    private struct Question {
        let probe: ConflictProbe
        let begin: ContinuousClock.Instant
        var sentCount = 0

        var end: ContinuousClock.Instant { begin + probe.timeout }
        /// When it is sent next; at its end it is over.
        var next: ContinuousClock.Instant {
            sentCount < OpenQuestions.sendings ? begin + probe.timeout / OpenQuestions.sendings * sentCount : end
        }
    }

    private static let sendings = 2

    private var questions: [IPv4Address: Question] = [:]

    /// Adds a question.
    mutating func add(_ probe: ConflictProbe, at now: ContinuousClock.Instant) {
        questions[probe.address] = Question(probe: probe, begin: now)
    }

    /// When something is to be done next; `nil` when nothing is asked.
    var nextTime: ContinuousClock.Instant? { questions.values.map(\.next).min() }

    /// The questions that are to be sent now.
    mutating func takeDue(at now: ContinuousClock.Instant) -> [ConflictProbe] {
        var due: [ConflictProbe] = []
        for (address, question) in questions where question.sentCount < Self.sendings && question.next <= now {
            questions[address]?.sentCount += 1
            due.append(question.probe)
        }
        return due
    }

    /// Ends those that are answered, and those whose time is over.
    mutating func end(
        _ answers: [ProbeAnswer], links: [UInt32: ProbedLink], at now: ContinuousClock.Instant
    ) -> [ProbeResult] {
        var results: [ProbeResult] = []
        for answer in answers {
            guard let question = questions[answer.address],
                answer.interface == nil || question.probe.link.flatMap({ links[$0]?.name }) == answer.interface
            else { continue }
            questions[answer.address] = nil
            results.append(
                ProbeResult(
                    address: answer.address, outcome: .answered(answer.hardwareAddress), interface: answer.interface))
        }
        for (address, question) in questions where question.end <= now {
            questions[address] = nil
            results.append(ProbeResult(address: address, outcome: .silence))
        }
        return results
    }

    /// Takes all of them out.
    mutating func takeAll() -> [IPv4Address] {
        defer { questions = [:] }
        return questions.keys.sorted()
    }
}
