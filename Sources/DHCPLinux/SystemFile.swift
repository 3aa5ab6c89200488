#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Reads of small files that the kernel writes.
package enum SystemFile {
    /// A file of the kernel, which is read without waiting; at most `limit` octets of it, and `nil` without one.
    package static func text(_ path: String, limit: Int) -> String? {
        octets(path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same for a file that is no text.
    package static func octets(_ path: String, limit: Int) -> [UInt8]? {
        guard let file = try? Descriptor(open(path, O_RDONLY | O_CLOEXEC), from: "open") else { return nil }
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while octets.count < limit {
            let count = read(file.number, &chunk, chunk.count)
            if count <= 0 { break }
            octets += chunk[..<count]
        }
        return octets
    }

    /// The names in a directory, in the kernel's order, without those that begin with a dot; none when there is no directory.
    package static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.first != "." { names.append(name) }
        }
        return names
    }

    /// Where a symbolic link points to; `nil` when it is none.
    package static func linkTarget(_ path: String) -> String? {
        var octets = [UInt8](repeating: 0, count: 4096)
        let count = octets.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? -1
            }
        }
        return count > 0 ? String(decoding: octets[..<count], as: UTF8.self) : nil
    }
}
