public import DHCP

/// Reaches a running service from anywhere: from a responder's own callbacks, from other tasks.
public struct DHCPServiceHandle<Responder: DHCPResponder>: Sendable {
    let channel: any CommandChannel<Responder>
    let counters: ServiceCounters
    /// What runs the responder; `nil` when any thread does.
    let executor: (any TaskExecutor)?
    /// What makes spans; `nil` when nobody traces.
    let tracing: ServiceTracing?
    /// The service's clock.
    public let clock: any DHCPClock
    /// The addresses on which the service listens, with the ports that were really bound.
    public let boundAddresses: [DHCPEndpoint]

    /// Runs `body` on the responder between two batches, and returns its result.
    ///
    /// What was sent before is handled before. Throws what `body` throws, and `DHCPServiceError` when the service ends
    /// before `body` ran. A responder must not await a call to itself: it would wait for itself.
    public func call<Value: Sendable>(
        _ body: @escaping @Sendable (inout Responder) async throws -> Value
    ) async throws -> Value {
        try await channel.call(body)
    }

    /// Looks at the responder between two batches, and returns what `body` made of it.
    ///
    /// Quicker than ``call(_:)``, which waits for what is under way: here that stays under way, so what is seen may not be
    /// durable yet. Keep no copy of the responder, since the next message would copy its tables. Throws what `body`
    /// throws, and `DHCPServiceError` when the service ends before `body` ran.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Responder) throws -> Value
    ) async throws -> Value {
        try await channel.call(settling: false) { try body($0) }
    }

    /// Runs `body` on the responder between two batches, and does not wait for it.
    ///
    /// Returns whether it was accepted: not when the service ends, nor when too many wait.
    @discardableResult
    public func cast(_ body: @escaping @Sendable (inout Responder) async -> Void) -> Bool {
        channel.cast(body)
    }

    /// Runs `body` on the responder once `delay` has gone by, as a cast that is made then.
    ///
    /// Those due at the same time run in the order in which they were asked for. A delay of zero or less is a cast at
    /// once. Returns whether it was accepted: not when the service ends, nor when
    /// `DHCPServiceConfiguration.delayedCastLimit` of them wait. When the service ends, those that wait are dropped.
    @discardableResult
    public func cast(
        after delay: Duration, _ body: @escaping @Sendable (inout Responder) async -> Void
    ) -> Bool {
        channel.append(MailboxCommand(run: body, discard: { _ in }), after: delay)
    }

    /// Runs `body` on the responder before everything else that waits.
    ///
    /// A callback of a ``DHCPHandler`` queues work with it that runs when the callback has returned and before the next
    /// message, also when that came in the same batch; the callback's answer is sent first. A ``DHCPResponder`` of
    /// another kind answers whole batches, so there it runs after the batch; one that wraps a handler gets the rest of
    /// the batch in another call. Several run in the order in which they
    /// were queued, and one that is queued by another runs before the next message too; one that always queues another
    /// keeps messages out for good.
    ///
    /// Returns whether it was accepted: not when the service has ended, nor when too many wait.
    @discardableResult
    public func `continue`(_ body: @escaping @Sendable (inout Responder) async -> Void) -> Bool {
        channel.appendContinuation(MailboxCommand(run: body, discard: { _ in }))
    }

    /// Has the responder go on with work that it left under way: ``DHCPResponder/resume(replies:)`` is called soon.
    ///
    /// Does nothing when the service has ended.
    public func resume() {
        channel.putResumption()
    }

    /// Ends the service with this reason: `run()` throws it.
    ///
    /// What was answered before leaves first, a body that runs now runs to its end, and what waits is dropped. Does
    /// nothing when the service ends already.
    public func stop(_ reason: any Error) {
        channel.cancel(.failed(reason))
    }

    /// A handle for a responder that this service's responder has: what the inner one's `start(_:)` takes.
    ///
    /// ```swift
    /// struct Audited: DHCPResponder {
    ///     var inner: LeaseResponder
    ///
    ///     mutating func start(_ service: DHCPServiceHandle<Audited>) async throws {
    ///         try await inner.start(service.focused(on: \.inner))
    ///     }
    ///     // … and all other functions hand on to `inner`, `resume`, `settle` and `farewell` too.
    /// }
    /// ```
    public func focused<Inner: DHCPResponder>(
        on path: any WritableKeyPath<Responder, Inner> & Sendable
    ) -> DHCPServiceHandle<Inner> {
        DHCPServiceHandle<Inner>(
            channel: FocusedChannel(channel: channel, path: path), counters: counters, executor: executor,
            tracing: tracing, clock: clock, boundAddresses: boundAddresses)
    }

    /// What the service counted so far.
    public var statistics: DHCPStatistics { counters.statistics }
}
