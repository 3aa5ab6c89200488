#if SQLite
    import Glibc

    /// What stands in the file that a command line calls a lease file, seen before anything opens it as one.
    ///
    /// A file that never was one of leases is somebody's who mistyped a path, and must not be touched; one that was, and is
    /// damaged, can be recovered.
    enum StoreContent {
        /// There is no file, or it can not be looked at: whoever opens it says why.
        case unknown
        /// Nothing stands in it; SQLite takes that for a database without tables.
        case empty
        /// A database; whether of leases, its first page says or, when it is new, its log.
        case database(isOfLeases: Bool)
        /// No database any more, but it has been one of leases.
        case damagedLeases
        /// Something else, in a word or two.
        case foreign(String)

        init(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else {
                self = .unknown
                return
            }
            guard status.st_mode & S_IFMT == S_IFREG else {
                self = .foreign(status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "no regular file")
                return
            }
            let beginning = Self.beginning(of: path)
            if status.st_size == 0 {
                self = .empty
            } else if let beginning {
                let hasLock = access(path + "-lock", F_OK) == 0
                self = Self.kind(of: beginning, log: Self.beginning(of: path + "-wal"), hasLock: hasLock)
            } else {
                self = .unknown
            }
        }

        /// Looks into a file, and its log, that are open; what others put beside them is not believed.
        init(_ file: Int32, log: Int32?) {
            let octets = Self.beginning(of: file)
            self =
                octets.isEmpty ? .empty : Self.kind(of: octets, log: log.map { Self.beginning(of: $0) }, hasLock: false)
        }

        /// Throws when the file is no lease file and never was one.
        static func refuseForeign(_ path: String) throws(LeaseStoreError) {
            switch StoreContent(path) {
            case .foreign(let what): throw LeaseStoreError(.notLeases, path, detail: what)
            case .database(isOfLeases: false): throw LeaseStoreError(.notLeases, path, detail: "another database")
            case .unknown, .empty, .database, .damagedLeases: break
            }
        }

        /// What an error at opening means: only a file that was one of leases is a damaged one of leases.
        static func judge(_ error: LeaseStoreError) -> LeaseStoreError {
            switch StoreContent(error.path) {
            case .foreign(let what): LeaseStoreError(.notLeases, error.path, detail: what)
            case .database(isOfLeases: false) where error.code == .corrupt:
                LeaseStoreError(.notLeases, error.path, detail: "another database")
            case .unknown, .empty, .database, .damagedLeases: error
            }
        }

        /// As much as is looked at: SQLite's first pages have the names of the tables.
        private static let lookedAt = 1 << 20
        private static let magic = Array("SQLite format 3\0".utf8)
        /// ``LeaseSchema/applicationID`` as it stands in the file.
        private static let application = Array("DHCP".utf8)

        private static func kind(of octets: [UInt8], log: [UInt8]?, hasLock: Bool) -> StoreContent {
            let isMarked = octets.dropFirst(68).starts(with: application) || isLogOfLeases(log)
            if octets.starts(with: magic) {
                return .database(isOfLeases: isMarked || isNew(octets, log) || (octets.count < 100 && hasLock))
            }
            if isMarked || hasTable(octets) { return .damagedLeases }
            if isText(octets) { return .foreign("a text") }
            // What a power cut left of a file: nothing in it can be lost.
            if octets.count >= 512, octets.allSatisfy({ $0 == octets[0] }) { return .damagedLeases }
            // A server made a lock beside it, which it does for nothing else.
            return hasLock ? .damagedLeases : .foreign("something else")
        }

        /// Whether a database has no tables and belongs to nobody yet, neither in its first page nor in its log.
        private static func isNew(_ octets: [UInt8], _ log: [UInt8]?) -> Bool {
            guard octets.count >= 108, octets[68..<72].allSatisfy({ $0 == 0 }), octets[100] == 0x0D,
                octets[103] == 0, octets[104] == 0
            else { return false }
            return log?.isEmpty ?? true
        }

        private static func hasTable(_ octets: [UInt8]) -> Bool {
            contains("CREATE TABLE lease (", octets) && contains("client_kind", octets)
        }

        /// Whether the write-ahead log beside the file is one of leases: its first pages have the number of the application.
        private static func isLogOfLeases(_ log: [UInt8]?) -> Bool {
            guard let log, log.starts(with: [0x37, 0x7F, 0x06]) else { return false }
            // A new file's first page is there several times: from before it had the number, and after.
            return log.ranges(of: magic).contains { log[$0.lowerBound...].dropFirst(68).starts(with: application) }
        }

        private static func contains(_ text: String, _ octets: [UInt8]) -> Bool {
            octets.firstRange(of: Array(text.utf8)) != nil
        }

        /// Whether a person wrote it: UTF-8 without NUL.
        private static func isText(_ octets: [UInt8]) -> Bool {
            // The end may be in the middle of a letter.
            let whole = octets.count < lookedAt ? octets[...] : octets.dropLast(3)
            return !octets.contains(0) && (String(validating: whole, as: UTF8.self) != nil)
        }

        private static func beginning(of path: String) -> [UInt8]? {
            // A FIFO that took the file's place must not stop the program.
            let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            return beginning(of: descriptor)
        }

        private static func beginning(of descriptor: Int32) -> [UInt8] {
            var octets: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 65_536)
            while octets.count < lookedAt {
                let count = pread(descriptor, &piece, piece.count, off_t(octets.count))
                if count <= 0 { break }
                octets += piece.prefix(count)
            }
            return octets
        }
    }
#endif
