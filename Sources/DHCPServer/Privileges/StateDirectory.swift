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
    let owner: UInt32
    /// Whose the lease file is; `nil` when there is none yet.
    let fileOwner: UInt32?
    /// Whether nothing else is there.
    let isOwn: Bool

    package init(path: String, name: String, owner: UInt32, fileOwner: UInt32? = nil, isOwn: Bool) {
        self.path = path
        self.name = name
        self.owner = owner
        self.fileOwner = fileOwner
        self.isOwn = isOwn
    }

    /// The directory in which it is.
    package var parent: String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "/"
    }

    /// Whose the leases are.
    package var leaseOwner: UInt32 { fileOwner ?? owner }

    /// What is to be done for a user who can or can not make files there now; `nil` when that is not the server's affair.
    package func handover(isUsable: Bool) -> Handover? {
        if isUsable { return .nothing }
        if isOwn { return .ownership }
        return owner == 0 && !isOfSystem ? .sharing : nil
    }

    /// Whether the whole host depends on who may write there.
    var isOfSystem: Bool {
        let parts = path.split(separator: "/")
        guard parts.count > 1 else { return true }
        return Self.systemDirectories.contains(String(parts[0])) || parts[0] == "var" && parts.count == 2
    }

    private static let systemDirectories: Set = [
        "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "root", "sbin", "sys", "usr",
    ]
}

extension StateDirectory {
    /// Looks at the directory of a lease file, which may not be there yet; `nil` when there is no such directory.
    ///
    /// `isOwn` says that it is the service's own, whatever is in it.
    package init?(ofLeaseFile file: String, isOwn: Bool = false) {
        guard let resolved = Self.resolve(file) else { return nil }
        var status = stat()
        guard stat(resolved.directory, &status) == 0 else { return nil }
        let owner = status.st_uid
        let hasFile = stat(resolved.directory + "/" + resolved.name, &status) == 0
        self.init(
            path: resolved.directory, name: resolved.name, owner: owner, fileOwner: hasFile ? status.st_uid : nil,
            isOwn: isOwn || Self.entries(of: resolved.directory, other: resolved.name).isEmpty)
    }

    /// Gives the directory to a user as far as that is needed, and all files of the store.
    ///
    /// Throws ``SystemError``.
    package func handOver(_ handover: Handover, to user: HostUser) throws(SystemError) {
        try change { directory, status throws(SystemError) in
            switch handover {
            case .nothing: return
            case .ownership:
                if fchown(directory, user.number, user.group) < 0 { throw SystemError("fchown") }
            case .sharing:
                if fchown(directory, uid_t.max, user.group) < 0 { throw SystemError("fchown") }
                let mode = status.st_mode & 0o7777 | S_ISVTX | S_IRWXG
                if fchmod(directory, mode) < 0 { throw SystemError("fchmod") }
            }
        }
        for file in Self.entries(of: path, of: name) { try handOver(file: path + "/" + file, to: user) }
    }

    private func change(_ body: (Int32, stat) throws(SystemError) -> Void) throws(SystemError) {
        let descriptor = try Descriptor(
            open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), from: "open")
        var status = stat()
        if fstat(descriptor.number, &status) < 0 { throw SystemError("fstat") }
        try body(descriptor.number, status)
    }

    /// Gives a file away that has no other name: what a link leads to is not the server's to give.
    private func handOver(file: String, to user: HostUser) throws(SystemError) {
        let result = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        if result < 0 { return }
        let descriptor = try Descriptor(result, from: "open")
        var status = stat()
        guard fstat(descriptor.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1,
            status.st_uid != user.number
        else { return }
        if fchown(descriptor.number, user.number, user.group) < 0 { throw SystemError("fchown") }
    }

    private static func resolve(_ path: String) -> (directory: String, name: String)? {
        let parts = { (path: String) -> (directory: String, name: String)? in
            guard let slash = path.lastIndex(of: "/") else { return (".", path) }
            return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
        }
        guard let place = parts(real(path) ?? path), let directory = real(place.directory), !place.name.isEmpty
        else { return nil }
        return (directory, place.name)
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The names in a directory that begin with that of the lease file, or those that do not.
    private static func entries(of path: String, of name: String) -> [String] {
        names(in: path).filter { $0.hasPrefix(name) }
    }

    private static func entries(of path: String, other name: String) -> [String] {
        names(in: path).filter { !$0.hasPrefix(name) && $0 != "lost+found" }
    }

    /// More than this is in no directory that is for leases alone.
    private static let mostNames = 10_000

    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while names.count < mostNames, let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { octets in
                String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
