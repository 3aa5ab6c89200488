package import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// What keeps a socket of this machine from being made, with the cure.
package struct AdminSocketObstacle: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ path: String, _ reason: String) { description = "\(path): \(reason)" }
}

/// A socket of this machine and its file, which its owner and its group may open.
package struct AdminSocketFile: Sendable {
    package let socket: Descriptor
    /// The directory itself, whatever its path leads to by now.
    private let directory: StateDirectory
    /// The file itself, likewise.
    private let file: Descriptor

    /// Makes the socket, in place of one at which nobody listens any more.
    ///
    /// Throws when there is no such directory, something else stands there, or a server listens there.
    package init(_ path: String) throws(AdminSocketObstacle) {
        directory = try Self.directory(of: path)
        socket = try Self.socket(directory, path)
        do throws(SystemError) {
            file = try Self.open(directory)
            // Before it listens nobody can connect, whatever its mode is until here.
            if chmod("/proc/self/fd/\(file.number)", 0o660) < 0 { throw SystemError("chmod") }
            try socket.acceptConnections(waiting: 256)
        } catch {
            throw Self.obstacle(path, error)
        }
    }

    /// Gives the file to a user and the user's group.
    package func give(to user: HostUser) {
        _ = fchownat(file.number, "", user.number, user.group, Self.emptyPath)
    }

    /// Removes the file, if it is this one still and the server may do that.
    package func remove() {
        var (own, found) = (stat(), stat())
        guard let place = directory.place, fstat(file.number, &own) == 0,
            fstatat(place.number, directory.name, &found, AT_SYMLINK_NOFOLLOW) == 0,
            own.st_ino == found.st_ino, own.st_dev == found.st_dev
        else { return }
        _ = unlinkat(place.number, directory.name, 0)
    }

    /// `AT_EMPTY_PATH` and `O_PATH`, which Swift does not import.
    private static let (emptyPath, pathOnly): (Int32, Int32) = (0x1000, 0o10_000_000)

    private static func directory(of path: String) throws(AdminSocketObstacle) -> StateDirectory {
        do throws(RefusedLink) {
            if let directory = try StateDirectory(ofLeaseFile: path), directory.place != nil { return directory }
        } catch {
            throw AdminSocketObstacle(path, "\(error)")
        }
        throw AdminSocketObstacle(
            path, "there is no such directory: make it, or name another place (admin: { socket: PATH })")
    }

    private static func obstacle(_ path: String, _ error: SystemError) -> AdminSocketObstacle {
        AdminSocketObstacle(path, "\(error); name another place (admin: { socket: PATH })")
    }

    private static func socket(
        _ directory: StateDirectory, _ path: String
    ) throws(AdminSocketObstacle) -> Descriptor {
        do throws(SystemError) {
            return try bound(directory)
        } catch {
            if error.isPortInUse { return try replace(directory, path) }
            throw obstacle(path, error)
        }
    }

    private static func bound(_ directory: StateDirectory) throws(SystemError) -> Descriptor {
        let socket = try Descriptor.local()
        try socket.bind(toPath: directory.stablePath)
        return socket
    }

    /// Makes the socket where one stands already at which nobody listens.
    private static func replace(
        _ directory: StateDirectory, _ path: String
    ) throws(AdminSocketObstacle) -> Descriptor {
        var status = stat()
        guard let place = directory.place, fstatat(place.number, directory.name, &status, AT_SYMLINK_NOFOLLOW) == 0,
            status.st_mode & S_IFMT == S_IFSOCK
        else {
            throw AdminSocketObstacle(path, "something stands there that is no socket: move it away")
        }
        do throws(SystemError) {
            try Descriptor.local().connect(toPath: directory.stablePath)
        } catch {
            // Nobody listens any more.
            guard error.number == ECONNREFUSED else { throw obstacle(path, error) }
            do throws(SystemError) {
                if unlinkat(place.number, directory.name, 0) < 0 { throw SystemError("unlink") }
                return try bound(directory)
            } catch {
                throw obstacle(path, error)
            }
        }
        throw AdminSocketObstacle(
            path, "another server listens there: end that one, or name another place (admin: { socket: PATH })")
    }

    private static func open(_ directory: StateDirectory) throws(SystemError) -> Descriptor {
        let file = try Descriptor(
            openat(directory.place?.number ?? -1, directory.name, pathOnly | O_NOFOLLOW | O_CLOEXEC), from: "open")
        var status = stat()
        guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK, status.st_uid == geteuid() else {
            throw SystemError("open", number: ELOOP)
        }
        return file
    }
}

extension StateDirectory {
    /// A path to the file that leads through the directory itself, and is short; the path without links where there is no
    /// /proc.
    package var stablePath: String {
        guard let place, access("/proc/self/fd", X_OK) == 0 else { return file }
        return "/proc/self/fd/\(place.number)/\(name)"
    }
}
