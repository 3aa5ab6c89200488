#if SQLite
    import Glibc

    /// A copy of a lease file and its log in a directory that nobody else can look into, and that goes with this.
    final class TemporaryCopy: Sendable {
        private let directory: String

        /// The copy.
        var path: String { directory + "/leases.sqlite" }

        /// Copies the file at `path` to the first place that has room.
        ///
        /// Throws ``LeaseStoreError/Code/noCopy`` when none has.
        init(of path: String) throws(LeaseStoreError) {
            var failure: LeaseStoreError?
            for place in Self.places {
                do throws(LeaseStoreError) {
                    directory = try Self.make(in: place, path)
                    return
                } catch {
                    failure = failure ?? error
                }
            }
            throw LeaseStoreError(
                .noCopy, path, detail: failure.map { "\($0.path): \($0.detail)" } ?? "")
        }

        deinit { Self.remove(directory) }

        /// Where files for a short time belong, the one that was named first.
        private static var places: [String] {
            let named = ["TMPDIR", "XDG_RUNTIME_DIR"].compactMap { (name: String) in
                getenv(name).map { String(cString: $0) }
            }
            return named.filter { $0.hasPrefix("/") } + ["/tmp", "/var/tmp", "/dev/shm"]
        }

        private static func make(in place: String, _ path: String) throws(LeaseStoreError) -> String {
            var name = Array((place + "/dhcp-leases-XXXXXX").utf8CString)
            guard mkdtemp(&name) != nil else { throw LeaseStoreError(.unreachable, place, errorNumber: errno) }
            let directory = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            do throws(LeaseStoreError) {
                try FileCopy.make(of: path, at: directory + "/leases.sqlite")
                if access(path + "-wal", R_OK) == 0 {
                    try FileCopy.make(of: path + "-wal", at: directory + "/leases.sqlite-wal")
                }
            } catch {
                remove(directory)
                throw error
            }
            return directory
        }

        private static func remove(_ directory: String) {
            for suffix in ["", "-wal", "-shm"] { unlink(directory + "/leases.sqlite" + suffix) }
            rmdir(directory)
        }
    }
#endif
