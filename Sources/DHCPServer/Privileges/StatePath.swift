internal import DHCPLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A link on the way to a lease file that root does not follow when it starts a server.
package struct RefusedLink: Error, Hashable, CustomStringConvertible {
    package let path: String
    package let why: String

    package var description: String {
        "\(path) is a symbolic link that \(why): name the file itself, or remove the link"
    }
}

/// The way from the root to a file, gone name by name, so that nobody can put something else in the place of what was
/// looked at.
///
/// A link counts when whoever runs this program made it, in a directory where nobody else can: another user's would lead
/// root to any file of the host.
struct StatePath {
    /// The directory in which the file is.
    private(set) var directory: Descriptor
    /// The directory's path, without links.
    private(set) var path: String
    /// The file's name.
    private(set) var name = ""

    private var rest: [Substring]
    private var linkCount = 0
    /// Whether the file was named by a link, which has to lead to one that is there.
    private var isLinked = false

    /// As many as the kernel follows.
    private static let mostLinks = 40

    /// Goes to the directory of a file that may not be there; `nil` when there is no such directory.
    ///
    /// Throws ``RefusedLink``.
    init?(_ file: String) throws(RefusedLink) {
        let isAbsolute = file.hasPrefix("/")
        guard !file.hasSuffix("/"), let start = Self.open(AT_FDCWD, isAbsolute ? "/" : "."),
            let path = isAbsolute ? "/" : Self.workingDirectory
        else { return nil }
        (directory, self.path) = (start, path)
        rest = file.split(separator: "/")
        while !rest.isEmpty {
            guard try step(String(rest.removeFirst())) else { return nil }
        }
        if name.isEmpty { return nil }
    }

    /// Goes on by one name; gives false where it does not go on.
    private mutating func step(_ part: String) throws(RefusedLink) -> Bool {
        if part == "." { return true }
        if part == ".." { return enter(part) }
        guard let thing = Self.open(directory.number, part) else {
            guard errno == ENOENT, rest.isEmpty else { return false }
            if isLinked { throw RefusedLink(path: join(part), why: "leads to nothing") }
            name = part
            return true
        }
        var status = stat()
        guard fstat(thing.number, &status) == 0 else { return false }
        if status.st_mode & S_IFMT == S_IFLNK {
            try follow(thing, status, part)
            return true
        }
        if !rest.isEmpty { return enter(part) }
        name = part
        return true
    }

    private mutating func enter(_ part: String) -> Bool {
        guard let next = Self.open(directory.number, part, O_DIRECTORY) else { return false }
        path = part == ".." ? Self.parent(of: path) : join(part)
        directory = next
        return true
    }

    private mutating func follow(_ link: Descriptor, _ status: stat, _ part: String) throws(RefusedLink) {
        let path = join(part)
        var around = stat()
        guard status.st_uid == geteuid(), fstat(directory.number, &around) == 0, around.st_uid == geteuid(),
            around.st_mode & 0o022 == 0
        else {
            throw RefusedLink(path: path, why: "others than root made, or could have made, and root does not follow it")
        }
        linkCount += 1
        guard linkCount <= Self.mostLinks, let target = Self.target(of: link) else {
            throw RefusedLink(path: path, why: "leads to nothing")
        }
        if rest.isEmpty { isLinked = true }
        rest = target.split(separator: "/") + rest
        guard target.hasPrefix("/") else { return }
        guard let root = Self.open(AT_FDCWD, "/") else { throw RefusedLink(path: path, why: "leads to nothing") }
        (directory, self.path) = (root, "/")
    }

    private func join(_ part: String) -> String { path == "/" ? "/" + part : path + "/" + part }

    /// The directory in which one is.
    static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "/"
    }

    private static var workingDirectory: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// Names something, without opening it or following a link; `nil` leaves the reason in `errno`.
    private static func open(_ directory: Int32, _ part: String, _ flags: Int32 = 0) -> Descriptor? {
        try? Descriptor(openat(directory, part, pathOnly | O_NOFOLLOW | O_CLOEXEC | flags), from: "openat")
    }

    /// `O_PATH`, which Swift does not import.
    private static let pathOnly: Int32 = 0o10_000_000

    private static func target(of link: Descriptor) -> String? {
        var characters = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlinkat(link.number, "", &characters, characters.count)
        guard count > 0, count < characters.count else { return nil }
        return String(decoding: characters[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
