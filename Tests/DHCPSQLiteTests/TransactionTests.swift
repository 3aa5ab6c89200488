#if SQLite
    import GRDB
    import Testing

    @testable import DHCPSQLite

    /// What is left of a transaction that did not come to be.
    ///
    /// No transaction stands in a macro: swiftc 6.3.1 takes closures in there for others that follow.
    @Suite struct TransactionTests {
        private struct Refusal: Error {}

        private let queue: DatabaseQueue

        init() throws {
            queue = try DatabaseQueue()
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        PRAGMA foreign_keys = ON;
                        CREATE TABLE t (id INTEGER PRIMARY KEY);
                        CREATE TABLE u (t INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)
                        """)
            }
        }

        private func count(_ table: String) throws -> Int? {
            try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
        }

        @Test func whatThrowsLeavesNothingAndTheNextComesToBe() throws {
            try queue.writeWithoutTransaction { db in
                let result = Result {
                    try db.inImmediateTransaction {
                        try db.execute(sql: "INSERT INTO t VALUES (1)")
                        throw Refusal()
                    }
                }
                #expect(throws: Refusal.self) { try result.get() }
                #expect(!db.isInsideTransaction)
                try db.inImmediateTransaction { try db.execute(sql: "INSERT INTO t VALUES (2)") }
            }
            #expect(try count("t") == 1)
        }

        @Test func aCommitThatIsRefusedLeavesNothingAndTheNextComesToBe() throws {
            try queue.writeWithoutTransaction { db in
                let result = Result {
                    try db.inImmediateTransaction { try db.execute(sql: "INSERT INTO u VALUES (7)") }
                }
                let error = #expect(throws: DatabaseError.self) { try result.get() }
                #expect(error?.resultCode == .SQLITE_CONSTRAINT)
                #expect(!db.isInsideTransaction)
                try db.inImmediateTransaction { try db.execute(sql: "INSERT INTO t VALUES (1)") }
            }
            #expect(try count("u") == 0)
            #expect(try count("t") == 1)
        }

        @Test func whatSQLiteHasTakenBackItselfIsNotTakenBackTwice() throws {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "INSERT INTO t VALUES (1)")
                let result = Result {
                    try db.inImmediateTransaction {
                        try db.execute(sql: "INSERT INTO t VALUES (2)")
                        try db.execute(sql: "INSERT OR ROLLBACK INTO t VALUES (1)")
                    }
                }
                #expect(throws: DatabaseError.self) { try result.get() }
                #expect(!db.isInsideTransaction)
            }
            #expect(try count("t") == 1)
        }
    }
#endif
