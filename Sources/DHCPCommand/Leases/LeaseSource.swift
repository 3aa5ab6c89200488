#if SQLite
    import DHCP
    import DHCPCapture
    import DHCPLeaseFiles
    import DHCPServer
    import Foundation

    /// A lease file of another server.
    struct LeaseSource {
        private let path: String

        init(_ path: String) {
            self.path = path
        }

        /// The files that Kea reads before `path` when it starts, in this order: its cleanup leaves leases in them.
        ///
        /// `FILE.completed` is what the cleanup made of `FILE.2` and `FILE.1`, and counts alone.
        static func companions(of path: String) -> [String] {
            // A pipe can be read once.
            let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            guard kind == .typeRegular, beginning(of: path) == .kea else { return [] }
            let isThere = { (suffix: String) in FileManager.default.fileExists(atPath: path + suffix) }
            let suffixes = isThere(".completed") ? [".completed"] : [".2", ".1"].filter(isThere)
            return suffixes.map { path + $0 }
        }

        private static func beginning(of path: String) -> LeaseFileFormat? {
            var octets: [UInt8] = []
            guard let file = try? InputFile(path: path) else { return nil }
            while octets.count < 64, let piece = try? file.read(), !piece.isEmpty { octets += piece }
            return LeaseFileFormat(beginning: octets[...])
        }

        /// Reads all of it; `nil` when nothing stands in it.
        ///
        /// Throws ``CannotRun`` when it can not be read to its end, or is no lease file.
        func read(
            now: UInt32, after earlier: LeaseFileFindings?
        ) throws -> (LeaseFileFormat, LeaseFileFindings)? {
            var count = 0
            do {
                let file = try InputFile(path: path)
                var beginning: [UInt8] = []
                while beginning.count < LeaseFileFormat.recognisedBy {
                    let piece = try file.read()
                    if piece.isEmpty { break }
                    beginning += piece
                }
                count = beginning.count
                guard let format = LeaseFileFormat(beginning: beginning[...]) else {
                    if LeaseFileFormat.isBlank(beginning[...]), count < LeaseFileFormat.recognisedBy { return nil }
                    throw CannotRun(
                        description:
                            "\(path.printable) is no lease file that is known: kea-leases4.csv, dhcpd.leases, "
                            + "dnsmasq.leases, udhcpd.leases, or an export of dhcp leases")
                }
                var reader = LeaseFileReader(format, now: now, after: earlier)
                reader.read(beginning[...])
                var progress = Progress("read", "MB", scale: 1_000_000, of: size)
                defer { progress.end() }
                while case let piece = try file.read(), !piece.isEmpty {
                    count += piece.count
                    reader.read(piece[...])
                    guard reader.findings.rowCount > 0 || count < Self.lineLimit else {
                        throw CannotRun(description: "\(path.printable) has no lines: it is no lease file")
                    }
                    progress.show(count)
                }
                reader.finish()
                return (format, reader.findings)
            } catch let error as CaptureSystemError {
                let place = count > 0 ? " behind octet \(count): nothing was taken" : ""
                throw CannotRun(description: "\(error)\(place)")
            }
        }

        /// How many octets the file has; `nil` when nobody knows before its end.
        private var size: Int? {
            guard let facts = FileFacts(at: path, followsLinks: true), facts.isPlain else { return nil }
            return facts.size
        }

        /// A stream that does not end and has no lines is no file.
        private static let lineLimit = 1 << 30
    }
#endif
