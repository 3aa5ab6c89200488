#if SQLite
    import ArgumentParser
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPSQLite

    /// `dhcp history forget` takes out who a client was.
    struct HistoryForget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Take out of the history who a client was.",
            discussion: """
                Empties all records of a client, a hardware address or a host name. That something happened at an address at \
                that time stays, and so does the proof that nothing else was changed. Its lease is not touched, as long as it \
                has one. Only while no server uses the file; where servers share the leases, each that runs does it in its own \
                history. Copies and backups are yours to clean.

                Example:
                  dhcp history forget --config dhcp.yaml 00:11:22:33:44:55
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "A client, a hardware address or a host name.")
        var client: String

        func validate() throws {
            if let subject = HistorySubject(client), subject.address == nil, subject.subjects != nil { return }
            throw ValidationError("a client, a whole hardware address or a host name is needed, not \(client)")
        }

        func run() async throws {
            let place = try file.locate()
            let subjects = HistorySubject(client)?.subjects ?? []
            let answer = try await place.isShared ? forgetEverywhere(subjects, place) : forget(subjects, place)
            if !answer.silentMembers.isEmpty {
                throw CannotRun(
                    description: """
                        \(answer.value) records are empty now; repeat this when these members run, which did not answer: \
                        \(answer.silentMembers.joined(separator: ", "))
                        """)
            }
            if answer.value == 0 {
                StandardError.write("dhcp: nothing is recorded of \(client) in \(place.words)")
                throw ExitCode(.negative)
            }
            StandardOutput.write("\(answer.value) records are empty now")
        }

        /// In a file that no server uses.
        private func forget(
            _ subjects: [HistoryQuery.Subject], _ place: LeasePlace
        ) async throws -> HistoryAnswer<Int> {
            // Read first: a file that is not there must not be made.
            _ = try SQLiteLeaseReader(path: place.path())
            guard let store = try await place.writer(to: "forget a client") as? SQLiteLeaseStore else {
                throw CannotRun(description: "\(place.words) has no history")
            }
            var count = 0
            do {
                for subject in subjects { count += try await store.forget(subject) }
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            return HistoryAnswer(count)
        }

        /// By the members of a cluster, each in its own.
        private func forgetEverywhere(
            _ subjects: [HistoryQuery.Subject], _ place: LeasePlace
        ) async throws -> HistoryAnswer<Int> {
            let store = try await place.sharedStore()
            var (count, silent) = (0, Set<String>())
            for subject in subjects {
                let answer = await HistoryInquiry(store).forget(subject)
                count += answer.value
                silent.formUnion(answer.silentMembers)
            }
            await store.close()
            return HistoryAnswer(count, silentMembers: silent.sorted())
        }
    }
#endif
