#if Admin
    public import Hummingbird
    import NIOCore

    /// What a request to the administration has to come with.
    ///
    /// A program that mounts the routes in a router of its own gives its context this property, and sets ``AdminConnection/caller``
    /// before, when it knows by itself who asks.
    public protocol AdminRequestContext: RequestContext {
        /// Where the request comes from.
        var connection: AdminConnection { get set }
    }

    /// Where a request comes from, and who asks.
    public struct AdminConnection: Sendable {
        /// The user at the other end of a socket of this machine; `nil` for HTTP over a network.
        public var user: UInt32?
        /// The address of the other end, in words.
        public var origin: String
        /// Whether nobody on the way can read it.
        public var isEncrypted: Bool
        /// Who asks, when the program knows that by itself; `nil` for the administration to find out.
        public var caller: AdminCaller?

        /// Takes what is known of a connection.
        public init(user: UInt32? = nil, origin: String, isEncrypted: Bool = false, caller: AdminCaller? = nil) {
            self.user = user
            self.origin = origin
            self.isEncrypted = isEncrypted
            self.caller = caller
        }
    }

    /// The context of requests that ``AdminServer`` answers by itself.
    public struct AdminContext: AdminRequestContext {
        /// What Hummingbird needs.
        public var coreContext: CoreRequestContextStorage
        /// Where the request comes from.
        public var connection: AdminConnection

        /// Makes the context of a request over a network.
        public init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            connection = AdminConnection(origin: source.channel.remoteAddress?.ipAddress ?? "unknown")
        }
    }
#endif
