internal import Synchronization

/// A number that several threads count up.
final class DatagramCount: Sendable {
    private let value = Atomic(0)

    /// What was counted so far.
    var count: Int { value.load(ordering: .relaxed) }

    /// Adds one, and returns the sum.
    func increment() -> Int { value.add(1, ordering: .relaxed).newValue }
}
