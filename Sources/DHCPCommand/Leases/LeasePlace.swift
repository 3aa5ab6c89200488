#if SQLite
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite

    #if Admin
        import DHCPAdmin
    #endif

    /// Where the leases are that a command line means.
    struct LeasePlace {
        let storage: LeaseStorage
        /// The configuration, as it was named.
        let file: String?
        /// What is served, when a configuration was named.
        let leases: LeaseConfiguration?

        /// How the server of the leases is administered, when a configuration was named.
        var admin = AdminSettings()

        #if Admin
            /// The server of the leases, when one runs on this machine and takes questions.
            var runningServer: AdminClient? {
                let place = AdminPlace(admin, storage, file: file)
                return place.socket.flatMap { try? AdminClient.first(of: [$0]) }
            }
        #endif

        /// The place, for people.
        var words: String { storage.words }

        /// Whether several servers share the leases.
        var isShared: Bool { storage.settings.isShared }

        /// The path of the lease file.
        ///
        /// Throws ``CannotRun`` when leases are in no file.
        func path() throws -> String {
            if case .file(let path) = storage.settings { return path }
            throw CannotRun(description: "\(file ?? "") keeps leases in \(words): name a file with --store")
        }

        /// Opens the leases to be looked at.
        ///
        /// Throws what the store throws, and ``CannotRun`` when the configuration keeps leases in memory.
        func reader() async throws -> any StoredLeases {
            guard isShared else { return try SQLiteLeaseReader(path: path()) }
            return SharedLeases(place: words, store: try await sharedStore())
        }

        /// Opens the store that several servers share, which is found to be usable.
        func sharedStore() async throws -> any LeaseStore {
            let store = try storage.open(.commandLine())
            try await LeaseStorage.check(store)
            return store
        }

        /// Opens the store to change it; `what` is what no server of a file must hinder, such as `release a lease`.
        func writer(to what: String) async throws -> any LeaseStore {
            isShared ? try await sharedStore() : try LeaseFileArgument.writer(path(), to: what)
        }

        /// The network of each address, by which a shared store tells clients apart.
        ///
        /// Throws ``CannotRun`` when the configuration can not be served.
        func network() throws -> @Sendable (IPv4Address) -> IPv4Address? {
            guard let leases else { return { _ in nil } }
            do throws(LeaseConfigurationError) {
                let engine = try LeaseEngine(configuration: leases)
                return { engine.network(of: $0) }
            } catch {
                throw CannotRun(description: "the configuration can not be served: \(error)")
            }
        }
    }
#endif
