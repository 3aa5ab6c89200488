import DHCP
import DHCPLeases

/// Changes that are committed together, and the decisions that wait for them.
struct PendingCommit: Sendable {
    var changes: [LeaseChange] = []
    /// The clocks, to be stored before the changes when the store's mark is old.
    var mark: LeaseTimeMark?
    /// Each decision with its changes.
    private(set) var decisions: [(request: DHCPRequest, decision: Decision, changes: Range<Int>)] = []

    /// How much there is to commit and to answer.
    var count: Int { max(changes.count, decisions.count) }

    /// Adds a decision whose changes have been added.
    mutating func add(_ decision: Decision, _ request: DHCPRequest, changes: Range<Int>) {
        decisions.append((request, decision, changes))
    }

    /// Drops the answers one by one, so that each is the last of its kind when `body` gets it.
    mutating func discard(_ body: (consuming DHCPReply) -> Void) {
        for index in decisions.indices {
            if let reply = decisions[index].decision.reply.take() { body(reply) }
        }
    }

    /// The changes for which another server was faster.
    func refused(_ results: [CommitResult]) -> [Int] {
        results.indices.filter { if case .conflict = results[$0] { true } else { false } }
    }
}
