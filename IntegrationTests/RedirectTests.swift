import Foundation
import Testing

extension Integration {
    /// A server on port 6767, and a kernel that changes the ports.
    @Suite struct RedirectTests {
        @Test("the rules of the article bring clients to port 6767", arguments: [[], ["-B"]])
        func redirected(options: [String]) async throws {
            try await Laboratory.open(.direct) { laboratory in
                for rule in try Self.rules() {
                    try await laboratory.server.namespace.run("sh", "-c", rule)
                }
                let configuration = ServerConfiguration.standard().replacing("0.0.0.0:67", with: "0.0.0.0:6767")
                _ = try await Server.start(in: laboratory, configuration: configuration)
                let client = try Udhcpc(on: laboratory.client, in: laboratory, options: options)
                #expect(ServerConfiguration.poolContains(try await client.acquire()))
            }
        }

        /// The rules of the article's table `dhcp`, as they stand there.
        private static func rules() throws -> [String] {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            let article = root.appending(path: "Sources/DHCPServer/Documentation.docc/Running.md")
            let lines = try String(contentsOf: article, encoding: .utf8).split(separator: "\n").map(String.init)
            let rules = lines.filter { $0.hasPrefix("nft add") && $0.contains(" ip dhcp") }
            try #require(rules.count == 5)
            return rules
        }
    }
}
