import Foundation
import Testing

extension Integration {
    /// The command that asks who answers here.
    @Suite struct DiscoverCommandTests {
        @Test("dhcp discover finds the server on a link")
        func finds() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let client = try laboratory.client

                let discover = try Server.launch(
                    in: laboratory, at: client.namespace, ["discover", "--interface", client.interface])
                #expect(try await discover.waitForExit() == 0)
                #expect(discover.output.text.contains(Layout.serverAddress), "\(discover.transcript)")
            }
        }

        @Test("dhcp discover --json prints the offers")
        func printsJSON() async throws {
            try await Laboratory.open(.direct) { laboratory in
                _ = try await Server.start(in: laboratory, configuration: ServerConfiguration.standard())
                let client = try laboratory.client

                let discover = try Server.launch(
                    in: laboratory, at: client.namespace, ["discover", "--interface", client.interface, "--json"])
                #expect(try await discover.waitForExit() == 0)
                let report = try JSONSerialization.jsonObject(with: Data(discover.output.text.utf8)) as? [String: Any]
                let offer = try #require((report?["offers"] as? [[String: Any]])?.first)
                #expect(offer["lease-time"] is Int)
                let options = offer["options"] as? [[String: Any]] ?? []
                let mask = options.first { $0["code"] as? Int == 1 }
                #expect(mask?["name"] as? String == "subnet-mask" && mask?["hex"] as? String == "ffffff00")
                let addresses = discover.output.text.matches(of: /"([0-9.]+)"/).map { String($0.output.1) }
                #expect(addresses.contains(where: ServerConfiguration.poolContains), "\(discover.transcript)")
            }
        }

        @Test("dhcp discover exits with 1 when nobody answers")
        func nobody() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let client = try laboratory.client
                let discover = try Server.launch(
                    in: laboratory, at: client.namespace, ["discover", "--interface", client.interface])
                #expect(try await discover.waitForExit(upTo: .seconds(30)) == 1, "\(discover.transcript)")
            }
        }

        @Test("dhcp serve without a configuration makes an offer to dhcp discover --server")
        func demonstration() async throws {
            try await Laboratory.open(.direct) { laboratory in
                let namespace = try laboratory.server.namespace
                let server = try Server.launch(
                    in: laboratory, at: namespace, ["serve"], wrapper: Privilege.without("net_raw", "net_bind_service"))
                _ = try await server.waitForLine(ServerWords.ready)

                let discover = try Server.launch(
                    in: laboratory, at: namespace, ["discover", "--server", "127.0.0.1:6767", "--json"])
                #expect(try await discover.waitForExit() == 0, "\(discover.transcript)")
                _ = try JSONSerialization.jsonObject(with: Data(discover.output.text.utf8))
            }
        }
    }
}
