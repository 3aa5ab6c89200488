import DHCP
import Tracing

/// Makes the spans of a service: one for each batch and each commit, never one for each message.
///
/// Which tracer there is, is asked once, as the service begins. Without one there is no value of this type, and all that a
/// batch pays is that somebody looks.
struct ServiceTracing: Sendable {
    /// What a span is about; the raw value is its name.
    enum Stage: String {
        case receive = "dhcp.receive"
        case decide = "dhcp.decide"
        case commit = "dhcp.commit"
        case send = "dhcp.send"
    }

    private let tracer: any Tracer
    private let clock: any DHCPClock

    /// Takes the tracer of the task, or of the program; `nil` when there is none.
    init?(clock: any DHCPClock) {
        let tracer = InstrumentationSystem.tracer
        if tracer is NoOpTracer { return nil }
        self.tracer = tracer
        self.clock = clock
    }

    /// Begins a span now, or at another instant, below the one that `parent` names; of its own when that is `nil`.
    func begin(
        _ stage: Stage, ofKind kind: SpanKind = .internal, under parent: ServiceContext? = .current,
        at instant: DHCPInstant? = nil
    ) -> any Span {
        tracer.startSpan(
            stage.rawValue, context: parent ?? .topLevel, ofKind: kind, at: Self.timestamp(instant ?? clock.now))
    }

    /// Runs `body` in the span of a batch, which begins when the first message came.
    ///
    /// Throws what `body` throws; the span says so.
    func receive(_ batch: [DHCPRequest], _ body: () async throws -> Void) async rethrows {
        let span = begin(.receive, ofKind: .server, under: nil, at: batch.first?.origin.receivedAt)
        span.attributes["dhcp.messages"] = batch.count
        try await run(span, body)
    }

    /// Sends replies with `body`, in a span that says how many left.
    func send(_ body: () -> SendReport) -> SendReport {
        let span = begin(.send)
        let report = body()
        span.attributes["dhcp.replies.sent"] = report.sent
        span.attributes["dhcp.replies.refused"] = report.failures.count
        end(span)
        return report
    }

    /// Ends a span now.
    func end(_ span: any Span) { span.end(at: Self.timestamp(clock.now)) }

    /// Runs `body` in a span, with the span's context around it, and ends the span.
    ///
    /// Throws what `body` throws; the span says so.
    func run(_ span: any Span, _ body: () async throws -> Void) async rethrows {
        defer { end(span) }
        do {
            try await ServiceContext.$current.withValue(span.context) { try await body() }
        } catch {
            span.fail(error)
            throw error
        }
    }

    private static func timestamp(_ instant: DHCPInstant) -> DefaultTracerClock.Timestamp {
        DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: UInt64(clamping: instant.nanoseconds))
    }
}

extension Span {
    /// What was done in the span failed.
    func fail(_ error: any Error) {
        recordError(error)
        setStatus(SpanStatus(code: .error))
    }
}

extension Optional where Wrapped == any Span {
    /// Runs `body` with the span's context around it, where there is a span.
    func around<Value>(_ body: () -> Value) -> Value {
        guard let self else { return body() }
        return ServiceContext.$current.withValue(self.context, operation: body)
    }
}
