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

        /// What of the leases of a copy is not the last that its history tells of their addresses, and what is wrong with the
        /// history.
        func unrecorded(_ leases: [Lease], in copy: String) throws -> [String] {
            let reader = try SQLiteLeaseReader(path: url.appending(path: "\(copy)/leases.sqlite").path)
            let wrong = try leases.filter { lease in
                let query = HistoryQuery(.address(lease.address), limit: 1)
                guard let last = try reader.history(query).first, last.client == lease.client else { return true }
                return switch lease.state {
                case .bound: !last.event.isHeld
                case .released: last.event != .released
                case .expired: last.event != .expired
                case .declined: last.event != .declined
                }
            }
            return try wrong.map { "not recorded: \($0)" } + reader.verifyHistory().problems
        }
    }
#endif
