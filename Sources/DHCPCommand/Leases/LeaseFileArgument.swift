#if SQLite
    import ArgumentParser
    import DHCPConfiguration
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite
    import Foundation
    import Logging

    /// The lease file that a command line names, or the configuration that says where leases are.
    struct LeaseFileArgument: ParsableArguments {
        @Option(
            name: .long, help: ArgumentHelp("The lease file.", valueName: "path"), completion: .leaseFile)
        var store: String?

        @Option(
            name: .long,
            help: ArgumentHelp("The configuration whose leases are meant, also in etcd.", valueName: "file"),
            completion: .configuration)
        var config: String?

        /// Where the leases are.
        ///
        /// Throws an exit code when the configuration is wrong.
        func locate() throws -> LeasePlace {
            let configuration = try configured()
            let storage =
                configuration.map { LeaseStorage($0, option: store, file: config) }
                ?? LeaseStorage(option: store, settings: .file(StoreSettings.defaultPath), file: config)
            if let warning = storage.warning { StandardError.write("dhcp: \(warning)") }
            return LeasePlace(
                storage: storage, file: config, leases: configuration?.leases,
                admin: configuration?.admin ?? AdminSettings(), history: configuration?.history)
        }

        /// The path of the lease file.
        func path() throws -> String { try locate().path() }

        /// Opens a file for writing; `what` is what no server must hinder, such as `release a lease`.
        ///
        /// `history` is which history it keeps from now on; without it that stays as it is, and a new file keeps the usual one.
        static func writer(_ path: String, to what: String, history: HistorySettings?) throws -> any LeaseStore {
            let isNew = !FileManager.default.fileExists(atPath: path)
            do throws(LeaseStoreError) {
                return try SQLiteLeaseStore(
                    path: path, history: history ?? (isNew ? HistorySettings() : nil), server: HostName.current,
                    logger: .commandLine())
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
