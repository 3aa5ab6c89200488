import Foundation
import Testing

extension Integration {
    /// The configurations of other servers in Examples/originals, and what this server was told instead.
    @Suite struct TranslatedExampleTests {
        /// The servers by what they are called in Examples, those that are on this machine.
        private static let installed = ["isc": "dhcpd", "kea": "kea-dhcp4", "dnsmasq": "dnsmasq"].filter { server in
            ["/usr/sbin", "/usr/bin"].contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/\(server.value)")
            }
        }.keys.sorted()

        @Test("more than fifty clients get the same of both servers, but for what has a name", arguments: installed)
        func same(example: String) async throws {
            let script = ExampleFile.root.appending(path: "Scripts/compare-examples").path
            let program = Environment.binary(named: "dhcp").deletingLastPathComponent().path
            let outcome = try await Command.outcome(
                of: [script, program, example], upTo: .seconds(300))
            #expect(outcome.status == 0, "\(outcome)")
        }
    }
}
