/// A policy on the heap.
final class KeptPolicy: Sendable {
    let policy: any LeasePolicy

    init(_ policy: any LeasePolicy) {
        self.policy = policy
    }
}
