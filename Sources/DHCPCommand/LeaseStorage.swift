import DHCPConfiguration
import DHCPLeases
import Foundation
import Logging

#if SQLite
    import DHCPSQLite
#endif

/// Where a command finds the leases: `--store`, else what the configuration says.
struct LeaseStorage {
    /// The place; a path is relative to the working directory, or absolute.
    let settings: StoreSettings

    /// Takes `option` as it was typed.
    ///
    /// A relative path of the configuration counts from the directory that systemd gives the service
    /// (`StateDirectory=`), else from the configuration's own `file`.
    init(
        option: String?, settings: StoreSettings, file: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        switch (option, settings) {
        case (let option?, _): self.settings = .file(option)
        case (nil, .memory): self.settings = .memory
        case (nil, .file(let path)):
            let directory =
                environment["STATE_DIRECTORY"]?.split(separator: ":").first.map(String.init)
                ?? file.flatMap { Self.directory(of: $0) }
            self.settings = .file(path.hasPrefix("/") ? path : Self.join(directory, path))
        }
    }

    private static func directory(of file: String) -> String? {
        guard let slash = file.lastIndex(of: "/") else { return nil }
        return String(file[...slash])
    }

    private static func join(_ directory: String?, _ path: String) -> String {
        guard let directory else { return path }
        return directory.hasSuffix("/") ? directory + path : directory + "/" + path
    }
}

#if SQLite
    extension LeaseStorage {
        /// Opens the store for a server.
        ///
        /// Throws ``CannotRun`` with cause and cure.
        func open(_ logger: Logger) throws -> any LeaseStore {
            switch settings {
            case .memory:
                return VolatileLeaseStore()
            case .file(let path):
                do throws(LeaseStoreError) {
                    let store = try SQLiteLeaseStore(path: path, logger: logger)
                    logger.info("leases are kept in a file", metadata: ["store": "\(store.path)"])
                    return store
                } catch {
                    throw CannotRun(description: "\(error)")
                }
            }
        }

        /// What keeps the command from running, when it is the store.
        static func failure(_ error: any Error) -> CannotRun? {
            (error as? LeaseStoreError).map { CannotRun(description: "\($0)") }
        }
    }
#else
    extension LeaseStorage {
        /// Opens the store for a server: in memory, since this program was built without SQLite.
        func open(_ logger: Logger) throws -> any LeaseStore {
            if case .file = settings {
                logger.warning("built without SQLite, so leases are kept in memory: they are lost when the server ends")
            }
            return VolatileLeaseStore()
        }

        /// What keeps the command from running, when it is the store.
        static func failure(_ error: any Error) -> CannotRun? { nil }
    }
#endif
