#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPProgram
    import DHCPSQLite
    import DHCPServer
    import Foundation

    /// `dhcp leases import` takes over the leases of another server.
    struct LeasesImport: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take leases over from Kea, ISC dhcpd, dnsmasq, udhcpd, or an export.",
            discussion: """
                The kind of file is recognised by its content: Kea's kea-leases4.csv (with what its cleanup put into files \
                beside it), dhcpd.leases, dnsmasq.leases, udhcpd.leases, and what `dhcp leases export` writes; - is \
                standard input. A lease of an address that is known already replaces it. All is taken or, when the file can \
                not be read to its end, nothing. Names each row that was not taken, and then ends with 1; so it does when \
                nothing could be taken of a file that has leases. With --config it also says which leases lie in no subnet.

                Example:
                  dhcp leases import --store leases.sqlite /var/lib/kea/kea-leases4.csv
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "The file to read.", completion: .file())
        var source: String

        @Flag(name: .long, help: "Only say what would be taken.")
        var dryRun = false

        func run() async throws {
            let (storage, path, configuration) = try file.locate()
            let now = UInt32(clamping: SystemClock().wallTime.seconds)
            var findings: LeaseFileFindings?
            var isInVain = false
            var refusedCount = 0
            var kind: String?
            for name in LeaseSource.companions(of: source) + [source] {
                guard let (format, found) = try LeaseSource(name).read(now: now, after: findings) else { continue }
                tellRemarks(found, name)
                refusedCount += found.refusedCount
                kind = format.rawValue
                findings = found
                isInVain = found.isInVain
            }
            if dryRun { try LeaseFileArgument.check(path, to: "import leases") }
            let changes = findings.map { Array($0.changes.values) } ?? []
            if !dryRun, !changes.isEmpty {
                storage.makeDirectory()
                try await commit(changes, path)
            }
            let leases = findings?.leases ?? []
            let lines = findings?.rowCount ?? 0
            StandardOutput.write(
                "\(source) (\(kind ?? "empty")): \(leases.count) leases \(dryRun ? "could be taken" : "taken"), "
                    + "\(refusedCount) not taken, of \(lines) \(kind == "udhcpd" ? "records" : "lines"), into \(path)")
            tellRest(leases, findings, configuration)
            if refusedCount > 0 || isInVain { throw ExitCode(.negative) }
        }

        private func commit(_ changes: [LeaseChange], _ path: String) async throws {
            let store = try LeaseFileArgument.writer(path, to: "import leases")
            do {
                let time = try await StoredTime(of: store)
                try await store.keep(time.mark)
                var progress = Progress("stored", "leases", of: changes.count)
                defer { progress.end() }
                for start in stride(from: 0, to: changes.count, by: Self.batchSize) {
                    let batch = changes[start..<min(start + Self.batchSize, changes.count)]
                    _ = try await store.commit(
                        LeaseBatch(
                            separately: batch.map {
                                LeaseChange(before: $0.before, after: $0.after.map(time.stored))
                            }))
                    progress.show(batch.endIndex)
                }
            } catch {
                await store.close()
                throw error
            }
            await store.close()
        }

        private static let batchSize = 10_000

        private func tellRemarks(_ findings: LeaseFileFindings, _ name: String) {
            for remark in findings.remarks { StandardError.write("\(name): \(remark)") }
            let hidden = findings.remarkCount - findings.remarks.count
            if hidden > 0 { StandardError.write("\(name): and \(hidden) more") }
        }

        /// What else an operator would be surprised by.
        private func tellRest(
            _ leases: [Lease], _ findings: LeaseFileFindings?, _ configuration: LeaseConfiguration?
        ) {
            let now = UInt32(clamping: SystemClock().wallTime.seconds)
            let overCount = leases.count { ($0.state != .bound && $0.state != .declined) || $0.end <= now }
            if overCount > 0 {
                StandardOutput.write("\(overCount) of them are over: the address is free, its client is remembered")
            }
            if let findings, findings.vacantCount > 0 {
                StandardOutput.write("\(findings.vacantCount) addresses are free and nobody's")
            }
            guard let configuration else { return }
            if let text = ServedAddresses(configuration).remark(leases.map(\.address)) { StandardOutput.write(text) }
        }
    }
#endif
