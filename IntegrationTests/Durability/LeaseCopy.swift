#if SQLite
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Logging

    extension TemporaryDirectory {
        /// The leases in a server's file, read from a copy so that the server meets the files as they are.
        ///
        /// The server does not write meanwhile.
        func leases(copiedFrom path: String, to name: String) async throws -> [Lease] {
            let copy = try subdirectory(name).appending(path: "leases.sqlite").path
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            let store = try SQLiteLeaseStore(
                path: copy, logger: Logger(label: "copy") { _ in SwiftLogNoOpLogHandler() })
            let leases = try await store.leases()
            await store.close()
            return leases
        }
    }
#endif
