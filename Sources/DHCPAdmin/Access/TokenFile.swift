import DHCPLinux
package import DHCPServer
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What is wrong with a file of tokens, with the cure.
package struct TokenFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

/// The file of the tokens: JSON, for its owner alone.
package enum TokenFile {
    /// More is in no file of ours.
    private static let maximumSize = 1 << 20

    /// The tokens of a file; none when it is not there.
    ///
    /// Throws ``TokenFileError`` when others could have read or written it, or it is no such file.
    package static func read(_ path: String) throws(TokenFileError) -> [AdminToken] {
        func failure(_ reason: String) -> TokenFileError { TokenFileError(description: "\(path) \(reason)") }
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else {
            if errno == ENOENT { return [] }
            if errno == ELOOP { throw failure("is a symbolic link: name the file itself") }
            throw failure("can not be read (\(SystemError("open"))): give it to the server's user")
        }
        defer { close(file) }
        guard let facts = FileFacts(of: file), facts.isPlain, facts.size <= maximumSize else {
            throw failure("is no file of tokens")
        }
        guard facts.mode & 0o077 == 0 else { throw failure("is open to others: chmod 600 \(path)") }
        guard facts.owner == geteuid() || facts.owner == 0 || geteuid() == 0 else {
            throw failure("belongs to another user: give it to the server's user")
        }
        let data = FileHandle(fileDescriptor: file).readData(ofLength: facts.size)
        do {
            return try JSONDecoder().decode([AdminToken].self, from: data)
        } catch {
            throw failure("is no file of tokens, or damaged: make it again with dhcp token add")
        }
    }

    /// Puts tokens into a file, in place of those that were there: all, or none when something fails.
    ///
    /// A file that root makes belongs to `reader`, the server's user, or without one to whoever has the lease file beside it or
    /// the directory; one that another user has stays that user's. Throws ``TokenFileError``.
    package static func write(
        _ tokens: [AdminToken], to path: String, for reader: HostUser? = nil
    ) throws(TokenFileError) {
        let temporary = "\(path).\(getpid())"
        do throws(SystemError) {
            let file = try Descriptor(
                open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600), from: "open")
            do throws(SystemError) {
                try give(file, in: path, to: reader)
                try fill(file, with: tokens)
                if rename(temporary, path) < 0 { throw SystemError("rename") }
            } catch {
                unlink(temporary)
                throw error
            }
        } catch {
            throw TokenFileError(description: "\(path) can not be written: \(error)")
        }
    }

    private static func give(_ file: Descriptor, in path: String, to reader: HostUser?) throws(SystemError) {
        if fchmod(file.number, 0o600) < 0 { throw SystemError("chmod") }
        guard geteuid() == 0 else { return }
        let former = FileFacts(at: path).flatMap { $0.isPlain && $0.owner != 0 ? $0 : nil }
        if let reader, former == nil {
            if fchown(file.number, reader.number, reader.group) < 0 { throw SystemError("chown") }
            return
        }
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        // The server's user has the lease file, or else the directory.
        let leases = path.hasSuffix("-tokens") ? String(path.dropLast("-tokens".count)) : path
        let beside = [path, leases].compactMap { FileFacts(at: $0) }.first { $0.isPlain }
        guard let facts = beside ?? FileFacts(at: directory, followsLinks: true) else { throw SystemError("stat") }
        if fchown(file.number, facts.owner, facts.group) < 0 { throw SystemError("chown") }
    }

    private static func fill(_ file: Descriptor, with tokens: [AdminToken]) throws(SystemError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let data = try? encoder.encode(tokens) else { throw SystemError("encode", number: EINVAL) }
        let octets = [UInt8](data) + [UInt8(ascii: "\n")]
        var sent = 0
        while sent < octets.count {
            let count = octets.withUnsafeBytes {
                systemWrite(file.number, $0.baseAddress.map { $0 + sent }, $0.count - sent)
            }
            if count < 0 { throw SystemError("write") }
            sent += count
        }
        if fsync(file.number) < 0 { throw SystemError("fsync") }
    }
}

/// `write(2)`, whose name the file's own function hides.
private func systemWrite(_ descriptor: Int32, _ octets: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, octets, count)
}
