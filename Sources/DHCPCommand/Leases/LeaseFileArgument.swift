#if SQLite
    import ArgumentParser
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite
    import Logging

    /// The lease file that a command line names.
    struct LeaseFileArgument: ParsableArguments {
        @Option(
            name: .long, help: ArgumentHelp("The lease file.", valueName: "path"), completion: .leaseFile)
        var store: String?

        @Option(
            name: .long, help: ArgumentHelp("The configuration whose lease file is meant.", valueName: "file"),
            completion: .configuration)
        var config: String?

        /// The file's path, and what is served when a configuration was named.
        ///
        /// Throws ``CannotRun`` when the configuration keeps leases in memory, and an exit code when it is wrong.
        func locate() throws -> (storage: LeaseStorage, path: String, leases: LeaseConfiguration?) {
            let configuration = try configured()
            let storage = LeaseStorage(
                option: store, settings: configuration?.store ?? .file(StoreSettings.defaultPath), file: config)
            if let warning = storage.warning { StandardError.write("dhcp: \(warning)") }
            switch storage.settings {
            case .file(let path): return (storage, path, configuration?.leases)
            case .memory:
                throw CannotRun(description: "\(config ?? "") keeps leases in memory: name a file with --store")
            case .etcd:
                throw CannotRun(description: "\(config ?? "") keeps leases in etcd: name a file with --store")
            }
        }

        /// The file's path.
        func path() throws -> String { try locate().path }

        /// Opens the file for reading.
        func reader() throws -> SQLiteLeaseReader {
            try SQLiteLeaseReader(path: path())
        }

        /// Opens a file for writing; `what` is what no server must hinder, such as `release a lease`.
        static func writer(_ path: String, to what: String) throws -> SQLiteLeaseStore {
            do throws(LeaseStoreError) {
                return try SQLiteLeaseStore(path: path, logger: .commandLine())
            } catch {
                throw explained(error, path, what)
            }
        }

        /// Throws what opening the file for writing would, and changes nothing.
        static func check(_ path: String, to what: String) throws {
            do throws(LeaseStoreError) {
                try SQLiteLeaseStore.check(path: path)
            } catch {
                throw explained(error, path, what)
            }
        }

        private static func explained(_ error: LeaseStoreError, _ path: String, _ what: String) -> any Error {
            guard error.code == .inUse else { return error }
            return CannotRun(
                description: """
                    can not \(what): \(path) is in use by process \(error.process.map(String.init) ?? "?"), which knows its \
                    leases by heart and would not see the change. End that server, repeat this, and start it again
                    """)
        }

        private func configured() throws -> ServerConfiguration? {
            guard let config else { return nil }
            do throws(ConfigurationErrors) {
                return try ServerConfiguration.load(config).configuration
            } catch {
                StandardError.write(error.description)
                throw ExitCode(.negative)
            }
        }
    }
#endif
