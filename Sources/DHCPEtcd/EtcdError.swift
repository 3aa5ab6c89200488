#if Etcd
    /// What keeps leases from being read from etcd or written there.
    ///
    /// Two are equal when code and line are.
    public struct EtcdError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public let code: Code
        /// One line with cause and cure.
        public let description: String

        init(_ code: Code, _ description: String) {
            self.code = code
            self.description = description
        }

        /// The kinds of failure; new ones may come, so a `switch` needs a `default`.
        public struct Code: Hashable, Sendable, CustomStringConvertible {
            /// A stable word for logs.
            public let description: String

            /// No endpoint answers.
            public static let unreachable = Code(description: "unreachable")
            /// An endpoint is none: no port, or no host.
            public static let endpoint = Code(description: "endpoint")
            /// Certificates or keys can not be used, or etcd's is not trusted, or etcd does not trust ours.
            public static let certificate = Code(description: "certificate")
            /// The user or the password is wrong, or etcd wants some.
            public static let credentials = Code(description: "credentials")
            /// The user may not read or write there.
            public static let rights = Code(description: "rights")
            /// etcd is of a version before 3.4.
            public static let tooOld = Code(description: "too-old")
            /// etcd's disk or quota is full.
            public static let full = Code(description: "full")
            /// What is stored is no lease, or one of a later version.
            public static let malformed = Code(description: "malformed")
            /// etcd refused a request for another reason.
            public static let refused = Code(description: "refused")
        }

        /// Whether waiting may help: an etcd that is not there yet, or full.
        public var isPassing: Bool { code == .unreachable || code == .full }
    }
#endif
