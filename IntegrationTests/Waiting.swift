/// Asks again and again until there is an answer, so that no test sleeps for a fixed time.
///
/// - Parameters:
///   - what: what is waited for, in words for the failure message.
///   - limit: how long to go on asking.
///   - evidence: what the failure message shows, as a rule what the processes said.
func wait<Answer>(
    for what: String,
    upTo limit: Duration = .generous,
    evidence: () -> String = { "" },
    until answer: () async throws -> Answer?
) async throws -> Answer {
    let start = ContinuousClock.now
    while true {
        if let answer = try await answer() { return answer }
        if ContinuousClock.now - start > limit {
            throw WaitExpired(what: what, limit: limit, evidence: evidence())
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// What was waited for did not come in time.
struct WaitExpired: Error, CustomStringConvertible {
    let what: String
    let limit: Duration
    let evidence: String

    var description: String {
        "waited \(limit) in vain for \(what)" + (evidence.isEmpty ? "" : "\n\(evidence)")
    }
}

extension Duration {
    /// How long the tests wait for what must come: many times what it takes, as they may share a slow machine.
    static var generous: Duration { .seconds(60) }
}
