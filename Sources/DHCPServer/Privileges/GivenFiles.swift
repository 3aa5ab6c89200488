internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Files and directories that were given away, and how they were before.
package struct GivenFiles: Sendable {
    private var before: [(file: Descriptor, owner: uid_t, group: gid_t, mode: mode_t)] = []

    init() {}

    /// Whether there are none.
    package var isEmpty: Bool { before.isEmpty }

    /// Changes owner, group and mode of what is open.
    mutating func give(
        _ file: Descriptor, owner: uid_t, group: gid_t, adding mode: mode_t = 0
    ) throws(SystemError) {
        var status = stat()
        if fstat(file.number, &status) < 0 { throw SystemError("fstat") }
        before.append((file, status.st_uid, status.st_gid, status.st_mode & 0o7777))
        if fchown(file.number, owner, group) < 0 { throw SystemError("fchown") }
        if mode != 0, fchmod(file.number, status.st_mode & 0o7777 | mode) < 0 { throw SystemError("fchmod") }
    }

    /// Makes them as they were; what can not be stays.
    package mutating func takeBack() {
        for entry in before.reversed() {
            _ = fchown(entry.file.number, entry.owner, entry.group)
            _ = fchmod(entry.file.number, entry.mode)
        }
        before = []
    }
}
