#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// What the system says of a file.
package struct FileFacts: Hashable, Sendable {
    /// Whether it is a plain file, and no link, pipe, device or directory.
    package let isPlain: Bool
    /// Who may do what, as in `0o600`.
    package let mode: UInt32
    package let owner: UInt32
    package let group: UInt32
    package let size: Int
    /// Which file it is, and when something of it last changed: others are another file, or another state.
    private let identity: [Int]

    /// The device and the inode, as systemd writes them (`$JOURNAL_STREAM`).
    package var deviceAndInode: String { "\(identity[0]):\(identity[1])" }

    /// Looks at an open file.
    package init?(of descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Looks at what stands at a path, a link itself unless `followsLinks`.
    package init?(at path: String, followsLinks: Bool = false) {
        var status = stat()
        guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        isPlain = status.st_mode & S_IFMT == S_IFREG
        mode = UInt32(status.st_mode & 0o7777)
        owner = status.st_uid
        group = status.st_gid
        size = Int(status.st_size)
        identity = [
            Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_ctim.tv_sec),
            Int(status.st_ctim.tv_nsec),
        ]
    }
}
