#if SQLite
    public import DHCPLeases
    import GRDB
    import Glibc

    /// Why a lease file can not be used, in one line with cause and cure.
    ///
    /// Two are equal when all but their causes are.
    public struct LeaseStoreError: Error, Hashable {
        /// What is wrong.
        public let code: Code
        /// The lease file.
        public let path: String
        /// What the system or the database said; may be empty.
        public let detail: String
        /// The process that has the file, when it is known.
        public let process: Int32?
        /// What was thrown below, when it was an error of the database.
        public let cause: (any Error)?

        /// The kinds of fault; new ones may come, so a `switch` needs a `default`.
        public struct Code: Hashable, Sendable, CustomStringConvertible {
            /// A stable word for logs.
            public let description: String

            /// Another process has the file.
            public static let inUse = Code(description: "in-use")
            /// The file is there, is not one of leases, and never was.
            public static let notLeases = Code(description: "not-leases")
            /// A newer version of this program wrote the file.
            public static let newer = Code(description: "newer")
            /// The file is damaged.
            public static let corrupt = Code(description: "corrupt")
            /// The disk or the quota is full.
            public static let full = Code(description: "full")
            /// The file or its file system can not be written.
            public static let readOnly = Code(description: "read-only")
            /// The file, or its directory, was removed or replaced while it was open.
            public static let vanished = Code(description: "vanished")
            /// The file can not be opened or made.
            public static let unreachable = Code(description: "unreachable")
            /// Another program keeps the file locked.
            public static let busy = Code(description: "busy")
            /// Something that is no file of the store stands where one belongs; it is not touched.
            public static let inTheWay = Code(description: "in-the-way")
            /// Something is there already where a new file was asked for.
            public static let exists = Code(description: "exists")
            /// The file can be read from a copy alone, and there is no room for one.
            public static let noCopy = Code(description: "no-copy")
            /// The store was closed.
            public static let closed = Code(description: "closed")
            /// The system reported something else.
            public static let failed = Code(description: "failed")
        }

        init(
            _ code: Code, _ path: String, detail: String = "", process: Int32? = nil, cause: (any Error)? = nil
        ) {
            self.code = code
            self.path = path
            self.detail = detail
            self.process = process
            self.cause = cause
        }

        /// The error of a system call that failed just now.
        init(_ code: Code, _ path: String, errorNumber: Int32) {
            let code: Code =
                switch errorNumber {
                case EEXIST: .exists
                case ENOSPC, EDQUOT: .full
                case EROFS: .readOnly
                default: code
                }
            self.init(code, path, detail: String(cString: strerror(errorNumber)))
        }

        /// What `error`, thrown by the database at `path`, means.
        ///
        /// `errorNumber` is what the system said last to the database.
        init(_ error: any Error, path: String, errorNumber: Int32 = 0) {
            switch error {
            case let error as LeaseStoreError:
                self = error
            case let error as DatabaseError:
                self.init(
                    Self.code(of: error.resultCode, errorNumber), path,
                    detail: error.message ?? error.resultCode.description, cause: error)
            default:
                self.init(.failed, path, detail: "\(error)", cause: error)
            }
        }

        /// The error with the name of whoever is in the way, where the kernel tells.
        func naming(_ probe: LockProbe) -> LeaseStoreError {
            guard code == .busy, let holder = probe.holder() else { return self }
            return LeaseStoreError(.busy, path, detail: holder.description, cause: cause)
        }

        /// Whether `error` comes from the database, and not from who uses it.
        static func isOfDatabase(_ error: any Error) -> Bool { error is DatabaseError }

        private static func code(of result: ResultCode, _ errorNumber: Int32) -> Code {
            switch result {
            case .SQLITE_FULL: return .full
            case .SQLITE_READONLY, .SQLITE_PERM: return .readOnly
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .corrupt
            case .SQLITE_CANTOPEN: return .unreachable
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: return .busy
            default: break
            }
            switch errorNumber {
            case ENOSPC, EDQUOT: return .full
            case EROFS: return .readOnly
            default: return .failed
            }
        }
    }

    extension LeaseStoreError {
        /// Equality is by all but the cause.
        public static func == (left: LeaseStoreError, right: LeaseStoreError) -> Bool {
            left.code == right.code && left.path == right.path && left.detail == right.detail
                && left.process == right.process
        }

        /// Hashes the code and the path.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(code)
            hasher.combine(path)
        }
    }

    extension LeaseStoreError: LeaseStoreFailure {
        /// Whether the disk or the quota is full.
        public var isForWantOfRoom: Bool { code == .full }
    }

    extension LeaseStoreError: CustomStringConvertible {
        /// One line: what is wrong, and what to do.
        public var description: String {
            let said = detail.isEmpty ? "" : " (\(detail))"
            let path = self.path.isEmpty ? "\"\"" : self.path
            switch code {
            case .inUse:
                let other = process.map { "process \($0)\(said)" } ?? "another process"
                return "\(path) is in use by \(other): end it, or give this server another --store"
            case .notLeases:
                let what = detail.isEmpty ? "" : ", but \(detail)"
                return "\(path) is no lease file\(what): nothing was done to it; name another file"
            case .newer:
                return "\(path) was written by a newer version of dhcp: use that version, or another file"
            case .corrupt:
                return "\(path) is damaged\(said): nothing was written to it; "
                    + "`dhcp leases recover --store \(path)` sets it aside and saves what can be read"
            case .full:
                return "\(path) can not be written: the disk is full\(said); make room, and leases are stored again"
            case .readOnly:
                return "\(path) can not be written\(said): make it and its directory writable for this user"
            case .vanished:
                return "\(path) was removed or replaced while the server used it: put its directory back; "
                    + "a file that was put in its place must go, or the server be started again"
            case .unreachable:
                return "\(path) can not be opened\(said): its directory has to exist and be writable for this user"
            case .busy:
                let other = detail.hasPrefix("process ") ? detail : "another program, such as a database shell"
                return "\(path) is locked by \(other): end its transaction"
            case .inTheWay:
                return "\(path) is \(detail), where a file of this server's own belongs: move it away"
            case .exists:
                return "\(path) is there already: choose another name, or remove it"
            case .noCopy:
                return
                    "\(path) can be read from a copy alone, as its directory can not be written, and there is no room "
                    + "for one\(said): name a directory with room for it in TMPDIR"
            case .closed:
                return "\(path) was closed"
            default:
                return "\(path) can not be used\(said): look for faults of the disk in the kernel's log"
            }
        }
    }
#endif
