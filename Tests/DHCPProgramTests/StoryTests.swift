import DHCP
import DHCPConfiguration
import DHCPExplain
import DHCPLeases
import DHCPProgram
import DHCPServer
import DHCPTesting
import Foundation
import Testing

/// What a running server tells of its clients.
@Suite struct StoryTests {
    @Test func aClientsMessagesAreToldInOrderWithTheirLines() async throws {
        let file = try TemporaryFile(ServerConfiguration.labText())
        defer { file.remove() }
        try await CompleteServer(configuration: .file(file.path), logger: .silent).running { handle in
            let address = try await handle.leased(1)
            let lease = try #require(try await handle.lease(at: address))
            let report = try await handle.story(of: #require(ClientName("\(lease.hardwareAddress)")))
            #expect(report.story.map(\.explanation.reason) == ["offered", "leased"])
            #expect(report.known.first?.topic == "lease")
            #expect(report.diagnosis.cause == "leased")
            let places = report.story.flatMap(\.explanation.chain).compactMap(\.place)
            #expect(places.contains { $0.hasPrefix(file.path) }, "file and line of a rule")
            let byAddress = try await handle.story(of: #require(ClientName("\(address)")))
            // Times of day may be told a second apart.
            #expect(byAddress.story.map(\.explanation) == report.story.map(\.explanation))
        }
    }

    @Test func whatWasNeverSeenIsSaid() async throws {
        try await CompleteServer(configuration: .values(.lab()), logger: .silent).running { handle in
            let report = try await handle.story(of: #require(ClientName("02:00:00:00:00:99")))
            #expect(report.story.isEmpty && report.diagnosis.cause == "never-seen")
            #expect(report.unseen.first?.hasPrefix("no message from it since the start") == true)
            #expect(report.unseen.contains("nothing has come from relay 127.0.0.1"))
        }
    }

    @Test func whatWouldHappenIsAskedOfTheRunningServerAndChangesNothing() async throws {
        try await CompleteServer(configuration: .values(.lab()), logger: .silent).running { handle in
            let name = try #require(ClientName("02:00:00:00:00:99"))
            let report = try await handle.explain(name, ClientWish(relay: .loopback))
            #expect(report.wouldHappen?.kind == "offer" && report.diagnosis.cause == "offered")
            // The command has it from the server as JSON.
            let told = try JSONDecoder().decode(ClientReport.self, from: try JSONEncoder().encode(report))
            let reply = told.wouldHappen?.snoopedReply(at: DHCPInstant(seconds: 0), withOctets: true)
            #expect(reply?.contains("OFFER") == true && reply?.contains("127.0.0.1:67") == true, "\(reply ?? "")")
            #expect(try await handle.explain(name, ClientWish(relay: .loopback)).wouldHappen == report.wouldHappen)
            let strange = try await handle.explain(name, ClientWish(relay: IPv4Address(10, 9, 0, 1)))
            #expect(strange.diagnosis.cause == "no-subnet")
            await #expect(throws: CompleteServerError.self) {
                try await handle.explain(name, ClientWish(relay: .loopback, options: ["x"]))
            }
        }
    }

    @Test func withoutMemoryTheServerSaysSo() async throws {
        let configuration = CompleteServer.Configuration.values(try .lab()).adjusted { $0.explain.memory = 0 }
        try await CompleteServer(configuration: configuration, logger: .silent).running { handle in
            _ = try await handle.leased(1)
            let report = try await handle.story(of: #require(ClientName("02:00:00:00:00:01")))
            #expect(report.story.isEmpty && report.unseen.first?.contains("`explain: { memory: 0 }`") == true)
        }
    }
}
