#if SQLite
    import GRDB

    /// What a database has: tables, views, indexes and triggers.
    ///
    /// A trigger, or a view in a table's place, would do something else than what the server asks for. So a lease file has
    /// what the steps of ``LeaseSchema/migrator`` make, word for word, and nothing besides.
    struct LeaseShape: Hashable, Sendable {
        private struct Thing: Hashable, Sendable {
            let type: String
            let name: String
            let table: String
            /// `nil` for what SQLite makes itself.
            let text: String?
        }

        private let things: Set<Thing>

        /// Looks into a database.
        init(_ db: Database) throws {
            let rows = try Row.fetchAll(db, sql: Self.question)
            things = Set(rows.map { Thing(type: $0[0], name: $0[1], table: $0[2], text: $0[3]) })
        }

        /// Asks for text, whatever somebody put there; for no more things than are needed to tell a foreign file.
        ///
        /// Statistics, which ANALYZE makes for the planner, are SQLite's own and of no consequence.
        private static let question = """
            SELECT ifnull(CAST(type AS TEXT), ''), ifnull(CAST(name AS TEXT), ''), ifnull(CAST(tbl_name AS TEXT), ''),
                CAST(sql AS TEXT)
            FROM sqlite_master
            WHERE NOT (type = 'table' AND ifnull(sql, '') IN (
                'CREATE TABLE sqlite_stat1(tbl,idx,stat)', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'))
            LIMIT 100
            """

        var isEmpty: Bool { things.isEmpty }

        /// Whether it can be asked for the steps that were taken.
        var hasMigrations: Bool {
            !Self.known.isEmpty && Self.migrations.isSubset(of: things)
        }

        /// What no version of this program made, in words; `nil` for a lease file.
        var foreignThing: String? {
            if Self.known.contains(self) { return nil }
            let expected = Self.known.map(\.things).min { difference($0) < difference($1) } ?? []
            if let thing = things.subtracting(expected).min(by: { $0.name < $1.name }) {
                return "its \(Self.printable(thing.type)) \(Self.printable(thing.name)) is none of this program's"
            }
            return expected.subtracting(things).map(\.name).min().map { "it has no \($0)" }
                ?? "it is of no known version"
        }

        private func difference(_ other: Set<Thing>) -> Int { other.symmetricDifference(things).count }

        /// What each version made.
        private static let known: [LeaseShape] = {
            let migrator = LeaseSchema.migrator
            var shapes: [LeaseShape] = []
            do {
                let queue = try DatabaseQueue()
                for step in migrator.migrations {
                    try migrator.migrate(queue, upTo: step)
                    shapes.append(try queue.unsafeRead { try LeaseShape($0) })
                }
            } catch {
                // Then no file is taken for one of leases; only a lack of memory can be the cause.
                return []
            }
            return shapes
        }()

        /// The table of steps that were taken.
        private static let migrations = Set(known.first?.things.filter { $0.table == "grdb_migrations" } ?? [])

        private static func printable(_ text: String) -> String {
            String(text.prefix(40).map { $0.isASCII && $0 >= " " && $0 != "\u{7F}" ? $0 : "?" })
        }
    }
#endif
