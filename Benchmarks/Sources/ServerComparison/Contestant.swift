import Foundation

/// A server that takes part: where it is, and what it needs to serve the pool of ``Plan``.
struct Contestant: Sendable {
    let name: String
    let program: String
    /// The Debian package that has it; `nil` for this project's own.
    var package: String?
    /// Writes the configuration into an empty directory.
    let configure: @Sendable (URL) throws -> Void
    /// The arguments with which it serves, in the foreground, what was written into the directory.
    let arguments: @Sendable (URL) -> [String]
    var environment: @Sendable (URL) -> [String: String] = { _ in [:] }
    let leases: LeaseFile

    /// How leases come onto its disk before it starts.
    enum LeaseFile: Sendable {
        /// It keeps none.
        case none
        /// A file of that name with a header and a line (or block) for each lease.
        case text(name: String, header: String, line: @Sendable (Lease) -> String)
        /// It has to write them itself.
        case ownWriting
    }

    struct Lease {
        let address: String
        let hardware: String
        /// Seconds since 1970.
        let expiry: Int
    }

    var version: String {
        if let package {
            return (try? Shell.output(["dpkg-query", "-W", "-f", "${Version}", package])) ?? "unknown version"
        }
        return (try? Shell.output(["git", "describe", "--always", "--dirty"])) ?? "this tree"
    }

    var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }
}

/// What all servers serve.
enum Plan {
    static let subnet = "10.0.0.0/8"
    static let mask = "255.0.0.0"
    static let server = "10.0.0.1"
    static let relay = "10.0.0.2"
    static let first = "10.64.0.0"
    static let last = "10.79.255.255"
    static let leaseTime = 3600
    static let interface = "server0"

    /// The address with a number in the pool.
    static func address(_ number: Int) -> String {
        "10.\(64 + number >> 16).\(number >> 8 & 255).\(number & 255)"
    }

    /// A hardware address that no client of the load generator has.
    static func hardware(_ number: Int) -> String {
        let octets = [0x06, 0, 0, number >> 16 & 255, number >> 8 & 255, number & 255]
        return octets.map { String($0 + 256, radix: 16).suffix(2) }.joined(separator: ":")
    }
}
