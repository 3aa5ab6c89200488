package import DHCPConfiguration
import DHCPLinux
import Foundation

/// What proves to etcd who a server is, read from its files.
///
/// A server that root starts reads them while it is root: nobody else has to be able to.
package struct EtcdAccess: Sendable {
    let authorities: [UInt8]?
    let certificate: [UInt8]?
    let key: [UInt8]?
    let password: String?

    /// More than a bundle of all authorities of the world has.
    private static let maximumSize = 4 << 20

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
        func failure(_ reason: String) -> CompleteServerError {
            CompleteServerError(.leases, "\(key): \(path) \(reason)")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw failure("can not be read: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var octets: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count == 0 { return octets }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("can not be read: \(String(cString: strerror(errno)))")
            }
            octets += piece[..<count]
            if octets.count > maximumSize { throw failure("is larger than \(maximumSize >> 20) MiB") }
        }
    }
}
