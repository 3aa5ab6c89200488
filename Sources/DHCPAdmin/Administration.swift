#if Admin
    import DHCPConfiguration
    import DHCPProgram
    import Logging

    /// What all requests to a server's administration share.
    final class Administration: Sendable {
        let server: CompleteServer.Handle
        let settings: AdminSettings
        let limits: AdminLimits
        let logger: Logger
        let load: ClientLoad
        let gate: RequestGate
        let index: LeaseIndex
        let tokens: TokenBook
        let sessions = SessionBook()
        let failures = FailureLedger()
        let feed = EventFeed()
        let samples = SampleRing()
        let pump: EventPump

        /// More has no request but a configuration to be checked.
        static let bodyLimit = 64 << 10
        /// A configuration with some ten thousand reservations.
        static let configurationLimit = 4 << 20

        init(_ server: CompleteServer.Handle, _ settings: AdminSettings, _ limits: AdminLimits, _ logger: Logger) {
            self.server = server
            self.settings = settings
            self.limits = limits
            self.logger = logger
            gate = RequestGate(slots: limits.asking, waiting: limits.waiting)
            load = ClientLoad { server.receivedMessages }
            index = LeaseIndex(server, load)
            tokens = TokenBook(server.administration.place.tokens, logger)
            pump = EventPump(server, feed)
        }
    }
#endif
