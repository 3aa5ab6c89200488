import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPProgram
import DHCPServer
import DHCPTesting
import Logging
import Testing

/// Complete servers that share a store.
@Suite struct ClusterMemberTests {
    private let store = InMemoryLeaseStore(isShared: true)

    private func configuration(
        _ name: String?, pool: String = "192.0.2.10-192.0.2.250", step: UInt16 = 0
    ) throws -> CompleteServer.Configuration {
        var configuration = try ServerConfiguration.lab(pool: pool)
        configuration.cluster = MemberSettings(name: name, stepInAfter: step)
        return .values(configuration)
    }

    private func server(_ name: String?) throws -> CompleteServer {
        try CompleteServer(configuration: configuration(name), store: .own(store), logger: .silent)
    }

    /// What is seen from outside once it is as it should be.
    private func look(until isRight: (ClusterStatus) -> Bool) async throws -> ClusterStatus {
        var status = try await ClusterLook(into: store).status
        for _ in 0..<20 where !isRight(status) { status = try await ClusterLook(into: store).status }
        return status
    }

    @Test(
        "servers with a name are members, who say their version and what they serve; a reload of one leaves the other behind"
    )
    func members() async throws {
        try await server("a").running { first in
            try await server("b").running { second in
                let digest = EffectiveConfiguration(first.configuration).digest
                let both = try await look { $0.members.count(where: \.isAlive) == 2 }
                #expect(both.members.map(\.name) == ["a", "b"] && both.members.allSatisfy(\.isAlive))
                #expect(both.configuration == digest && both.members.allSatisfy(\.isConfigurationCurrent))
                #expect(both.members.allSatisfy { !$0.version.isEmpty })

                try await first.reload(configuration("a", pool: "192.0.2.100-192.0.2.110", step: 7))
                let apart = try await look { !$0.members.allSatisfy(\.isConfigurationCurrent) }
                #expect(apart.members.map(\.isConfigurationCurrent) == [true, false])
                #expect(apart.configuration == EffectiveConfiguration(first.configuration).digest)
                let settings = try await first.settings()
                #expect(settings?.stepInAfter == 7 && settings?.name == "a")

                // Nothing is other than before, but somebody wants it so.
                try await second.reload()
                let back = try await look { $0.configuration == digest }
                #expect(back.configuration == digest)
            }
            let alone = try await look { $0.members.contains(where: \.hasLeft) }
            #expect(alone.members.map(\.hasLeft) == [false, true])
        }
    }

    @Test("a store of the program's own without a name has no members")
    func nameless() async throws {
        try await server(nil).running { handle in
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 10))
            let records = try await ClusterLook(into: store).records
            #expect(records.isEmpty)
        }
    }
}

extension CompleteServer.Handle {
    /// How the engine is told of the cluster.
    fileprivate func settings() async throws -> (name: String, stepInAfter: UInt16)? {
        for _ in 0..<50 {
            let view = try await clusterView()
            if let view, view.stepInAfter == 7 { return (view.name, view.stepInAfter) }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }
}
