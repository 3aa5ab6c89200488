#if SQLite
    import CDHCPLinux
    import Glibc

    /// Which file a path means, so that a file that was removed or replaced while it is open is noticed.
    struct FilePlace: Sendable {
        let path: String
        /// Whose it was, so that it can be made again as it was.
        let rights: FileRights
        private let device: dev_t
        private let inode: ino_t

        /// The file that is at `path` now; `nil` when there is none that can be seen.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            self.init(path, status)
        }

        /// The file that is open.
        init?(_ path: String, descriptor: Int32) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return nil }
            self.init(path, status)
        }

        private init(_ path: String, _ status: stat) {
            self.path = path
            rights = FileRights(status)
            device = status.st_dev
            inode = status.st_ino
        }

        /// Whether the path still means this file; asked around each commit.
        var isHeld: Bool {
            var (device, inode): (UInt64, UInt64) = (0, 0)
            return cdhcp_file_at(path, &device, &inode) == 0 && device == self.device && inode == self.inode
        }

        /// As `/proc/locks` names the file: `fe:01:1234`.
        var lockName: String {
            // As makedev(3) puts them together.
            let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
            let minor = device & 0xFF | device >> 12 & ~0xFF
            return "\(Self.hexadecimal(major)):\(Self.hexadecimal(minor)):\(inode)"
        }

        private static func hexadecimal(_ number: dev_t) -> String {
            let digits = String(number, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }
    }
#endif
