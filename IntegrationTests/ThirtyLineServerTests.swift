import Foundation
import Testing

extension Integration {
    /// The handler that the README shows, built from Snippets/ThirtyLineServer.swift.
    @Suite struct ThirtyLineServerTests {
        @Test("the README's server gives its one address to udhcpc")
        func gives() async throws {
            let binary = Environment.binary(named: "ThirtyLineServer").path
            try #require(FileManager.default.isExecutableFile(atPath: binary), "run `swift build` first: no \(binary)")
            try await Laboratory.open(.direct) { laboratory in
                let server = try laboratory.start("ThirtyLineServer", in: laboratory.server.namespace, [binary])
                let client = try Udhcpc(on: laboratory.client, in: laboratory)

                // The snippet need not say when it is ready: udhcpc asks again until it is.
                #expect(try await client.acquire() == "10.77.0.2")
                #expect(server.isRunning)
            }
        }
    }
}
