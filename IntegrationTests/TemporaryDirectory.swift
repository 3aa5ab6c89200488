import Foundation

/// A directory of one test's own.
struct TemporaryDirectory {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "dhcp-integration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        // tcpdump and dhcpcd give up their privileges and still have to reach their files.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    }

    /// A new directory inside, for one client or the like.
    func subdirectory(_ name: String) throws -> URL {
        let inner = url.appending(path: name)
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        return inner
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
