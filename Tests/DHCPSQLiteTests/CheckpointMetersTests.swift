#if SQLite
    import CoreMetrics
    import DHCPMetrics
    import GRDB
    import Testing

    @testable import DHCPSQLite

    /// What is measured when the log is moved into the database.
    @Suite struct CheckpointMetersTests {
        @Test func eachAttemptIsCountedByWhatCameOfIt() throws {
            let registry = MetricsRegistry()
            withMetricsFactory(registry) {
                let meters = CheckpointMeters()
                meters.note((pages: 8192, moved: 8192), after: .milliseconds(7))
                meters.note((pages: 8192, moved: 100), after: .milliseconds(7))
                meters.note(nil, after: .milliseconds(7))
                meters.note((pages: 0, moved: 0), after: .milliseconds(7))
            }
            let text = registry.text()
            #expect(text.contains(#"dhcp_checkpoints_total{result="whole"} 2"#))
            #expect(text.contains(#"dhcp_checkpoints_total{result="partial"} 1"#))
            #expect(text.contains(#"dhcp_checkpoints_total{result="failed"} 1"#))
            #expect(text.contains(#"dhcp_checkpoint_duration_seconds_bucket{le="0.01"} 4"#))
        }

        @Test func aLogThatIsMovedIsMeasured() throws {
            let file = try StoreFile()
            let registry = MetricsRegistry()
            try withMetricsFactory(registry) {
                let writer = try DatabaseQueue(path: file.path)
                try writer.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)")
                }
                let mover = try LogMover(path: file.path)
                #expect(mover.commitEnded(at: LogPosition(pages: LogGrowth.limit), writer: writer))
                try mover.close()
                try writer.close()
            }
            #expect(registry.text().contains(#"dhcp_checkpoints_total{result="whole"} 1"#))
        }
    }
#endif
