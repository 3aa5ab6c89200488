#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB
    import GRDBSQLite

    /// What a look at the whole history of a file found.
    public struct HistoryFindings: Hashable, Sendable {
        /// How many records there are.
        public internal(set) var count = 0
        /// How many of them were emptied on request.
        public internal(set) var forgottenCount = 0
        /// The number of the newest record; 0 when there never was one.
        public internal(set) var head: Int64 = 0
        /// The hash of the transaction that has it, in hexadecimal: whoever keeps it elsewhere can tell later whether anything
        /// before it was changed.
        public internal(set) var hash = ""
        /// What was changed, removed or inserted, in words.
        public var problems: [String] = []

        static let problemLimit = 100

        mutating func note(_ problem: String) {
            if problems.count < Self.problemLimit { problems.append(problem) }
        }
    }

    /// Follows the chain of hashes.
    ///
    /// It reads so much at a time, so that a server beside it can go on with its log.
    struct HistoryCheck {
        private struct Link {
            let last: Int64
            let server: String
            let hash: [UInt8]
        }

        private(set) var findings = HistoryFindings()
        private var current: Link?
        /// How many records are said to have been emptied.
        private var announced: Int64 = 0
        private var sealed = SealedOctets()
        private static let linkCount = 2000

        /// Reads from `file` until all was looked at.
        mutating func run(_ read: ((Database) throws -> Bool) throws -> Bool) throws {
            while try read({ try goOn($0) }) {}
            if findings.forgottenCount > announced {
                findings.note(
                    "\(findings.forgottenCount) records are empty, and \(announced) were emptied by dhcp history forget"
                )
            }
        }

        /// Looks at some transactions; says whether there are more.
        private mutating func goOn(_ db: Database) throws -> Bool {
            guard try HistorySchema.isThere(db) else { return false }
            let first = try links(db, from: .min, count: 1).first
            // What was taken out for its age meanwhile is not missed.
            if let first, current.map({ $0.last < first.last }) ?? true { try begin(at: first, in: db) }
            guard let before = current else { return false }
            let links = try links(db, from: before.last + 1, count: Self.linkCount)
            if links.isEmpty {
                try end(in: db)
                return false
            }
            try look(at: links, in: db)
            return true
        }

        private mutating func begin(at link: Link, in db: Database) throws {
            current = link
            let count =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM history WHERE id <= ?", arguments: [link.last]) ?? 0
            if count > 0 {
                findings.note("\(count) records stand before record \(link.last + 1), with which the chain begins")
            }
        }

        private mutating func end(in db: Database) throws {
            let (last, state) = (current?.last ?? 0, try HistoryState(db))
            (findings.head, findings.hash) = (last, (current?.hash ?? []).hexadecimal())
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM history WHERE id > ?", arguments: [last]) ?? 0
            if count > 0 { findings.note("\(count) records were inserted behind record \(last)") }
            if let head = state?.head, head > last {
                findings.note("the newest records are missing: the last was \(head), and the chain ends with \(last)")
            }
        }

        private func links(_ db: Database, from first: Int64, count: Int) throws -> [Link] {
            try Row.fetchAll(
                db, sql: "SELECT last, server, hash FROM history_link WHERE last >= ? ORDER BY last LIMIT ?",
                arguments: [first, count]
            ).map { Link(last: $0[0], server: $0[1], hash: HistoryRow.octets($0, 2)) }
        }

        private mutating func look(at links: [Link], in db: Database) throws {
            guard let before = current, let end = links.last else { return }
            let rows = try db.cachedStatement(
                sql: """
                    SELECT id, time, event, address, ends, client_kind, client, hardware, options, CAST(note AS BLOB), seal
                    FROM history WHERE id > ? AND id <= ? ORDER BY id
                    """)
            rows.bind(before.last, end.last)
            defer { sqlite3_reset(rows.sqliteStatement) }
            var isThere = try rows.step(in: db)
            for link in links {
                guard let previous = current else { return }
                var octets = LinkOctets(after: previous.hash, server: link.server)
                var next = previous.last + 1
                while isThere, rows.number(0) <= link.last {
                    noteGap(from: next, to: rows.number(0))
                    next = rows.number(0) + 1
                    add(rows, to: &octets)
                    isThere = try rows.step(in: db)
                }
                noteGap(from: next, to: link.last + 1)
                if next == link.last + 1, octets.hash != link.hash {
                    let records =
                        previous.last + 1 == link.last
                        ? "record \(link.last) was" : "one of the records \(previous.last + 1) to \(link.last) was"
                    findings.note("\(records) changed, or what links it to those before it")
                }
                current = link
            }
        }

        private mutating func noteGap(from first: Int64, to next: Int64) {
            if next - first == 1 { findings.note("record \(first) is missing") }
            if next - first > 1 { findings.note("the records \(first) to \(next - 1) are missing") }
        }

        private mutating func add(_ row: Statement, to link: inout LinkOctets) {
            findings.count += 1
            link.append(
                number: row.number(0), time: row.number(1), event: UInt8(truncatingIfNeeded: row.number(2)),
                address: row.isNull(3) ? nil : row.number(3), end: row.isNull(4) ? nil : row.number(4))
            if row.octets(10).count == SHA256.count {
                findings.forgottenCount += 1
                link.append(digest: row.octets(10))
                return
            }
            sealed.append(row)
            sealed.octets.withUnsafeBytes { link.append(digestOf: $0) }
            if row.number(2) == Int64(HistoryEvent.forgotten.rawValue) {
                announced += HistoryForgetting.count(in: String(decoding: row.octets(9), as: UTF8.self))
            }
        }
    }

    extension SealedOctets {
        /// Takes the record of a row with the columns of ``HistoryCheck``, in place of all before.
        mutating func append(_ row: Statement) {
            removeAll()
            append(
                kind: row.isNull(5) ? nil : UInt8(truncatingIfNeeded: row.number(5)), client: row.octets(6),
                hardware: row.octets(7), options: row.octets(8), note: row.octets(9), salt: row.octets(10))
        }
    }
#endif
