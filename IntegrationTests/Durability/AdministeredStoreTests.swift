#if SQLite && Admin
    import DHCPAdmin
    import DHCPLeases
    import DHCPSQLite
    import DHCPTesting
    import Foundation
    import Testing

    extension Integration {
        /// Changes over the administration where the disk is full, and where the server is killed.
        @Suite struct AdministeredStoreTests {
            @Test("on a full disk a change says so and nothing of it is kept, and with room again it is made")
            func fullDisk() async throws {
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                let disk = try directory.subdirectory("disk").path
                let store = try await AdministeredStore.start(
                    in: directory, wrapper: FullDiskTests.onSmallDisk(disk),
                    options: ["--store", "\(disk)/leases.sqlite"])
                try await store.server.use { server in
                    try await server.lease(to: 3)
                    let pids = server.process.errors.lines.compactMap { $0.firstMatch(of: /^pid ([0-9]+)/)?.1 }
                    let pid = String(try #require(pids.first))
                    let inside = ["nsenter", "--mount", "--target", pid]
                    _ = try await Command.outcome(
                        of: inside + ["dd", "if=/dev/zero", "of=\(disk)/more", "bs=4096"])
                    try await expectRefusal(of: store)

                    let copy = try directory.subdirectory("copy").appending(path: "leases.sqlite").path
                    try await server.process.pause()
                    for suffix in ["", "-wal"] {
                        try FileManager.default.copyItem(
                            atPath: "/proc/\(pid)/root\(disk)/leases.sqlite\(suffix)", toPath: copy + suffix)
                    }
                    server.process.signal(SIGCONT)
                    let kept = try SQLiteLeaseReader(path: copy)
                    #expect(try await kept.records(.init(rawValue: "reservation")).count == store.reserved().count)
                    #expect(try kept.verifyHistory().problems == [])

                    try await Command.run(inside + ["rm", "\(disk)/filler", "\(disk)/more"])
                    let made = try await store.client.send(
                        "PUT", AdministeredStore.reservations, body: AdministeredStore.reservation(250))
                    #expect(made.status == 200, "\(made.text)")
                    for address in try await store.bound() {
                        let freed = try await store.client.send("DELETE", "/api/v1/leases/\(address)")
                        #expect(freed.status == 200, "\(freed.text)")
                        #expect(try await store.releases(of: address) == 1)
                    }
                    try await server.lease(to: 3)
                }
            }

            /// Makes reservations until there is no room for more, and then tries to free addresses.
            private func expectRefusal(of store: AdministeredStore) async throws {
                let comment = String(repeating: "c", count: 200)
                var (made, refused): ([String], String?) = ([], nil)
                for round in 0..<8 where refused == nil {
                    for number in 0..<250 where refused == nil {
                        let body = AdministeredStore.reservation(number, comment: "\(round) " + comment.dropLast(2))
                        let answer = try await store.client.send("PUT", AdministeredStore.reservations, body: body)
                        let address = AdministeredStore.address(number)
                        if answer.status == 200 {
                            if round == 0 { made.append(address) }
                        } else {
                            #expect(answer.status == 507 && answer.text.contains("the disk is full"), "\(answer.text)")
                            refused = address
                        }
                    }
                }
                #expect(refused != nil)
                #expect(try await store.reserved().sorted() == made.sorted())
                for address in try await store.bound() {
                    let answer = try await store.client.send("DELETE", "/api/v1/leases/\(address)")
                    // A small change may find room where a large one did not.
                    #expect(answer.status == 507 || answer.status == 200, "\(answer.text)")
                    #expect(try await store.bound().contains(address) == (answer.status == 507))
                }
            }

            @Test("a change that was answered outlives kill -9, and one that was not is made once when it is repeated")
            func kills() async throws {
                let seed = Environment.drawSeed()
                var generator = SeededGenerator(seed: seed)
                let directory = try TemporaryDirectory()
                defer { directory.remove() }
                var changes = Changes()
                for round in 0..<10 {
                    let store = try await AdministeredStore.start(in: directory, name: "server\(round)")
                    do {
                        if round == 0 {
                            try await store.server.lease(to: 60)
                            changes.leases = try await store.bound()
                        }
                        try await changes.check(store, "seed \(seed), round \(round)")
                        let time = Duration.microseconds(Int.random(in: 500...40_000, using: &generator))
                        let process = store.server.process.identifier
                        async let ending: Void = kill(process, after: time)
                        await changes.make(store)
                        try await ending
                        try await store.server.process.waitForExit()
                    } catch {
                        Issue.record(error, "seed \(seed), round \(round)\n\(store.server.process.transcript)")
                        await store.server.process.end(with: SIGKILL)
                    }
                }
                let store = try await AdministeredStore.start(in: directory, name: "last")
                try await store.server.use { _ in try await changes.check(store, "seed \(seed), at the end") }
            }

            private func kill(_ process: pid_t, after time: Duration) async throws {
                // Nothing is waited for: the kill is to fall anywhere, and the seed says where.
                try await Task.sleep(for: time)
                Foundation.kill(process, SIGKILL)
            }
        }

        /// Reservations and freed addresses, made one after the other until the server is killed.
        private struct Changes {
            var leases: [String] = []
            private var made = 0
            /// Whether the next reservation, and the next release, may have been made without an answer.
            private var unanswered: (reservation: Bool, release: Bool) = (false, false)

            /// Makes changes until one is not answered.
            mutating func make(_ store: AdministeredStore) async {
                while made < leases.count {
                    unanswered.reservation = true
                    let body = AdministeredStore.reservation(made)
                    guard await isDone(store, "PUT", AdministeredStore.reservations, body) else { return }
                    unanswered = (false, true)
                    guard await isDone(store, "DELETE", "/api/v1/leases/\(leases[made])") else { return }
                    unanswered.release = false
                    made += 1
                }
            }

            private func isDone(
                _ store: AdministeredStore, _ method: String, _ target: String, _ body: [UInt8] = []
            ) async -> Bool {
                guard let answer = try? await store.client.send(method, target, body: body) else { return false }
                #expect(answer.isSuccess, "\(answer.text)")
                return answer.isSuccess
            }

            /// What was answered is there once, what was not is there once or not at all; then that is repeated.
            mutating func check(_ store: AdministeredStore, _ place: Comment) async throws {
                let reserved = try await store.reserved().sorted()
                let certain = (0..<made + (unanswered.release ? 1 : 0)).map(AdministeredStore.address)
                let possible = certain + (unanswered.reservation ? [AdministeredStore.address(made)] : [])
                #expect(reserved == certain.sorted() || reserved == possible.sorted(), place)
                for address in leases.prefix(made) { #expect(try await store.releases(of: address) == 1, place) }
                guard made < leases.count, unanswered.reservation || unanswered.release else { return }
                let body = AdministeredStore.reservation(made)
                let again = try await store.client.send("PUT", AdministeredStore.reservations, body: body)
                #expect(again.status == 200, place)
                let freed = try await store.client.send("DELETE", "/api/v1/leases/\(leases[made])")
                #expect(freed.status == 200 || freed.status == 409 && unanswered.release, place)
                #expect(try await store.releases(of: leases[made]) == 1, place)
                made += 1
                unanswered = (false, false)
            }
        }
    }
#endif
