import Foundation
import Testing

extension Integration {
    /// What `dhcp check` finds on this host about the files of etcd.
    @Suite struct ClusterCheckTests {
        @Test("files that are missing, and secrets that everybody can read, are warned of at their lines")
        func files() async throws {
            let directory = try TemporaryDirectory()
            defer { directory.remove() }
            func write(_ text: String, _ name: String, mode: Int) throws {
                let path = directory.url.appending(path: name).path
                try text.write(toFile: path, atomically: true, encoding: .utf8)
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
            let configuration = """
                store:
                  etcd:
                    endpoints: [https://a:2379, https://b:2379, https://c:2379]
                    ca: ca.pem
                    certificate: client.pem
                    key: key.pem
                    user: dhcp
                    password-file: password
                subnets: [{ subnet: 10.0.0.0/24, relays: [10.9.9.9], pools: [10.0.0.128/25] }]
                """
            try write(configuration, "dhcp.yaml", mode: 0o644)
            try write("x", "client.pem", mode: 0o644)
            try write("x", "key.pem", mode: 0o640)
            try write("x", "password", mode: 0o604)
            let path = directory.url.appending(path: "dhcp.yaml").path
            let checked = try await Command.outcome(
                of: [Environment.binary(named: "dhcp").path, "check", path])
            #expect(checked.status == 0)
            let lines = checked.output.split(separator: "\n").filter { $0.contains("store.etcd") }
            let folder = directory.url.path
            #expect(
                lines == [
                    "\(path):4:5: warning: store.etcd.ca: there is no \(folder)/ca.pem on this host",
                    "\(path):8:5: warning: store.etcd.password-file: everybody on this host can read \(folder)/password; "
                        + "`chmod o= \(folder)/password` keeps it secret",
                ])
        }
    }
}
