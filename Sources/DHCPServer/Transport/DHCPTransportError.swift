/// Why a transport could not be opened: one line for the operator, with what would cure it.
public struct DHCPTransportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public var code: Code
    /// What failed, as in `can not listen on 0.0.0.0:67`.
    public var cause: String
    /// What to do about it.
    public var cure: String

    /// Makes an error.
    public init(_ code: Code, cause: String, cure: String) {
        self.code = code
        self.cause = cause
        self.cure = cure
    }

    /// The kinds of failure; new ones may come, so a `switch` needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A stable word for logs.
        public let description: String

        /// Another process listens on the port.
        public static let portInUse = Code(description: "port-in-use")
        /// The port or the device needs a privilege that this process has not.
        public static let notPermitted = Code(description: "not-permitted")
        /// There is no interface of that name.
        public static let noSuchInterface = Code(description: "no-such-interface")
        /// No interface has the address to listen on.
        public static let addressNotAvailable = Code(description: "address-not-available")
        /// The options contradict each other.
        public static let contradiction = Code(description: "contradiction")
        /// Any other failure of the operating system.
        public static let system = Code(description: "system")
    }

    /// Cause and cure in one line.
    public var description: String { "\(cause): \(cure)" }
}
