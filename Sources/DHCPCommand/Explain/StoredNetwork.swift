#if SQLite
    import DHCP
    import DHCPExplain
    import DHCPLeases
    import DHCPProgram
    import DHCPServer
    import DHCPSQLite

    /// A configuration with its leases, as a server that began now would have them.
    struct StoredNetwork {
        var engine: LeaseEngine
        /// What is to be said of the leases.
        private(set) var remarks: [String] = []

        /// What is served, with what was reserved at run time.
        var configuration: LeaseConfiguration { engine.configuration }

        /// Reads the leases; none where there is no file yet.
        ///
        /// Throws ``CannotRun`` when the configuration can not be served, and what the store throws.
        init(
            _ leases: LeaseConfiguration, of file: LeaseFileArgument, interfaces: [NetworkInterface]
        ) async throws {
            var configuration = leases
            configuration.serverAddresses.formUnion(interfaces.flatMap(\.addresses).map(\.address))
            let place = try file.locate()
            var reader: (any StoredLeases)?
            do {
                reader = try await place.reader()
            } catch let error as LeaseStoreError where error.code == .unreachable && file.store == nil {
                remarks.append("there are no leases: \(place.words) is not there")
            } catch let error as CannotRun {
                remarks.append("no leases are looked at: \(error.description)")
            }
            if let reader {
                configuration = KeptReservations.added(
                    try await reader.records(ofKind: .reservation), to: configuration)
            }
            do throws(LeaseConfigurationError) {
                engine = try LeaseEngine(configuration: configuration)
            } catch {
                throw CannotRun(description: "the configuration can not be served: \(error)")
            }
            try await reader?.forEach(in: nil) { engine.apply(LeaseChange(before: nil, after: $0)) }
        }

        /// The leases of a client, or of an address.
        func leases(meaning name: ClientName) -> [Lease] {
            if let address = name.address { return engine.lease(at: address).map { [$0] } ?? [] }
            return engine.leases.filter { name.means($0) }
        }
    }
#endif
