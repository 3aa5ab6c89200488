/// How long it is waited before a store is asked again that could not answer: longer and longer, up to a second.
struct StorePauses {
    private var next = shortest
    private static let shortest = Duration.milliseconds(50)
    private static let longest = Duration.seconds(1)

    /// The next pause.
    mutating func take() -> Duration {
        defer { next = min(next * 2, Self.longest) }
        return next
    }

    /// The store has answered.
    mutating func reset() { next = Self.shortest }
}
