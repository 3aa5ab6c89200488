#if SQLite
    import ArgumentParser
    import DHCPConfiguration
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

        /// The file's path.
        ///
        /// Throws ``CannotRun`` when the configuration keeps leases in memory, and an exit code when it is wrong.
        func path() throws -> String {
            let settings = try store == nil ? configured() : .file(StoreSettings.defaultPath)
            switch LeaseStorage(option: store, settings: settings, file: config).settings {
            case .file(let path): return path
            case .memory:
                throw CannotRun(description: "\(config ?? "") keeps leases in memory: name a file with --store")
            }
        }

        /// Opens the file for reading.
        func reader() throws -> SQLiteLeaseReader {
            try SQLiteLeaseReader(path: path())
        }

        /// Opens the file for writing; `what` is what no server must hinder, such as `release a lease`.
        func writer(to what: String) throws -> SQLiteLeaseStore {
            let path = try path()
            do throws(LeaseStoreError) {
                return try SQLiteLeaseStore(path: path, logger: .commandLine())
            } catch {
                guard case .inUse(let process) = error.reason else { throw error }
                throw CannotRun(
                    description: """
                        can not \(what): \(path) is in use by process \(process.map(String.init) ?? "?"), which knows its \
                        leases by heart and would not see the change. End that server, repeat this, and start it again
                        """)
            }
        }

        private func configured() throws -> StoreSettings {
            guard let config else { return .file(StoreSettings.defaultPath) }
            do throws(ConfigurationErrors) {
                return try ServerConfiguration.load(config).configuration.store
            } catch {
                StandardError.write(error.description)
                throw ExitCode(.negative)
            }
        }
    }
#endif
