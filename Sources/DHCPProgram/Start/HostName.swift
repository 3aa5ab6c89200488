#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What this host is called.
package enum HostName {
    /// Its name as the system has it, such as `kr1`; empty when it has none.
    package static var current: String {
        var octets = [UInt8](repeating: 0, count: 256)
        let result = octets.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { gethostname($0, buffer.count - 1) } ?? -1
            }
        }
        return result == 0 ? String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self) : ""
    }

    /// What is said of a host whose name is none for a member of a cluster.
    package static func message(_ host: String) -> String {
        "this host is called \(host.isEmpty ? "nothing" : host), which is no name among servers that share their leases: give this "
            + "one its own, as in cluster: { name: kr1 }"
    }
}
