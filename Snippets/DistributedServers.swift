// Three servers with one set of leases, a rule of their own, and a hook that runs where a lease was committed: all in one program,
// on a store of its own.
//
// Run it as `DistributedServers 127.0.0.11:6767 127.0.0.12:6767 127.0.0.13:6767`.

import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPServer
import Logging
import Synchronization

/// Leases in a dictionary that the servers of one process share.
final class DictionaryStore: LeaseStore {
    private struct Holder: Hashable {
        let client: ClientIdentity
        let network: IPv4Address?
    }

    private struct State {
        var leases: [IPv4Address: Lease] = [:]
        var holders: [Holder: IPv4Address] = [:]
        var records: [StoreRecord.Kind: [[UInt8]: [UInt8]]] = [:]
        var revision = StoreRevision.unshared
    }

    private let state = Mutex(State())
    private let feed = StoreFeed()

    var isShared: Bool { true }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
        let state = state.withLock { $0 }
        for lease in state.leases.values { try body(lease) }
        return state.revision
    }

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        state.withLock { state in batch.indices.map { commit(batch, $0, to: &state) } }
    }

    /// Makes a transaction where each address holds what it says was there, and each client has no other address.
    private func commit(_ batch: LeaseBatch, _ index: Int, to state: inout State) -> CommitOutcome {
        if let condition = batch.condition, batch.beginsLease(index),
            state.records[condition.kind]?[condition.key] != condition.value
        {
            return .conflict([])
        }
        // All or nothing; a store that is more than an example copies no more than it changes.
        var next = state
        next.revision = StoreRevision(rawValue: state.revision.rawValue + 1)
        var met: Set<IPv4Address> = []
        var isForestalled = false
        for place in batch[index].indices {
            let change = batch[index][place]
            guard let address = change.address else { continue }
            met.insert(address)
            if next.leases[address] != change.before { isForestalled = true }
            next.leases[address] = change.after
            let network = batch.network(ofChange: place)
            if let before = change.before, before.state == .bound {
                next.holders[Holder(client: before.client, network: network)] = nil
            }
            if let network, let after = change.after, after.state == .bound {
                let holder = Holder(client: after.client, network: network)
                if let other = next.holders.updateValue(address, forKey: holder), other != address {
                    met.insert(other)
                    isForestalled = true
                }
            }
        }
        if isForestalled {
            return .conflict(met.sorted().map { StoredLease($0, state.leases[$0], at: state.revision) })
        }
        for record in batch.records(of: index) { next.records[record.kind, default: [:]][record.key] = record.value }
        state = next
        feed.note(
            batch[index].compactMap { change in
                change.address.map { StoredLease($0, change.after, at: next.revision) }
            }, upTo: next.revision)
        return .committed(next.revision)
    }

    func latestRevision() async throws -> StoreRevision { state.withLock { $0.revision } }

    func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> { feed.changes(since: revision) }

    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {
        let records = state.withLock { $0.records[kind] ?? [:] }.filter { $0.key.starts(with: prefix) }
        for (key, value) in records.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            try body(StoreRecord(kind, key: key, value: value))
        }
    }
}

/// A port of a rack has its address, on whichever server its machine asks: `rack-3/7` has 10.77.3.7.
struct RackPolicy: LeasePolicy {
    let logger: Logger

    /// Where the relay says that the machine is.
    private func place(_ request: DHCPRequest) -> IPv4Address? {
        let circuit = request.message.options[.relayAgentInformation]?.circuitID ?? []
        let numbers = String(decoding: circuit, as: UTF8.self).split { !$0.isNumber }.compactMap { UInt8($0) }
        return numbers.count == 2 ? IPv4Address(10, 77, numbers[0], numbers[1]) : nil
    }

    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        place(request).map { .use($0) } ?? .accept
    }

    /// Runs on the member that committed the lease, and on no other: the place for what is to happen once.
    func committed(_ change: LeaseChange) {
        guard let lease = change.after, lease.state == .bound else { return }
        logger.notice(
            "committed here", metadata: ["address": "\(lease.address)", "client": "\(lease.hardwareAddress)"])
    }
}

let endpoints = CommandLine.arguments.dropFirst().compactMap { DHCPEndpoint($0) }
let store = DictionaryStore()
try await withThrowingTaskGroup(of: Void.self) { group in
    for (number, endpoint) in endpoints.enumerated() {
        let name = "kr\(number + 1)"
        let logger = Logger(label: name)
        let settings = try ServerConfiguration.parse(
            """
            server: { identifier: \(endpoint.address) }
            subnets:
              - { subnet: 10.77.0.0/16, relays: [127.0.0.1], pools: [10.77.1.1-10.77.9.250] }
            """, file: "built in"
        ).configuration
        let responder = LeaseResponder(
            engine: try LeaseEngine(configuration: settings.leases, policy: RackPolicy(logger: logger)),
            store: store, cluster: ClusterSettings(name: name), logger: logger)
        group.addTask { try await DHCPService(responder, listen: endpoint, logger: logger).run() }
    }
    try await group.waitForAll()
}
