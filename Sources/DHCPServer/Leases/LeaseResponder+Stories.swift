package import DHCP
package import DHCPLeases

extension LeaseResponder {
    /// How much memory what became of each client's last messages may take, in octets; 0, as it is at first, remembers nothing.
    ///
    /// To be set before the service runs.
    public var storyMemory: Int {
        get { storyLimit }
        set {
            storyLimit = max(newValue, 0)
            stories = DecisionStories(limit: storyLimit)
            pipeline.traceBudget = TraceBudget(perSecond: stories.isOn ? DecisionStories.perSecond : 0)
        }
    }

    /// How many decisions were not remembered, as more came in a second than are.
    package var untoldCount: Int { pipeline.traceBudget.missedCount }

    /// The leases' time now.
    package var now: DHCPInstant { timeline.time(at: clock.now) }

    /// What the clock says now, by which what is remembered was received.
    package var clockTime: DHCPInstant { clock.now }

    /// What would be decided about a message now, and the way to that; nothing has happened afterwards.
    package mutating func preview(
        _ request: DHCPRequest, after delay: Duration, tracing trace: inout DecisionTrace
    ) -> (decision: Decision, time: DHCPInstant) {
        let now = timeline.time(at: clock.now.advanced(by: delay))
        return (engine.preview(request, at: now, tracing: &trace), now)
    }
}

extension DHCPService where Responder == LeaseResponder {
    /// Asks the responder something that changes nothing, between two batches, while what is under way stays so.
    package func ask<Value: Sendable>(
        _ body: @escaping @Sendable (inout LeaseResponder) throws -> Value
    ) async throws -> Value {
        try await callUrgently(body)
    }
}
