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
                has one. Only while no server uses the file. Copies and backups are yours to clean.

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
            // Read first: a file that is not there must not be made.
            _ = try SQLiteLeaseReader(path: place.path())
            guard let store = try await place.writer(to: "forget a client") as? SQLiteLeaseStore else {
                throw CannotRun(description: "\(place.words) has no history")
            }
            var count = 0
            do {
                for subject in HistorySubject(client)?.subjects ?? [] { count += try await store.forget(subject) }
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            if count == 0 {
                StandardError.write("dhcp: nothing is recorded of \(client) in \(place.words)")
                throw ExitCode(.negative)
            }
            StandardOutput.write("\(count) records are empty now")
        }
    }
#endif
