import DHCP
public import DHCPLeases
public import DHCPServer

/// Many clients that start at once, against a server that is held to a rate: all in virtual time, so that it takes
/// seconds and gives the same figures on every machine.
///
/// ```swift
/// var storm = BootStorm()
/// storm.clients = 5000
/// storm.rate = 1000
/// let report = try storm.run()
/// ```
///
/// The messages wait in the lanes in which they wait in a `DHCPService`, and a
/// `LeaseEngine` decides them. Clients send again as RFC 2131 section 4.1 says: after 4, 8, 16, 32 and
/// 64 seconds, each a second more or less.
public struct BootStorm: Sendable {
    /// How many clients without an address start.
    public var clients = 50_000
    /// In which time they start, evenly spread.
    public var duration = Duration.seconds(2)
    /// How many clients have an address already, and renew it during the first ten seconds.
    public var renewals = 1_000
    /// How many messages the server answers in a second.
    public var rate = 10_000
    /// How many messages wait, how long, and how many are taken at once.
    public var limits = DHCPServiceConfiguration()
    /// When the simulation ends, whoever has no address then.
    public var end = Duration.seconds(300)
    /// Decides when clients send.
    public var seed: UInt64 = 1

    /// Makes a storm of 50,000 clients in two seconds against a server held to 10,000 messages a second.
    public init() {}

    /// Lets the storm pass.
    ///
    /// Throws `LeaseConfigurationError` when the pool has no room for so many clients.
    public func run() throws(LeaseConfigurationError) -> StormReport {
        var run = try StormRun(self)
        run.play()
        return run.report
    }
}

/// What a ``BootStorm`` did.
public struct StormReport: Hashable, Sendable {
    /// When each client had its address, since its own start; sorted.
    public internal(set) var timesToLease: [Duration] = []
    /// How long each renewal waited for its answer, since the client first asked; sorted.
    public internal(set) var renewalTimes: [Duration] = []
    /// When the last client had its address, since the storm began.
    public internal(set) var lastLease = Duration.zero
    /// Messages that clients sent, repetitions too.
    public internal(set) var sent = 0
    /// Messages that the server decided.
    public internal(set) var decided = 0
    /// Answers to clients that waited for something else by then.
    public internal(set) var answersInVain = 0
    /// The longest that a message had waited when the server took it.
    public internal(set) var longestWait = Duration.zero
    /// Messages that nobody looked at.
    public internal(set) var dropped: [DropReason: Int] = [:]
    /// Renewals that the client had to send again.
    public internal(set) var repeatedRenewals = 0

    /// The time within which this part of `times` was over: 0.5 for the median, 1 for the longest.
    public static func time(_ times: [Duration], within part: Double) -> Duration {
        times.isEmpty ? .zero : times[min(Int(Double(times.count) * part), times.count - 1)]
    }
}
