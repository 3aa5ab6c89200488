#if SQLite
    import GRDB
    import Glibc

    /// What a lease file looks like; Documentation/Leases.md explains it to people.
    enum LeaseSchema {
        /// Tells a lease file from other databases: `DHCP` in ASCII, at octet 68 of the file.
        static let applicationID = 0x4448_4350

        /// The steps from an empty file to the schema of today.
        ///
        /// A step that was released is never changed.
        static let migrator: DatabaseMigrator = {
            var migrator = DatabaseMigrator()
            migrator.registerMigration("leases") { db in
                try touch(db)
                try db.execute(sql: table)
                try db.execute(sql: view)
            }
            // Until here leases' times were times of day, and all of them were written anew when the clock was set.
            migrator.registerMigration("clock") { db in
                try db.execute(sql: clock)
                try db.execute(sql: "DROP VIEW leases")
                try db.execute(sql: viewInTimeOfDay)
            }
            migrator.registerMigration("record") { try $0.execute(sql: record) }
            // Until here one server alone had the leases.
            migrator.registerMigration("lead") { try $0.execute(sql: lead) }
            // Until here nobody could tell who had an address before.
            migrator.registerMigration("history") { try HistorySchema.make(in: $0) }
            return migrator
        }()

        /// Throws unless the database is empty or one of leases, and not newer than this program; gives whether it has
        /// the table.
        @discardableResult
        static func check(_ db: Database, path: String) throws -> Bool {
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id")
            let shape = try LeaseShape(db)
            guard application == applicationID || (application == 0 && shape.isEmpty) else {
                throw LeaseStoreError(.notLeases, path, detail: "another database")
            }
            if shape.isEmpty { return false }
            // A newer version has things that this one does not know.
            if shape.hasMigrations, try migrator.hasBeenSuperseded(db) { throw LeaseStoreError(.newer, path) }
            if let foreign = shape.foreignThing { throw LeaseStoreError(.notLeases, path, detail: foreign) }
            return true
        }

        /// The same for a file without a log, beside which nothing is made.
        static func check(fileAt path: String) throws {
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
            guard descriptor >= 0 else { throw LeaseStoreError(.unreachable, path, errorNumber: errno) }
            defer { close(descriptor) }
            try check(descriptor, path: path)
        }

        /// The same for a file that is open, as far as its log is in it.
        static func check(_ file: Int32, path: String) throws {
            let database = try FileMapping(file).open()
            defer { try? database.close() }
            _ = try database.unsafeRead { try check($0, path: path) }
        }

        /// Keeps what a file says of itself from doing more than to say it.
        static func distrust(_ db: Database) throws {
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            // Nothing of the leases is ever written elsewhere.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }

        /// Writes something that changes nothing, to find out whether the file can be written.
        static func touch(_ db: Database) throws {
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }

        private static let table = """
            CREATE TABLE lease (
                address INTEGER PRIMARY KEY CHECK (address BETWEEN 0 AND 4294967295),
                state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- bound, released, expired, declined
                client BLOB NOT NULL CHECK (length(client) > 0),
                client_kind INTEGER NOT NULL CHECK (client_kind BETWEEN 0 AND 3), -- see the view
                hardware BLOB NOT NULL CHECK (length(hardware) BETWEEN 1 AND 17), -- hardware type, then the address
                starts INTEGER NOT NULL CHECK (starts BETWEEN 0 AND 4294967295), -- seconds since 1970
                ends INTEGER NOT NULL CHECK (ends BETWEEN 0 AND 4294967295), -- 4294967295 is never
                options BLOB NOT NULL -- host name (12) and relay agent information (82) as on the wire
            ) STRICT
            """

        private static let lead = """
            ALTER TABLE lease ADD COLUMN lead INTEGER NOT NULL DEFAULT 0 CHECK (lead BETWEEN 0 AND 4294967295)
            """

        private static let clock = """
            CREATE TABLE clock ( -- one row: the clocks at one moment, in nanoseconds
                id INTEGER PRIMARY KEY CHECK (id = 1),
                lease_time INTEGER NOT NULL, -- since 1970 as leases count it, which never steps
                time_of_day INTEGER NOT NULL, -- since 1970 as the machine's clock showed it
                boot TEXT NOT NULL, -- the kernel's boot_id
                since_boot INTEGER NOT NULL
            ) STRICT
            """

        private static let record = """
            CREATE TABLE record ( -- what is stored with leases, for those who wrote it
                kind TEXT NOT NULL,
                key BLOB NOT NULL,
                value BLOB NOT NULL,
                PRIMARY KEY (kind, key)
            ) STRICT, WITHOUT ROWID
            """

        private static let view = view(starts: "starts", ends: "ends", of: "lease")

        private static let viewInTimeOfDay = view(
            starts: "starts + ahead", ends: "ends + ahead",
            of: """
                lease, (SELECT coalesce(
                    (SELECT CAST(round((time_of_day - lease_time) / 1e9) AS INTEGER) FROM clock), 0) AS ahead)
                """)

        /// What the migrations make: the text of a released one must stay as it is.
        private static func view(starts: String, ends: String, of tables: String) -> String {
            """
            CREATE VIEW leases AS SELECT
                format('%d.%d.%d.%d', address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255) AS address,
                CASE state WHEN 1 THEN 'bound' WHEN 2 THEN 'released' WHEN 3 THEN 'expired' WHEN 4 THEN 'declined' END
                    AS state,
                CASE client_kind WHEN 0 THEN 'id ' WHEN 1 THEN 'hw ' WHEN 2 THEN 'circuit ' WHEN 3 THEN 'remote ' END
                    || \(colons("client", from: "iif(client_kind = 1, 2, 1)")) AS client,
                \(colons("hardware", from: "2")) AS hardware,
                strftime('%Y-%m-%dT%H:%M:%SZ', \(starts), 'unixepoch') AS starts,
                CASE ends WHEN 4294967295 THEN 'never' ELSE strftime('%Y-%m-%dT%H:%M:%SZ', \(ends), 'unixepoch') END
                    AS ends,
                CASE WHEN substr(options, 1, 1) = x'0c' AND substr(options, 2, 1) < x'80'
                    THEN CAST(substr(options, 3, unicode(CAST(substr(options, 2, 1) AS TEXT))) AS TEXT) END
                    AS host_name
            FROM \(tables)
            """
        }

        /// The octets of a column as hexadecimal with colons, which SQL has no function for.
        private static func colons(_ column: String, from start: String) -> String {
            """
            (WITH RECURSIVE octet(n) AS (SELECT \(start) UNION ALL SELECT n + 1 FROM octet WHERE n < length(\(column)))
                SELECT group_concat(lower(hex(substr(\(column), n, 1))), ':') FROM octet)
            """
        }
    }
#endif
