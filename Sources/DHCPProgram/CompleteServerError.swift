/// What keeps a ``CompleteServer`` from running.
public struct CompleteServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One line with cause and cure.
    public let description: String

    /// Makes an error.
    package init(description: String) {
        self.description = description
    }
}
