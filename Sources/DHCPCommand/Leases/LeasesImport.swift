#if SQLite
    import ArgumentParser
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases
    import DHCPSQLite
    import DHCPServer
    import Foundation

    /// `dhcp leases import` takes over the leases of another server.
    struct LeasesImport: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take leases over from Kea, ISC dhcpd, dnsmasq, or an export.",
            discussion: """
                The kind of file is recognised by its content: Kea's kea-leases4.csv, dhcpd.leases, dnsmasq.leases, and \
                what `dhcp leases export` writes. A lease of an address that is known already replaces it. Names each line \
                that was not taken, and then ends with 1.

                Example:
                  dhcp leases import --store leases.sqlite /var/lib/kea/kea-leases4.csv
                """)

        @OptionGroup var file: LeaseFileArgument

        @Argument(help: "The file to read.", completion: .file())
        var source: String

        @Flag(name: .long, help: "Only say what would be taken.")
        var dryRun = false

        func run() async throws {
            let format = try recognise()
            let lines = try TextLines(source)
            let store = dryRun ? nil : try file.writer(to: "import leases")
            var reader = LeaseFileReader(format, now: UInt32(clamping: SystemClock().wallTime.seconds))
            do {
                try await read(lines, &reader, into: store)
            } catch {
                await store?.close()
                throw error
            }
            await store?.close()
            report(format, reader)
            if reader.refusedCount > 0 { throw ExitCode(.negative) }
        }

        private func recognise() throws -> LeaseFileFormat {
            var beginning: [Substring] = []
            let lines = try TextLines(source)
            while beginning.count < 100, let line = lines.next() { beginning.append(line) }
            guard let format = LeaseFileFormat(firstLines: beginning) else {
                throw CannotRun(
                    description:
                        "\(source) is no lease file that is known: kea-leases4.csv, dhcpd.leases, dnsmasq.leases, "
                        + "or an export of dhcp leases")
            }
            return format
        }

        private func read(
            _ lines: TextLines, _ reader: inout LeaseFileReader, into store: SQLiteLeaseStore?
        ) async throws {
            var changes: [LeaseChange] = []
            var progress = Progress(of: "lines read")
            while let line = lines.next() {
                if let change = reader.read(line) { changes.append(change) }
                if changes.count == Self.batchSize {
                    _ = try await store?.commit(changes)
                    changes.removeAll(keepingCapacity: true)
                    progress.show(reader.lineCount)
                }
            }
            reader.finish()
            if !changes.isEmpty { _ = try await store?.commit(changes) }
            progress.end()
        }

        private static let batchSize = 10_000

        private func report(_ format: LeaseFileFormat, _ reader: LeaseFileReader) {
            for remark in reader.remarks { StandardError.write("\(source): \(remark)") }
            let hidden = reader.refusedCount - reader.remarks.count
            if hidden > 0 { StandardError.write("\(source): and \(hidden) more") }
            print(
                "\(source) (\(format.rawValue)): \(reader.leaseCount) leases \(dryRun ? "could be taken" : "taken"), "
                    + "\(reader.refusedCount) not taken, of \(reader.lineCount) lines")
        }
    }

    /// The lines of a text file, one by one.
    final class TextLines {
        private let file: UnsafeMutablePointer<FILE>
        private var buffer: UnsafeMutablePointer<CChar>?
        private var capacity = 0

        /// Throws ``CannotRun`` when the file can not be opened.
        init(_ path: String) throws {
            guard let file = fopen(path, "re") else {
                throw CannotRun(description: "\(path) can not be read: \(String(cString: strerror(errno)))")
            }
            self.file = file
        }

        deinit {
            fclose(file)
            free(buffer)
        }

        /// The next line without its end; `nil` after the last one.
        func next() -> Substring? {
            let count = getline(&buffer, &capacity, file)
            guard count > 0, let buffer else { return nil }
            let octets = UnsafeRawBufferPointer(start: buffer, count: count)
            return String(decoding: octets.last == 0x0A ? octets.dropLast() : octets[...], as: UTF8.self)[...]
        }
    }

    /// Says on a terminal how far a long work is.
    struct Progress {
        private let what: String
        private let isShown = isatty(STDERR_FILENO) == 1
        private var hasShown = false

        init(of what: String) {
            self.what = what
        }

        mutating func show(_ count: Int) {
            guard isShown else { return }
            hasShown = true
            FileHandle.standardError.write(Data("\r\(count) \(what)".utf8))
        }

        func end() {
            if hasShown { StandardError.write("") }
        }
    }
#endif
