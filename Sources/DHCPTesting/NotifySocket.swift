#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A socket such as the one on which systemd listens for what services say of themselves.
package final class NotifySocket: Sendable {
    /// The socket could not be made.
    package struct Failure: Error {
        /// What `errno` was.
        package let number: Int32
    }

    /// As it stands in `NOTIFY_SOCKET`: a path, or an abstract name that begins with `@`.
    package let name: String
    private let descriptor: Int32

    /// Makes a socket of that name.
    package init(_ name: String) throws {
        self.name = name
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let octets = name.utf8.map { $0 == UInt8(ascii: "@") ? 0 : $0 }
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard octets.count < capacity else { throw Failure(number: ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let count = socklen_t(MemoryLayout<sockaddr_un>.size - capacity + octets.count)
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, count) }
        }
        if result < 0 { throw Failure(number: errno) }
        // systemd listens to every user.
        if !name.hasPrefix("@") { chmod(name, 0o777) }
    }

    deinit {
        close(descriptor)
        if !name.hasPrefix("@") { unlink(name) }
    }

    /// The next message, when one is there.
    package func receive() -> String? {
        var octets = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &octets, octets.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: octets[..<count], as: UTF8.self)
    }
}
