#if SQLite
    import DHCP
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite
    import Foundation

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
        /// Which history is kept with the leases, when a configuration was named.
        var history: HistorySettings?

        #if Admin
            /// The server of the leases, when one runs on this machine and takes questions.
            func runningServer() async -> AdminClient? {
                let candidates = AdminPlace.candidates(settings: admin, storage: storage, file: file)
                for path in candidates {
                    guard let client = try? AdminClient.first(of: [path]) else { continue }
                    if await isServed(by: client) { return client }
                }
                return nil
            }

            /// Whether a server has these leases: in the directory of the system's service another one may listen.
            private func isServed(by client: AdminClient) async -> Bool {
                guard let answer = try? await client.send("GET", "/api/v1/status"), answer.isSuccess,
                    let status = try? JSONDecoder().decode(ServerStatus.self, from: Data(answer.body))
                else { return false }
                if isUnsaid { return true }
                guard case .file(let path) = storage.settings else { return status.store.place == words }
                // A relative path counts from where that server was started, and is beside its socket.
                return !status.store.place.hasPrefix("/") || Self.isSame(status.store.place, path)
            }

            /// Whether nobody said which leases are meant, and there are none here.
            private var isUnsaid: Bool {
                !storage.isNamed && file == nil && !FileManager.default.fileExists(atPath: words)
            }

            private static func isSame(_ one: String, _ other: String) -> Bool {
                func whole(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
                return whole(one) == whole(other)
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

        /// The path of the file with the history of this host's server.
        ///
        /// Throws ``CannotRun`` when there is none.
        func historyPath() throws -> String {
            if let path = storage.historyFile { return path }
            throw CannotRun(description: "\(file ?? "") keeps no history: name a file with --store")
        }

        /// The leases as their server knows them when one runs, else those that are stored; `parameters` say to a server
        /// which are meant, in the words of its `GET /api/v1/leases`.
        ///
        /// What several servers share is read where it is. Throws as ``reader()`` does.
        func leases(_ parameters: [(name: String, value: String)]) async throws -> any KnownLeases {
            #if Admin
                if !isShared, let client = await runningServer() {
                    return ServerLeases(client: client, parameters: parameters)
                }
            #endif
            return try await reader()
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
            isShared ? try await sharedStore() : try fileWriter(to: what)
        }

        /// Opens the lease file to change it.
        ///
        /// Throws ``CannotRun`` when leases are in no file, and what opening it throws.
        func fileWriter(to what: String) throws -> any LeaseStore {
            try LeaseFileArgument.writer(path(), to: what, history: history)
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
