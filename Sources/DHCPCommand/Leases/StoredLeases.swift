#if SQLite
    import DHCP
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite

    /// Leases that can be looked at, wherever they are.
    protocol KnownLeases {
        /// Where they are, for people.
        var place: String { get }

        /// Hands the leases of `range`, or all of them, to `body` in the order of their addresses, with times of day.
        func forEach(in range: IPv4Range?, _ body: (Lease) throws -> Void) async throws
    }

    /// Leases in a store, with what else is kept there.
    protocol StoredLeases: KnownLeases {
        /// The other records of a kind.
        func records(ofKind kind: StoreRecord.Kind) async throws -> [StoreRecord]
    }

    extension SQLiteLeaseReader: StoredLeases {
        var place: String { path }

        func records(ofKind kind: StoreRecord.Kind) async throws -> [StoreRecord] { try records(kind) }
    }

    /// The leases of a store that several servers share.
    struct SharedLeases: StoredLeases {
        let place: String
        let store: any LeaseStore

        func forEach(in range: IPv4Range?, _ body: (Lease) throws -> Void) async throws {
            let ahead = try await store.timeMark()?.secondsToTimeOfDay ?? 0
            var leases: [Lease] = []
            _ = try await store.load { lease in
                if range?.contains(lease.address) ?? true { leases.append(lease) }
            }
            for lease in leases.sorted(by: { $0.address < $1.address }) { try body(lease.shifted(by: ahead)) }
        }

        func records(ofKind kind: StoreRecord.Kind) async throws -> [StoreRecord] { try await store.records(kind) }
    }
#endif
