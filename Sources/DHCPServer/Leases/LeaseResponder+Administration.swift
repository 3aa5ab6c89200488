public import DHCP
public import DHCPLeases
import Logging

extension DHCPService where Responder == LeaseResponder {
    /// What is remembered of an address, with times of day; `nil` when it was never leased.
    ///
    /// Throws `DHCPServiceError` when the service ends.
    public func lease(at address: IPv4Address) async throws -> Lease? {
        try await read { $0.engine.lease(at: address)?.shifted(by: $0.secondsToTimeOfDay) }
    }

    /// Frees an address as if its client had released it, and returns what is remembered of it then, with times of day,
    /// once that is durable; `nil` when no client has the address.
    ///
    /// A client that still uses the address is not told, and keeps it until it renews. Clients wait for one commit
    /// meanwhile. Throws what the store throws; the client has its address still then. Throws `DHCPServiceError` when the
    /// service ends, and when another server that shares the store changed the lease at the same time.
    @discardableResult
    public func release(_ address: IPv4Address) async throws -> Lease? {
        try await release(address) { _ in }
    }

    /// The same, once `check` has looked at the lease: nothing comes between.
    ///
    /// Throws what `check` throws, and nothing is done then.
    package func release(
        _ address: IPv4Address, _ check: @escaping @Sendable (Lease) throws -> Void
    ) async throws -> Lease? {
        try await call { try await $0.release(address, check) }
    }

    /// Makes records durable that no lease goes with; without any, what was done goes into the history alone.
    ///
    /// Throws what the store throws.
    package func keep(_ records: [StoreRecord], _ administration: AdministrativeChange? = nil) async throws {
        try await call { try await $0.keep(records, administration) }
    }
}

extension LeaseResponder {
    /// What makes a time of day out of a lease's time, in seconds.
    package var secondsToTimeOfDay: Int64 { timeline.mark(at: clock.now).secondsToTimeOfDay }

    /// Whether nothing is under way, so that a store may be asked here.
    private var isSettled: Bool { underWay == nil && !pipeline.isCommitting }

    fileprivate mutating func release(
        _ address: IPv4Address, _ check: @Sendable (Lease) throws -> Void
    ) async throws -> Lease? {
        guard isSettled else { throw DHCPServiceError.unsettled }
        if let lease = engine.lease(at: address) { try check(lease.shifted(by: secondsToTimeOfDay)) }
        await keepTime(at: clock.now, age: Self.ageOfMarkBeforeLease)
        let now = timeline.time(at: clock.now)
        guard let change = pipeline.release(address, at: now), let (id, begun) = pipeline.beginCommit() else {
            return nil
        }
        var batch = begun
        batch.administration = AdministrativeChange("freed on request")
        let result = await commit(batch)
        // Nothing was decided since, so there is nobody to answer.
        pipeline.endCommit(id, with: result, at: now) { _, _, _, _ in }
        guard case .committed = try result.get().first else { throw DHCPServiceError.forestalled }
        logger.notice(
            "an address was freed on request",
            metadata: ["address": "\(address)", "client": "\(change.before.map { "\($0.client)" } ?? "")"])
        return change.after?.shifted(by: secondsToTimeOfDay)
    }

    fileprivate mutating func keep(_ records: [StoreRecord], _ administration: AdministrativeChange?) async throws {
        guard isSettled else { throw DHCPServiceError.unsettled }
        var batch = LeaseBatch()
        batch.append([], records: records)
        batch.administration = administration
        let outcomes = try await commit(batch).get()
        if batch.isEmpty { return }
        guard case .committed = outcomes.first else { throw DHCPServiceError.forestalled }
    }

    private mutating func commit(_ batch: LeaseBatch) async -> CommitPipeline.CommitResult {
        do {
            let outcomes = try await ask { [store] in try await store.commit(batch) }
            noteRecovery()
            return .success(outcomes)
        } catch {
            noteFailure(error)
            return .failure(error)
        }
    }
}
