#if SQLite
    import DHCPLeases
    import DHCPSQLite
    import Foundation
    import Testing

    /// What other programs do to the file while the store wants it.
    @Suite struct ForeignLockTests {
        let file: StoreFile

        init() throws {
            file = try StoreFile()
        }

        /// Runs `body` while another process has done what `statements` say, and has not gone on.
        private func whileShell<Value>(
            _ statements: String, _ body: (pid_t) async throws -> Value
        ) async throws -> Value {
            let (process, input, output) = (Process(), Pipe(), Pipe())
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = [
                "-c",
                """
                import sqlite3, sys
                db = sqlite3.connect(sys.argv[1], isolation_level=None)
                for statement in sys.argv[2].split(";"): db.execute(statement).fetchall()
                print("done", flush=True)
                sys.stdin.read()
                """, file.path, statements,
            ]
            (process.standardInput, process.standardOutput) = (input, output)
            try process.run()
            defer {
                try? input.fileHandleForWriting.close()
                process.waitUntilExit()
            }
            #expect(output.fileHandleForReading.availableData.starts(with: Data("done".utf8)))
            return try await body(process.processIdentifier)
        }

        @Test(
            .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
        func aQuestionForTheHistoryLeavesTheLocksOfTheStore() async throws {
            let history = try HistoryFile()
            let store = try history.open()
            try await store.make(nil, StoreFile.lease(1))
            _ = try await store.history(HistoryQuery(.address(StoreFile.lease(1).address)))
            // Whoever finds no lock of a server takes the file for nobody's, and the log away with the last reading.
            let (process, output) = (Process(), Pipe())
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = [
                "-c",
                """
                import sqlite3, sys
                print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM lease").fetchone()[0])
                """, history.path,
            ]
            process.standardOutput = output
            try process.run()
            process.waitUntilExit()
            #expect(output.fileHandleForReading.availableData.starts(with: Data("1".utf8)))
            #expect(FileManager.default.fileExists(atPath: history.path + "-wal"))
            try await store.make(nil, StoreFile.lease(2))
            await store.close()
        }

        @Test(
            .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"),
            arguments: [
                "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE",
                "PRAGMA journal_mode = DELETE; BEGIN; SELECT count(*) FROM lease",
            ])
        func aLockOfAnotherProcessIsNamedAtTheStart(_ statements: String) async throws {
            let store = try file.open()
            await store.close()
            let clock = ContinuousClock()
            let start = clock.now
            try await whileShell(statements) { process in
                let error = #expect(throws: LeaseStoreError.self) { try file.open() }
                #expect(error?.code == .busy)
                #expect(error?.description.contains("process \(process) (python3") == true, "\(error as (any Error)?)")
            }
            // It waits for what a copy or a person may take, and no longer.
            #expect(clock.now - start < .seconds(60))
            await (try file.open()).close()
        }

        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
        func commitsFailWhileTheFileIsLockedAndGoOnAfterwards() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            try await whileShell("BEGIN IMMEDIATE") { process in
                let error = await #expect(throws: LeaseStoreError.self) { try await store.keep(StoreFile.lease(2)) }
                #expect(error?.code == .busy)
                #expect(error?.detail.hasPrefix("process \(process)") == true)
            }
            try await store.keep(StoreFile.lease(3))
            #expect(try await store.leases() == [StoreFile.lease(1), StoreFile.lease(3)])
            await store.close()
        }

        @Test func aNumberInALockFileIsNotBelieved() async throws {
            let descriptor = open(file.path + "-lock", O_RDWR | O_CREAT, 0o600)
            defer { close(descriptor) }
            #expect(write(descriptor, "1\n", 2) == 2)
            #expect(flock(descriptor, LOCK_EX) == 0)
            let error = #expect(throws: LeaseStoreError.self) { try file.open() }
            #expect(error?.code == .inUse && error?.process == getpid())
        }

        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
        func theLogIsBoundedWhoeverReads() async throws {
            let store = try file.open()
            for number in 0..<10_000 where number % 2000 == 0 {
                let changes = (number..<number + 2000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) }
                _ = try await store.commit(LeaseBatch(separately: changes))
            }
            let size = try await whileShell("BEGIN; SELECT count(*) FROM lease") { _ in
                var largest = 0
                for batch in 0..<600 {
                    // Each dirties some 100 pages.
                    let changes = (0..<100).map { row in
                        LeaseChange(before: nil, after: StoreFile.lease(row * 100 + batch % 100, end: UInt32(batch)))
                    }
                    _ = try await store.commit(LeaseBatch(separately: changes))
                    // While another file takes the place of this one there is no log.
                    largest = max(largest, (try? file.size("-wal")) ?? 0)
                }
                return largest
            }
            #expect(0 < size && size < 170 << 20, "\(size)")
            #expect(try await store.leases().count == 10_000)
            await store.close()
            let again = try file.open()
            let leases = try await again.leases()
            #expect(leases.count == 10_000)
            #expect(leases.first { $0 == StoreFile.lease(99, end: 599) } != nil)
            await again.close()
        }

        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
        func aNewFileThatCanNotTakeItsPlaceAtOnceDoesSoLater() async throws {
            let store = try file.open()
            for number in 0..<10_000 where number % 2000 == 0 {
                let changes = (number..<number + 2000).map { LeaseChange(before: nil, after: StoreFile.lease($0)) }
                _ = try await store.commit(LeaseBatch(separately: changes))
            }
            var stored = 0
            try await whileShell("BEGIN; SELECT count(*) FROM lease") { _ in
                // A directory can not be removed as a file, so the old files stay in the new one's way.
                try FileManager.default.moveItem(atPath: file.path + "-shm", toPath: file.path + "-other")
                try FileManager.default.createDirectory(atPath: file.path + "-shm", withIntermediateDirectories: true)
                var failures = 0
                for batch in 0..<600 where failures < 3 {
                    let changes = (0..<100).map { row in
                        LeaseChange(before: nil, after: StoreFile.lease(row * 100 + batch % 100, end: UInt32(batch)))
                    }
                    do {
                        _ = try await store.commit(LeaseBatch(separately: changes))
                        stored = batch
                    } catch {
                        failures += 1
                    }
                }
                #expect(failures == 3)
                #expect(FileManager.default.fileExists(atPath: file.path + "-next"))
                try FileManager.default.removeItem(atPath: file.path + "-shm")
                try await store.keep(StoreFile.lease(20_000))
            }
            #expect(!FileManager.default.fileExists(atPath: file.path + "-next"))
            await store.close()
            let again = try file.open()
            let leases = try await again.leases()
            #expect(leases.count == 10_001)
            #expect(leases.contains { $0.end == UInt32(stored) })
            await again.close()
        }

        @Test func aNewFileThatACrashLeftWholeTakesItsPlace() async throws {
            let store = try file.open()
            try await store.keep(StoreFile.lease(1))
            let next = try StoreFile()
            let other = try next.open()
            try await other.keep(StoreFile.lease(2))
            await other.close()
            let crashed = try StoreFile()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: file.path + suffix, toPath: crashed.path + suffix)
            }
            try FileManager.default.copyItem(atPath: next.path, toPath: crashed.path + "-next")
            await store.close()
            let again = try crashed.open()
            #expect(try await again.leases() == [StoreFile.lease(2)])
            await again.close()
        }
    }
#endif
