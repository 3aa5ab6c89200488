/// What keeps a ``CompleteServer`` from running, or from doing what was asked.
///
/// Two are equal when code and line are.
public struct CompleteServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let code: Code
    /// One line with cause and cure.
    public let description: String
    /// What was thrown below, when something was.
    public let cause: (any Error)?

    /// Makes an error.
    package init(_ code: Code, _ description: String, cause: (any Error)? = nil) {
        self.code = code
        self.description = description
        self.cause = cause
    }

    /// The kinds of failure; new ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs.
        public let description: String

        /// The configuration can not be served.
        public static let configuration = Code(description: "configuration")
        /// No interface of this host reaches a client.
        public static let unreachable = Code(description: "unreachable")
        /// The leases can not be opened, or can not be handed over to the user that the server becomes.
        public static let leases = Code(description: "leases")
        /// Root's rights can not be given up.
        public static let privileges = Code(description: "privileges")
        /// The configuration says otherwise of a client or an address than a reservation that was to be made.
        public static let reservation = Code(description: "reservation")
        /// The server can not be administered as its configuration says.
        public static let administration = Code(description: "administration")
        /// It is not known who would ask, or from where.
        public static let question = Code(description: "question")
        /// The configuration is another one than that of a plan.
        public static let changed = Code(description: "changed")
    }

    /// Equality is by code and line.
    public static func == (left: CompleteServerError, right: CompleteServerError) -> Bool {
        left.code == right.code && left.description == right.description
    }

    /// Hashes code and line.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(description)
    }
}
