#if SQLite
    import DHCP
    import DHCPConfiguration
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite
    import DHCPServer
    import Foundation

    /// What is to be taken over: the lease files of another server, an export, or the leases of another store of this one.
    struct ImportedLeases {
        /// What kind of source it is.
        private(set) var kind = "empty"
        /// What is said of each address; a removal when it is said to be free.
        private(set) var changes: [LeaseChange] = []
        /// Reservations that were made at run time.
        private(set) var reservations: [StoreRecord] = []
        /// How many rows can not be taken.
        private(set) var refusedCount = 0
        /// How many lines or records there were.
        private(set) var rowCount = 0
        /// How many addresses are said to be free and nobody's.
        private(set) var vacantCount = 0
        /// Whether there are leases, and none could be taken.
        private(set) var isInVain = false

        /// What the rows are called.
        var unit: String { ["udhcpd", "sqlite", "store"].contains(kind) ? "records" : "lines" }

        /// The leases, in the order of their addresses.
        var leases: [Lease] { changes.compactMap(\.after).sorted { $0.address < $1.address } }

        /// What changes in a store, given what it has now; nothing where it has nothing and is to have nothing.
        ///
        /// Throws what the store throws.
        func changes(in store: any LeaseStore) async throws -> [LeaseChange] {
            let addresses = Set(changes.compactMap(\.address))
            var there: [IPv4Address: Lease] = [:]
            _ = try await store.load { if addresses.contains($0.address) { there[$0.address] = $0 } }
            return changes.compactMap { change in
                let before = change.address.flatMap { there[$0] }
                return before == nil && change.after == nil ? nil : LeaseChange(before: before, after: change.after)
            }
        }

        /// Reads the file `name`, and says on standard error what can not be taken.
        ///
        /// Throws ``CannotRun`` when it can not be read to its end, or is nothing that has leases.
        init(_ name: String) async throws {
            if let (kind, source) = try await Self.store(name) {
                self.kind = kind
                var changes: [LeaseChange] = []
                try await source.forEach(in: nil) { changes.append(LeaseChange(before: nil, after: $0)) }
                (self.changes, rowCount) = (changes, changes.count)
                reservations = try await source.records(ofKind: .reservation)
            } else {
                try readFiles(name)
            }
        }

        private mutating func readFiles(_ name: String) throws {
            let now = UInt32(clamping: Int(Date().timeIntervalSince1970))
            var findings: LeaseFileFindings?
            for name in LeaseSource.companions(of: name) + [name] {
                guard let (format, found) = try LeaseSource(name).read(now: now, after: findings) else { continue }
                Self.tellRemarks(found, name)
                refusedCount += found.refusedCount
                kind = format.rawValue
                findings = found
                isInVain = found.isInVain
            }
            changes = findings.map { Array($0.changes.values) } ?? []
            rowCount = findings?.rowCount ?? 0
            vacantCount = findings?.vacantCount ?? 0
        }

        /// The store that a file is, or that a configuration names; `nil` for other files.
        private static func store(_ name: String) async throws -> (String, any StoredLeases)? {
            if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                let configuration: ServerConfiguration
                do throws(ConfigurationErrors) {
                    configuration = try ServerConfiguration.load(name).configuration
                } catch {
                    throw CannotRun(description: error.description)
                }
                let storage = LeaseStorage(option: nil, settings: configuration.store, file: name)
                let place = LeasePlace(storage: storage, file: name, leases: configuration.leases)
                return ("store", try await place.reader())
            }
            guard FileFacts(at: name, followsLinks: true)?.isPlain == true,
                let file = FileHandle(forReadingAtPath: name), let beginning = try? file.read(upToCount: 16),
                beginning == Data("SQLite format 3\0".utf8)
            else { return nil }
            return ("sqlite", try SQLiteLeaseReader(path: name))
        }

        private static func tellRemarks(_ findings: LeaseFileFindings, _ name: String) {
            for remark in findings.remarks { StandardError.write("\(name): \(remark)") }
            let hidden = findings.remarkCount - findings.remarks.count
            if hidden > 0 { StandardError.write("\(name): and \(hidden) more") }
        }
    }
#endif
