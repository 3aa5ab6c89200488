import Foundation
import Testing

extension Integration {
    /// The command that loads a server.
    @Suite struct BenchCommandTests {
        @Test("dhcp bench gives every client an address, from port 67 and from any other", arguments: [true, false])
        func measures(isPrivileged: Bool) async throws {
            try await Laboratory.open(.direct) { laboratory in
                let namespace = try laboratory.server.namespace
                let server = try Server.launch(in: laboratory, at: namespace, ["serve"])
                _ = try await server.waitForLine(ServerWords.ready)

                let bench = try Server.launch(
                    in: laboratory, at: namespace,
                    ["bench", "--server", "127.0.0.1:6767", "--clients", "60", "--json"],
                    wrapper: isPrivileged ? [] : Privilege.without("net_bind_service"))
                #expect(try await bench.waitForExit() == 0, "\(bench.transcript)")
                let object = try JSONSerialization.jsonObject(with: Data(bench.output.text.utf8))
                let report = try #require(object as? [String: Any])
                #expect(report["completed"] as? Int == 60, "\(bench.transcript)")
                #expect(report["duplicates"] as? Int == 0)
                let relay = try #require(report["relay"] as? String)
                #expect(relay.hasSuffix(":67") == isPrivileged)
            }
        }

        @Test("with segmentation offload at both ends of a cable no client gets a wrong answer or none")
        func segmentation() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let configuration = ServerConfiguration.standard(pool: "10.77.0.100-10.77.0.250")
                    .replacing("server: { ", with: "server: { segmentation-offload: always, ")
                _ = try await Server.start(in: laboratory, configuration: configuration)
                let client = try laboratory.client
                try await client.namespace.run("ip", "address", "add", "10.77.0.2/24", "dev", client.interface)
                let bench = try Server.launch(
                    in: laboratory, at: client.namespace,
                    [
                        "bench", "--server", Layout.serverAddress, "--clients", "100", "--in-flight", "50", "--json",
                        "--segmentation-offload", "--yes-load-this-server",
                    ])
                #expect(try await bench.waitForExit() == 0, "\(bench.transcript)")
                let object = try JSONSerialization.jsonObject(with: Data(bench.output.text.utf8))
                let report = try #require(object as? [String: Any])
                #expect(report["completed"] as? Int == 100, "\(bench.transcript)")
            }
        }

        @Test("dhcp bench exits with 1 when nothing listens")
        func nobody() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let bench = try Server.launch(
                    in: laboratory, at: laboratory.server.namespace,
                    ["bench", "--server", "127.0.0.1:6767", "--clients", "1", "--duration", "0.1"])
                #expect(try await bench.waitForExit() == 1, "\(bench.transcript)")
                #expect(bench.errors.text.contains("nothing listens there"), "\(bench.transcript)")
            }
        }

        @Test("dhcp bench refuses to load another host unless it is told to")
        func refuses() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try laboratory.client
                let arguments = ["bench", "--server", Layout.serverAddress, "--clients", "1", "--duration", "0.1"]
                let refused = try Server.launch(in: laboratory, at: client.namespace, arguments)
                #expect(try await refused.waitForExit() == 2, "\(refused.transcript)")
                #expect(refused.errors.text.contains("--yes-load-this-server"), "\(refused.transcript)")

                let allowed = try Server.launch(
                    in: laboratory, at: client.namespace, arguments + ["--yes-load-this-server"])
                #expect(try await allowed.waitForExit() != 2, "\(allowed.transcript)")
            }
        }
    }
}
