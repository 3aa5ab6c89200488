#if Admin
    import DHCP
    import DHCPProgram

    /// The addresses of all leases in their order, by which leases are listed in pages.
    ///
    /// The engine keeps leases in no order. Of many the addresses are read only every few seconds; what comes meanwhile is
    /// in the next list.
    actor LeaseIndex {
        private let server: CompleteServer.Handle
        private let load: ClientLoad
        private var known: (addresses: [UInt32], time: ContinuousClock.Instant)?
        private var underWay: Task<[UInt32], any Error>?

        /// So many are read each time.
        private static let fewAddresses = 10_000
        private static let lifetime = Duration.seconds(5)

        init(_ server: CompleteServer.Handle, _ load: ClientLoad) {
            self.server = server
            self.load = load
        }

        /// The addresses, as numbers.
        ///
        /// Throws `DHCPServiceError` when the server has ended.
        func addresses() async throws -> [UInt32] {
            if let known, known.addresses.count > Self.fewAddresses, .now - known.time < Self.lifetime {
                return known.addresses
            }
            if let underWay { return try await underWay.value }
            // A task of its own: all who ask meanwhile wait for the same reading, whoever of them gives up.
            let task = Task(executorPreference: load.executor) { [server] in try await server.leasedAddresses() }
            underWay = task
            defer { underWay = nil }
            let addresses = try await task.value
            known = (addresses, .now)
            return addresses
        }
    }
#endif
