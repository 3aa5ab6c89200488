#if SQLite
    import GRDB
    import Glibc

    /// Why a lease file can not be used, in one line with cause and cure.
    public struct LeaseStoreError: Error, Hashable {
        /// What is wrong.
        public enum Reason: Hashable, Sendable {
            /// Another process has the file; its number, when it is known.
            case inUse(process: Int32?)
            /// The file is there, is not one of leases, and never was.
            case notLeases
            /// A newer version of this program wrote the file.
            case newer
            /// The file is damaged.
            case corrupt
            /// The disk or the quota is full.
            case full
            /// The file or its file system can not be written.
            case readOnly
            /// The file, or its directory, was removed or replaced while it was open.
            case vanished
            /// The file can not be opened or made.
            case unreachable
            /// Another program keeps the file locked.
            case busy
            /// Something that is no file of the store stands where one belongs; it is not touched.
            case inTheWay
            /// Something is there already where a new file was asked for.
            case exists
            /// The file can be read from a copy alone, and there is no room for one.
            case noCopy
            /// The store was closed.
            case closed
            /// The system reported something else.
            case failed
        }

        /// What is wrong.
        public let reason: Reason
        /// The lease file.
        public let path: String
        /// What the system or the database said; may be empty.
        public let detail: String

        init(_ reason: Reason, _ path: String, detail: String = "") {
            self.reason = reason
            self.path = path
            self.detail = detail
        }

        /// The error of a system call that failed just now.
        init(_ reason: Reason, _ path: String, errorNumber: Int32) {
            let reason: Reason =
                switch errorNumber {
                case EEXIST: .exists
                case ENOSPC, EDQUOT: .full
                case EROFS: .readOnly
                default: reason
                }
            self.init(reason, path, detail: String(cString: strerror(errorNumber)))
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
                    Self.reason(of: error.resultCode, errorNumber), path,
                    detail: error.message ?? error.resultCode.description)
            default:
                self.init(.failed, path, detail: "\(error)")
            }
        }

        /// The error with the name of whoever is in the way, where the kernel tells.
        func naming(_ probe: LockProbe) -> LeaseStoreError {
            guard reason == .busy, let holder = probe.holder() else { return self }
            return LeaseStoreError(.busy, path, detail: holder.description)
        }

        /// Whether `error` comes from the database, and not from who uses it.
        static func isOfDatabase(_ error: any Error) -> Bool { error is DatabaseError }

        private static func reason(of code: ResultCode, _ errorNumber: Int32) -> Reason {
            switch code {
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

    extension LeaseStoreError: CustomStringConvertible {
        /// One line: what is wrong, and what to do.
        public var description: String {
            let said = detail.isEmpty ? "" : " (\(detail))"
            let path = self.path.isEmpty ? "\"\"" : self.path
            switch reason {
            case .inUse(let process):
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
            case .failed:
                return "\(path) can not be used\(said): look for faults of the disk in the kernel's log"
            }
        }
    }
#endif
