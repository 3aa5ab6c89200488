import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPProgram
import DHCPServer
import DHCPTesting
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

/// A server whose store several share, and that has no quorum when it begins.
@Suite struct WaitingForQuorumTests {
    @Test("it waits with a reason for systemd, and serves once there is a quorum")
    func waits() async throws {
        let store = MinorityStore()
        let socket = try NotifySocket("@dhcp-\(UUID())")
        let notifier = SystemdNotifier(environment: ["NOTIFY_SOCKET": socket.name], logger: .silent)
        let server = try CompleteServer(
            configuration: .values(.lab()), store: .own(store), notifier: notifier, logger: .silent)
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: .silent))
        let task = Task { try await group.run() }
        #expect(try await socket.next() == "STATUS=waiting for the store of the leases: two of three are gone")
        store.state.withLock { $0 = nil }
        try await server.handle.ready()
        #expect(try await server.handle.leased(1) == IPv4Address(192, 0, 2, 10))
        await group.triggerGracefulShutdown()
        try await task.value
    }

    @Test("it ends at once when it is shut down meanwhile")
    func ends() async throws {
        let store = MinorityStore()
        let socket = try NotifySocket("@dhcp-\(UUID())")
        let server = try CompleteServer(
            configuration: .values(.lab()), store: .own(store),
            notifier: SystemdNotifier(environment: ["NOTIFY_SOCKET": socket.name], logger: .silent), logger: .silent)
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: .silent))
        let task = Task { try await group.run() }
        _ = try await socket.next()
        await group.triggerGracefulShutdown()
        try await task.value
        await #expect(throws: DHCPServiceError.notRunning) { try await server.handle.ready() }
    }

    @Test("what is wrong for ever is thrown")
    func fails() async throws {
        struct Wrong: Error {}
        let store = MinorityStore()
        store.state.withLock { $0 = Wrong() }
        let server = try CompleteServer(configuration: .values(.lab()), store: .own(store), logger: .silent)
        await #expect(throws: Wrong.self) { try await server.run() }
    }
}

/// A shared store that answers with an error as long as there is one.
private final class MinorityStore: LeaseStore {
    let state = Mutex<(any Error)?>(LeaseStoreWithoutQuorum("two of three are gone"))
    private let inner = InMemoryLeaseStore(isShared: true)

    var isShared: Bool { true }

    private func ask() throws { if let error = state.withLock({ $0 }) { throw error } }

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision {
        try ask()
        return try await inner.load(body)
    }

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        try ask()
        return await inner.commit(batch)
    }

    func latestRevision() async throws -> StoreRevision {
        try ask()
        return await inner.latestRevision()
    }

    func changes(since revision: StoreRevision) -> AsyncStream<StoreChanges> { inner.changes(since: revision) }

    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {
        try ask()
        try await inner.records(kind, startingWith: prefix, body)
    }
}

extension NotifySocket {
    /// The next message.
    fileprivate func next() async throws -> String {
        while true {
            if let message = receive() { return message }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
