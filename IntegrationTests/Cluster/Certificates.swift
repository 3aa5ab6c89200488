import Foundation

/// An authority, and certificates that it gave to etcd and to a server of ours.
struct Certificates {
    let directory: URL

    /// Makes all of them for machines with these addresses.
    init(for addresses: [String], in directory: URL) async throws {
        self.directory = directory
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for authority in ["ca", "other"] {
            try await Command.run(
                [
                    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=\(authority)", "-keyout", path("\(authority).key"), "-out",
                    path("\(authority).pem"),
                ])
        }
        let names = addresses.map { "IP:\($0)" }.joined(separator: ",")
        for (name, authority) in [("etcd", "ca"), ("dhcp", "ca"), ("stranger", "other")] {
            _ = try TextFile.holding("subjectAltName=\(names)\n", at: directory.appending(path: "names"))
            try await Command.run(
                [
                    "openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                    "/CN=\(name)", "-keyout", path("\(name).key"), "-out", path("\(name).csr"),
                ])
            try await Command.run(
                [
                    "openssl", "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(authority).pem"), "-CAkey",
                    path("\(authority).key"), "-CAcreateserial", "-days", "2", "-extfile", path("names"), "-out",
                    path("\(name).pem"),
                ])
        }
    }

    func path(_ name: String) -> String { directory.appending(path: name).path }

    func octets(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: directory.appending(path: name))) }
}
