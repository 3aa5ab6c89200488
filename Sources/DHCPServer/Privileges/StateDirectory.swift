package import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The directory in which a server makes its lease file and what belongs to that.
package struct StateDirectory: Sendable {
    /// What is done so that a user can make files there.
    package enum Handover: Hashable, Sendable {
        /// Nothing, as the user can.
        case nothing
        /// The directory becomes the user's.
        case ownership
        /// The user's group may write, and everybody remove but own files (the sticky bit), since others have files there.
        case sharing
    }

    /// The path from the root, through all links.
    package let path: String
    /// How the names of its own files begin.
    let name: String
    /// Whose it is.
    package let owner: UInt32
    /// Whose the lease file is; `nil` when there is none yet.
    let fileOwner: UInt32?
    /// Whether nothing else is there.
    let isOwn: Bool
    /// The directory itself, whatever its path leads to by now; `nil` in what is only described.
    let place: Descriptor?

    package init(path: String, name: String, owner: UInt32, fileOwner: UInt32? = nil, isOwn: Bool) {
        self.init(path: path, name: name, owner: owner, fileOwner: fileOwner, isOwn: isOwn, place: nil)
    }

    private init(
        path: String, name: String, owner: UInt32, fileOwner: UInt32?, isOwn: Bool, place: Descriptor?
    ) {
        self.path = path
        self.name = name
        self.owner = owner
        self.fileOwner = fileOwner
        self.isOwn = isOwn
        self.place = place
    }

    /// The directory in which it is.
    package var parent: String { StatePath.parent(of: path) }

    /// The lease file, as a path without links.
    package var file: String { path == "/" ? "/" + name : path + "/" + name }

    /// Whose the leases are.
    package var leaseOwner: UInt32 { fileOwner ?? owner }

    /// What is to be done for a user who can or can not make files there now; `nil` when that is not the server's affair.
    package func handover(isUsable: Bool) -> Handover? {
        if isUsable { return .nothing }
        if HostDirectories.contain(path) { return nil }
        if isOwn { return .ownership }
        return owner == 0 ? .sharing : nil
    }
}

extension StateDirectory {
    /// Looks at the directory of a lease file, which may not be there yet; `nil` when there is no such directory.
    ///
    /// `isOwn` says that it is the service's own, whatever is in it. Throws ``RefusedLink`` when others than root could
    /// have made a link on the way.
    package init?(ofLeaseFile file: String, isOwn: Bool = false) throws(RefusedLink) {
        guard let way = try StatePath(file) else { return nil }
        var status = stat()
        guard fstat(way.directory.number, &status) == 0 else { return nil }
        let owner = status.st_uid
        let hasFile = fstatat(way.directory.number, way.name, &status, AT_SYMLINK_NOFOLLOW) == 0
        self.init(
            path: way.path, name: way.name, owner: owner, fileOwner: hasFile ? status.st_uid : nil,
            isOwn: isOwn || Self.hasNothing(way.directory, besidesFilesOf: way.name), place: way.directory)
    }

    /// The path of something that stands where a file of the store belongs, and is none that was `recognized`.
    package func obstacle(recognized: (_ suffix: String, _ file: Int32) -> Bool) -> String? {
        guard let place else { return nil }
        for suffix in ["-lock", "-wal", "-shm", "-next"] {
            var status = stat()
            guard fstatat(place.number, name + suffix, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            let isRecognized = withFile(suffix) { file, _ in recognized(suffix, file) }
            if isRecognized != true { return file + suffix }
        }
        return nil
    }

    /// How the names of a store's files end, in the order in which they are given away.
    package static let suffixes = ["-shm", "-wal", "-lock", "-next", "-restored", "-saved", ""]

    /// The owner of an open file of the store, and the file, which no link or other name leads to; `nil` when there is none.
    ///
    /// Its descriptor is closed before anything else opens the file: SQLite's locks end with any that is closed.
    package func withFile<Result>(
        _ suffix: String, _ body: (_ file: Int32, _ owner: UInt32) throws -> Result
    ) rethrows -> Result? {
        guard let file = plainFile(suffix) else { return nil }
        return try body(file.descriptor.number, file.status.st_uid)
    }

    /// Gives the directory to a user as far as that is needed, and the files of the store that are `recognized`, which are
    /// open then.
    ///
    /// All is given, or nothing. Returns what takes it back. Throws ``SystemError``.
    @discardableResult
    package func handOver(
        _ handover: Handover, to user: HostUser, recognized: (_ suffix: String, _ file: Int32) -> Bool
    ) throws(SystemError) -> GivenFiles {
        var given = GivenFiles()
        guard let place else { return given }
        do throws(SystemError) {
            for suffix in Self.suffixes {
                guard let file = plainFile(suffix), file.status.st_uid != user.number,
                    recognized(suffix, file.descriptor.number)
                else { continue }
                try given.give(file.descriptor, owner: user.number, group: user.group)
            }
            if handover == .nothing { return given }
            let directory = try Descriptor(
                openat(place.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), from: "openat")
            // Last: without it a user can do nothing with the files, and root would be kept out by a half of it.
            switch handover {
            case .nothing: break
            case .ownership: try given.give(directory, owner: user.number, group: user.group)
            case .sharing: try given.give(directory, owner: uid_t.max, group: user.group, adding: S_ISVTX | S_IRWXG)
            }
        } catch {
            given.takeBack()
            throw error
        }
        return given
    }

    /// A file of the store that has no other name: what a link leads to is not the server's to give.
    private func plainFile(_ suffix: String) -> (descriptor: Descriptor, status: stat)? {
        guard let place else { return nil }
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        var status = stat()
        guard let descriptor = try? Descriptor(openat(place.number, name + suffix, flags), from: "openat"),
            fstat(descriptor.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1
        else { return nil }
        return (descriptor, status)
    }

    // MARK: Names

    private static func hasNothing(_ directory: Descriptor, besidesFilesOf name: String) -> Bool {
        guard let names = names(in: directory) else { return false }
        return names.allSatisfy { $0 == "lost+found" || $0.hasPrefix(name) && isOfStore($0.dropFirst(name.count)) }
    }

    /// Whether the end of a name is that of a store's file, those that were set aside among them.
    private static func isOfStore(_ end: Substring) -> Bool {
        var end = end
        for suffix in ["-wal", "-shm", "-lock", "-journal"] where end.hasSuffix(suffix) && end != suffix[...] {
            end = end.dropLast(suffix.count)
        }
        if end.hasPrefix("-damaged-") { return end.dropFirst(9).allSatisfy(\.isNumber) }
        return suffixes.contains(String(end)) || ["-journal", "-admin.sock", "-tokens"].contains(end)
    }

    /// More than this is in no directory that is for leases alone.
    private static let mostNames = 10_000

    private static func names(in directory: Descriptor) -> [String]? {
        let copy = openat(directory.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return nil }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return nil
        }
        defer { closedir(stream) }
        var names: [String] = []
        while names.count < mostNames, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { octets in
                String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
