#if SQLite
    import GRDB

    /// The tables of the history; Documentation/Leases.md explains them to people.
    enum HistorySchema {
        /// Makes the tables, in a step of ``LeaseSchema``; a released text is never changed.
        static func make(in db: Database) throws {
            for sql in [record, link, index, run, state] { try db.execute(sql: sql) }
        }

        /// Whether a file has the tables: one that is only read may be of an earlier version.
        static func isThere(_ db: Database) throws -> Bool { try db.tableExists("history") }

        private static let record = """
            CREATE TABLE history ( -- what happened to whom, in order
                id INTEGER PRIMARY KEY, -- each has the next number
                time INTEGER NOT NULL, -- seconds since 1970, as the machine's clock showed it
                event INTEGER NOT NULL, -- begun, taken over, renewed, changed, expired, released, declined, removed,
                    -- administered, forgotten
                address INTEGER,
                ends INTEGER, -- seconds since 1970 by the clock of that moment; 4294967295 is never
                client_kind INTEGER, -- as in the table lease; this and what follows is NULL for nobody
                client BLOB,
                hardware BLOB,
                options BLOB,
                note TEXT,
                seal BLOB NOT NULL -- 16 octets that nobody can guess; 32, the digest, where the client was forgotten
            ) STRICT
            """

        private static let link = """
            CREATE TABLE history_link ( -- a transaction: its records are those behind the link before it
                last INTEGER PRIMARY KEY, -- the number of its last record
                server TEXT NOT NULL,
                hash BLOB NOT NULL -- SHA-256 of the hash before it and of what its records say
            ) STRICT
            """

        private static let index = """
            CREATE TABLE history_index ( -- where to look for an address, a client, a name
                place INTEGER PRIMARY KEY, -- 64 for each 8192 records
                entries BLOB NOT NULL
            ) STRICT
            """

        private static let run = """
            CREATE TABLE history_run ( -- 8192 records that are in the index
                run INTEGER PRIMARY KEY,
                earliest INTEGER NOT NULL,
                latest INTEGER NOT NULL,
                octets INTEGER NOT NULL
            ) STRICT
            """

        private static let state = """
            CREATE TABLE history_state ( -- one row: what is kept, as the server was last told
                id INTEGER PRIMARY KEY CHECK (id = 1),
                seconds INTEGER NOT NULL,
                size INTEGER NOT NULL,
                renewals INTEGER NOT NULL,
                server TEXT NOT NULL,
                head INTEGER NOT NULL -- the number of the newest record
            ) STRICT
            """
    }
#endif
