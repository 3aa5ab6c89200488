import DHCP
import DHCPLeases
import Tracing

/// Which batches wait for a commit, by the contexts of their spans.
struct WaitingSpans {
    private var contexts: [ServiceContext] = []

    /// A commit names so many batches at most; a store that takes long has thousands wait.
    private static let limit = 32

    /// Remembers a batch.
    mutating func append(_ context: ServiceContext) {
        if contexts.count < Self.limit { contexts.append(context) }
    }

    /// Takes out all, the oldest first.
    mutating func take() -> ArraySlice<ServiceContext> {
        defer { contexts = [] }
        return contexts[...]
    }
}

extension LeaseResponder {
    /// Decides about a batch in a span, which a policy joins.
    ///
    /// The span says how often each thing was done about messages whose answer did not wait for a commit.
    mutating func trace(
        _ batch: [DHCPRequest], by tracing: ServiceTracing, _ body: (inout LeaseResponder) async -> Void
    ) async {
        let before = reporter.counts.byKind
        let span = tracing.begin(.decide)
        await tracing.run(span) {
            await body(&self)
            for (kind, count) in reporter.counts.byKind {
                let more = count - (before[kind] ?? 0)
                if more > 0 { span.attributes["dhcp.decisions.\(kind.rawValue)"] = more }
            }
        }
        if pipeline.waitingCount > 0, let context = ServiceContext.current { waitingSpans.append(context) }
    }

    /// Begins the span of a commit, below the oldest batch that waits for it and with links to the others; `nil` where
    /// nobody traces.
    mutating func beginCommitSpan(of batch: LeaseBatch) -> (any Span)? {
        guard let tracing = service?.tracing else { return nil }
        let contexts = waitingSpans.take()
        let span = tracing.begin(.commit, under: contexts.first)
        for context in contexts.dropFirst() { span.addLink(SpanLink(context: context, attributes: [:])) }
        span.attributes["dhcp.transactions"] = batch.count
        span.attributes["dhcp.changes"] = batch.changes.count
        return span
    }

    /// Ends the span of a commit with what became of it.
    func endSpan(of commit: CommitUnderWay, _ result: CommitUnderWay.Result) {
        guard let span = commit.span, let tracing = service?.tracing else { return }
        switch result {
        case .success(let outcomes):
            span.attributes["dhcp.transactions.conflicting"] = outcomes.count(where: \.isConflict)
            span.attributes["dhcp.transactions.unknown"] = outcomes.count { $0 == .unknown }
        case .failure(let error): span.fail(error)
        }
        tracing.end(span)
    }
}
