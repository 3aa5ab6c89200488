package import DHCPConfiguration

/// What proves to etcd who a server is, read from its files.
///
/// A server that root starts reads them while it is root: nobody else has to be able to.
package struct EtcdAccess: Sendable {
    let authorities: [UInt8]?
    let certificate: [UInt8]?
    let key: [UInt8]?
    let password: String?

    /// Reads the files.
    ///
    /// Throws ``CompleteServerError`` when one can not be read, or there is no password in its file.
    package init(_ settings: EtcdSettings) throws {
        authorities = try settings.authorities.map { try Self.octets($0, "store.etcd.ca") }
        certificate = try settings.certificate.map { try Self.octets($0, "store.etcd.certificate") }
        key = try settings.key.map { try Self.octets($0, "store.etcd.key") }
        password = try settings.passwordFile.map { path in
            let octets = try Self.octets(path, "store.etcd.password-file")
            let line = octets.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            guard !line.isEmpty, let text = String(validating: line, as: UTF8.self) else {
                throw CompleteServerError(
                    .leases, "store.etcd.password-file: the first line of \(path) is no password")
            }
            return text
        }
    }

    private static func octets(_ path: String, _ key: String) throws -> [UInt8] {
        try SmallFile.octets(path, key, .leases)
    }
}
