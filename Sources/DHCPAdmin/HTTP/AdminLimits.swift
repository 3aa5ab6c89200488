#if Admin
    /// How much those may take who ask a server over HTTP; tests wait for none of it.
    package struct AdminLimits: Sendable {
        /// How long a request may take to come, with the beginning of its answer.
        package var request = Duration.seconds(20)
        /// How long nothing may be asked or written; a stream of events says more often that it is there.
        package var rest = Duration.seconds(60)
        /// How many connections are there at a time, of each socket.
        package var connections = 512
        /// How many requests ask the server at the same time.
        package var asking = 4
        /// How many wait for that.
        package var waiting = 64

        /// What is good for everybody.
        package init() {}

        /// How many octets a field of a header may have.
        static let field = 8 << 10
        /// How many octets a header may have.
        static let header = 16 << 10
        /// How many fields a header may have.
        static let fields = 100
    }
#endif
