#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeases
    import DHCPProgram
    import DHCPServer
    import Foundation

    /// `dhcp leases import` takes over the leases of another server.
    struct LeasesImport: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take leases over from Kea, ISC dhcpd, dnsmasq, udhcpd, an export, or another store.",
            discussion: """
                The kind of file is recognised by its content: Kea's kea-leases4.csv (with what its cleanup put into files \
                beside it), dhcpd.leases, dnsmasq.leases, udhcpd.leases, and what `dhcp leases export` writes; - is \
                standard input. A lease of an address that is known already replaces it. All is taken or, when the file can \
                not be read to its end, nothing. Names each row that was not taken, and then ends with 1; so it does when \
                nothing could be taken of a file that has leases. With --config it also says which leases lie in no subnet.

                A lease file of this server (SQLite) is read too, and a configuration (.yaml) stands for the leases that it \
                keeps, in etcd as well; reservations that were made at run time come along. Into etcd leases are taken beside \
                the servers that share it: one that is there already, as it is or newer, is left alone, an address that \
                another client has is not taken and is named, and all can be done again.

                Examples:
                  dhcp leases import --store leases.sqlite /var/lib/kea/kea-leases4.csv
                  dhcp leases import --config cluster.yaml leases.sqlite     # one server becomes a cluster
                  dhcp leases import --store leases.sqlite cluster.yaml      # and one server again
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "The file to read.", completion: .file())
        var source: String

        @Flag(help: "Only say what would be taken.")
        var dryRun = false

        func run() async throws {
            let place = try file.locate()
            let imported = try await ImportedLeases(source)
            if place.isShared {
                try await takeOver(imported, place)
            } else {
                try await replace(imported, place)
            }
        }

        // MARK: Into a file

        private func replace(_ imported: ImportedLeases, _ place: LeasePlace) async throws {
            let path = try place.path()
            if dryRun { try LeaseFileArgument.check(path, to: "import leases") }
            if !dryRun, !imported.changes.isEmpty || !imported.reservations.isEmpty {
                place.storage.makeDirectory()
                try await commit(imported, place)
            }
            tell(imported, "\(imported.leases.count) leases \(verb), \(imported.refusedCount) not taken", place)
            if imported.refusedCount > 0 || imported.isInVain { throw ExitCode(.negative) }
        }

        private func commit(_ imported: ImportedLeases, _ place: LeasePlace) async throws {
            let store = try place.fileWriter(to: "import leases")
            do {
                let changes = try await imported.changes(in: store)
                let time = try await StoredTime(of: store)
                try await time.keep(in: store)
                var progress = Progress("stored", "leases", of: changes.count)
                defer { progress.end() }
                for start in stride(from: 0, to: changes.count, by: Self.batchSize) {
                    let batch = changes[start..<min(start + Self.batchSize, changes.count)]
                    var changes = LeaseBatch(
                        separately: batch.map {
                            LeaseChange(before: $0.before, after: $0.after.map(time.stored))
                        })
                    changes.administration = LeaseTakeover.administration
                    _ = try await store.commit(changes)
                    progress.show(batch.endIndex)
                }
                _ = try await LeaseTakeover.take(imported.reservations, into: store)
            } catch {
                await store.close()
                throw error
            }
            await store.close()
        }

        private static let batchSize = 10_000

        // MARK: Beside the servers that share a store

        private func takeOver(_ imported: ImportedLeases, _ place: LeasePlace) async throws {
            let store = try await place.sharedStore()
            let takeover: LeaseTakeover
            do {
                takeover = try await take(imported, into: store, network: place.network())
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            for conflict in takeover.conflicts { StandardError.write("\(source): \(conflict)") }
            let hidden = takeover.conflictCount - takeover.conflicts.count
            if hidden > 0 { StandardError.write("\(source): and \(hidden) more") }
            let notTaken = imported.refusedCount + takeover.conflictCount
            tell(
                imported,
                "\(takeover.storedCount) leases \(verb), \(takeover.presentCount) there already, \(notTaken) not taken",
                place)
            if takeover.unknownCount > 0 {
                throw CannotRun(
                    description: "of \(takeover.unknownCount) leases nobody knows whether they were stored: repeat this"
                )
            }
            if notTaken > 0 || imported.isInVain { throw ExitCode(.negative) }
        }

        private func take(
            _ imported: ImportedLeases, into store: any LeaseStore,
            network: @escaping @Sendable (IPv4Address) -> IPv4Address?
        ) async throws -> LeaseTakeover {
            let time = try await StoredTime(of: store)
            if !dryRun { try await time.keep(in: store) }
            var takeover = LeaseTakeover(into: store, at: time, network: network)
            let leases = imported.leases
            var progress = Progress("stored", "leases", of: leases.count)
            defer { progress.end() }
            try await takeover.take(leases, commits: !dryRun) { progress.show($0) }
            if !dryRun { _ = try await LeaseTakeover.take(imported.reservations, into: store) }
            return takeover
        }

        // MARK: What is said

        private var verb: String { dryRun ? "could be taken" : "taken" }

        private func tell(_ imported: ImportedLeases, _ outcome: String, _ place: LeasePlace) {
            StandardOutput.write(
                "\(source) (\(imported.kind)): \(outcome), of \(imported.rowCount) \(imported.unit), into \(place.words)"
            )
            tellRest(imported, place.leases)
        }

        /// What else an operator would be surprised by.
        private func tellRest(_ imported: ImportedLeases, _ configuration: LeaseConfiguration?) {
            let (now, leases) = (UInt32(clamping: SystemClock().wallTime.seconds), imported.leases)
            let overCount = leases.count { ($0.state != .bound && $0.state != .declined) || $0.end <= now }
            if overCount > 0 {
                StandardOutput.write("\(overCount) of them are over: the address is free, its client is remembered")
            }
            if imported.vacantCount > 0 {
                StandardOutput.write("\(imported.vacantCount) addresses are free and nobody's")
            }
            guard let configuration else { return }
            if let text = ServedAddresses(configuration).remark(leases.map(\.address)) { StandardOutput.write(text) }
        }
    }
#endif
