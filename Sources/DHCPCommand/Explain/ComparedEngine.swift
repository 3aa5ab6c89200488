#if SQLite
    import DHCP
    import DHCPConfiguration
    import DHCPExplain
    import DHCPLeases
    import DHCPProgram
    import DHCPServer

    /// A configuration with the leases of some time, as a server would have them that began then.
    struct ComparedEngine {
        private(set) var engine: LeaseEngine
        /// How many leases run at addresses that the configuration gives to nobody.
        private(set) var strays = 0
        private let leasable: LeasableAddresses

        /// Reads a configuration, to which `reservations` were added at run time.
        ///
        /// `server` is the address of the server that clients name. Throws ``CannotRun``.
        init(_ path: String, server: IPv4Address? = nil, reservations: [StoreRecord] = []) throws {
            var configuration = KeptReservations.added(reservations, to: try Plan.load(path).leases)
            if let server {
                configuration.identifier = configuration.identifier ?? server
                configuration.serverAddresses.insert(server)
            }
            do throws(LeaseConfigurationError) {
                engine = try LeaseEngine(configuration: configuration)
            } catch {
                throw CannotRun(description: "\(path) can not be served: \(error)")
            }
            leasable = LeasableAddresses(configuration)
        }

        /// Adds a lease.
        mutating func add(_ lease: Lease) {
            engine.apply(LeaseChange(before: nil, after: lease))
            if lease.state == .bound, !leasable.contains(lease.address) { strays += 1 }
        }

        /// Reads a configuration and the leases of a store, with the reservations that are kept there.
        static func reading(
            _ path: String, store: String?, server: IPv4Address? = nil
        ) async throws -> ComparedEngine {
            guard let store else { return try ComparedEngine(path, server: server) }
            var file = LeaseFileArgument()
            (file.store, file.config) = (store, nil)
            let reader = try await file.locate().reader()
            var compared = try ComparedEngine(
                path, server: server, reservations: try await reader.records(ofKind: .reservation))
            try await reader.forEach(in: nil) { compared.add($0) }
            return compared
        }

        /// Reads a configuration and a lease file of another server.
        static func reading(_ path: String, leases: String) async throws -> ComparedEngine {
            let imported = try await ImportedLeases(leases)
            var compared = try ComparedEngine(path, reservations: imported.reservations)
            for lease in imported.leases { compared.add(lease) }
            if imported.refusedCount > 0 {
                StandardError.write("dhcp: \(leases): \(imported.refusedCount) \(imported.unit) can not be taken")
            }
            return compared
        }
    }
#endif
