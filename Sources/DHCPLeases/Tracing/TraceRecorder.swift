/// Writes down the way to a decision; nobody has one who does not want to know, and then a question costs a look at a
/// reference that is not there.
final class TraceRecorder {
    private(set) var trace = DecisionTrace()

    /// Most have fewer steps.
    init() { trace.steps.reserveCapacity(16) }

    func note(_ step: DecisionStep) { trace.steps.append(step) }
}
