import DHCP
import DHCPLeases

/// A server with the engine and the commit pipeline that all servers have, and what a runtime knows besides.
struct SimulatedServer {
    /// What runs, apart from what is known of it, so that nothing copies it.
    final class Process {
        var pipeline: CommitPipeline

        init(_ pipeline: CommitPipeline) { self.pipeline = pipeline }
    }

    let number: Int
    /// `nil` while it does not run.
    var process: Process?
    /// Counts its starts: what belongs to an earlier one is not told any more.
    var life = 0
    /// How far its clock is off, in milliseconds.
    var offset: Int64 = 0
    /// Until when the machine stands still.
    var pausedUntil: Int64 = 0
    var reachesStore = true
    var reachesClients = true
    /// Whether what others change comes to it seconds later.
    var hearsLate = false
    /// Up to where it has heard of the others, and when it knew that to be all.
    var cursor = StoreRevision.unshared
    var heardAt: Int64 = 0
    /// What it makes of the others; `nil` of a server that has none, or has not looked yet.
    var view: ClusterView?
    var isCommitting = false
    var isNewsDue = false

    init(number: Int) { self.number = number }

    var name: String { "server\(number)" }
    var address: IPv4Address { IPv4Address(10, 0, 0, UInt8(truncatingIfNeeded: number + 1)) }
    var isUp: Bool { process != nil }
    /// Whether it believes that it reaches the store; one server alone always does.
    var hasQuorum: Bool { view?.hasQuorum ?? true }

    /// Has the pipeline do something, where it is.
    func withPipeline(_ body: (inout CommitPipeline) -> Void) {
        if let process { body(&process.pipeline) }
    }

    /// What its clock shows.
    func instant(_ now: Int64) -> DHCPInstant { DHCPInstant(nanoseconds: (now + offset) * 1_000_000) }

    /// In whole seconds, of which a part counts.
    func seconds(_ now: Int64) -> Int64 { (now + offset + 999) / 1000 }

    static func configuration(of address: IPv4Address) throws -> LeaseConfiguration {
        let times = LeaseTimes(lease: 240, minimumLease: 60, maximumLease: 240, offer: 60, decline: 300)
        let subnets = try SimulatedNetwork.all.map { network in
            Subnet(network.prefix, pools: [Pool(network.pool)])
        }
        var configuration = LeaseConfiguration(subnets: subnets, times: times)
        configuration.limits.declinesPerPort = 1000
        configuration.limits.declinesPerNetwork = 1000
        configuration.limits.declinesPerClient = 1000
        return configuration
    }
}

/// A link with clients.
struct SimulatedNetwork: Sendable {
    let prefix: IPv4Prefix
    let pool: IPv4Range
    let relay: IPv4Address

    /// The servers' own link, and one behind a relay; there is no error in them.
    static var all: [SimulatedNetwork] {
        get throws {
            try [UInt8(0), 1].map { number in
                guard let prefix = IPv4Prefix("10.\(number).0.0/24"),
                    let pool = IPv4Range("10.\(number).0.100-10.\(number).0.106")
                else { throw Malformed() }
                return SimulatedNetwork(
                    prefix: prefix, pool: pool, relay: number == 0 ? .any : IPv4Address(10, number, 0, 1))
            }
        }
    }

    private struct Malformed: Error {}
}
