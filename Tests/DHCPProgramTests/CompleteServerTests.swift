import DHCP
import DHCPConfiguration
import DHCPLeases
import DHCPProgram
import DHCPServer
import DHCPTesting
import Foundation
import Logging
import ServiceLifecycle
import Testing

/// The complete server, embedded: on loopback, with a port that the kernel chooses.
@Suite struct CompleteServerTests {
    private func server(_ policy: (any LeasePolicy)? = nil) throws -> CompleteServer {
        try CompleteServer(configuration: .values(.lab()), policy: policy, logger: .silent)
    }

    @Test func aFileIsServedAndTakenOverWhenItIsReadAgain() async throws {
        let file = try TemporaryFile(ServerConfiguration.labText())
        defer { file.remove() }
        try await CompleteServer(configuration: .file(file.path), logger: .silent).running { handle in
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 10))

            try file.write(ServerConfiguration.labText(pool: "192.0.2.100-192.0.2.110"))
            let report = try await handle.reload()

            #expect(report.changes == "pools: 1 added, 1 removed")
            #expect(report.leasesThatOnlyRunOut == 1)
            #expect(try await handle.leased(2) == IPv4Address(192, 0, 2, 100))
        }
    }

    @Test func aFileThatIsWrongIsNotTakenOver() async throws {
        let file = try TemporaryFile(ServerConfiguration.labText())
        defer { file.remove() }
        try await CompleteServer(configuration: .file(file.path), logger: .silent).running { handle in
            try file.write(ServerConfiguration.labText(pool: "198.51.100.1-198.51.100.9"))
            await #expect(throws: ConfigurationErrors.self) { try await handle.check() }
            await #expect(throws: ConfigurationErrors.self) { try await handle.reload() }
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 10))
        }
    }

    @Test func aFileThatIsWrongAtTheStartIsThrown() throws {
        let file = try TemporaryFile(ServerConfiguration.labText(pool: "198.51.100.1-198.51.100.9"))
        defer { file.remove() }
        #expect(throws: ConfigurationErrors.self) { try CompleteServer(configuration: .file(file.path)) }
    }

    @Test func valuesAreServedAndOthersTakeTheirPlace() async throws {
        try await server().running { handle in
            let next = CompleteServer.Configuration.values(try .lab(pool: "192.0.2.100-192.0.2.110"))
            #expect(try await handle.check(next).changes == "pools: 1 added, 1 removed")
            #expect(try await handle.leased(1) == IPv4Address(192, 0, 2, 10))
            #expect(try await handle.reload(next).changes == "pools: 1 added, 1 removed")
            #expect(try await handle.leased(2) == IPv4Address(192, 0, 2, 100))
            #expect(try await handle.reload().changes == "nothing changed")
        }
    }

    @Test func whatNeedsARestartIsSaid() async throws {
        try await server().running { handle in
            let moved = CompleteServer.Configuration.values(try .lab()).adjusted { $0.server.listen.port = 6768 }
            let report = try await handle.reload(moved)
            #expect(report.needsRestart == ["server.listen (127.0.0.1:0, now 127.0.0.1:6768)"])
            #expect(handle.configuration.server.listen.port == 0)
        }
    }

    /// The addresses of this host's interfaces that a client could have.
    private static let own = (try? NetworkInterface.all().flatMap(\.addresses).filter(\.address.isUsableByHost)) ?? []

    @Test(.enabled(if: !own.isEmpty)) func noAddressOfThisHostIsLeased() async throws {
        let own = try #require(Self.own.first?.address)
        let range = try #require(IPv4Range(own, own))
        let subnet = Subnet(
            try #require(IPv4Prefix(own, length: 32)), pools: [Pool(range)], relays: [.loopback])
        var configuration = try ServerConfiguration.lab()
        configuration.leases.subnets = [subnet]
        try await CompleteServer(configuration: .values(configuration), logger: .silent).running { handle in
            let subnets = try await handle.status().subnets
            #expect(subnets.flatMap(\.pools).map(\.capacity) == [0])
        }
    }

    @Test func aPolicyDecidesAndListenersHearOfIt() async throws {
        let server = try server(LastAddress())
        let streams = [server.handle.events(), server.handle.events()]
        try await server.running { handle in
            let address = try await handle.leased(1)
            #expect(address == IPv4Address(192, 0, 2, 250))
        }
        for stream in streams {
            var committed: [IPv4Address?] = []
            for await event in stream { if case .committed(let change) = event { committed.append(change.address) } }
            #expect(committed == [IPv4Address(192, 0, 2, 250)])
        }
    }

    @Test func anAddressIsFreedOnceThatIsStored() async throws {
        let store = InMemoryLeaseStore()
        let server = try CompleteServer(configuration: .values(.lab()), store: .own(store), logger: .silent)
        let address = IPv4Address(192, 0, 2, 10)
        try await server.running { handle in
            #expect(try await handle.release(address) == nil)
            _ = try await handle.leased(1)
            #expect(try await handle.lease(at: address)?.state == .bound)

            #expect(try await handle.release(address)?.state == .released)

            #expect(try await store.leases().map(\.state) == [.released])
            #expect(try await handle.lease(at: address)?.state == .released)
            #expect(try await handle.release(address) == nil)
            #expect(try await handle.status().store.leases[.released] == 1)
        }
    }

    @Test func aLeaseIsBoundOnWhenItsReleaseCanNotBeStored() async throws {
        let store = RefusingStore()
        let server = try CompleteServer(configuration: .values(.lab()), store: .own(store), logger: .silent)
        try await server.running { handle in
            let address = try await handle.leased(1)
            store.refuses = true
            await #expect(throws: RefusingStore.Refusal.self) { try await handle.release(address) }
            #expect(try await handle.lease(at: address)?.state == .bound)
            #expect(try await handle.status().store.isFailing)
        }
    }

    @Test func allLeasesComeInPagesWhileClientsAreAnswered() async throws {
        let client = HardwareAddress(2, 0, 0, 0, 1, 0)
        let leases = (1...200).map { number in
            let address = IPv4Address(192, 0, 2, UInt8(number))
            return Lease(
                address: address, client: .nobody(at: address), hardwareAddress: client, state: .bound,
                start: 1_800_000_000, end: .max)
        }
        let server = try CompleteServer(
            configuration: .values(.lab()), store: .own(InMemoryLeaseStore(leases)), logger: .silent)
        try await server.running { handle in
            var seen: Set<IPv4Address> = []
            var pages = 0
            for try await page in try await handle.leases(pageSize: 50) {
                #expect(page.count <= 50)
                seen.formUnion(page.map(\.address))
                pages += 1
                #expect(try await handle.leased(UInt8(pages)) >= IPv4Address(192, 0, 2, 201))
            }
            #expect(seen.isSuperset(of: leases.map(\.address)))
            #expect(pages >= 4)
        }
    }

    @Test func theStatusTellsOfInterfacesPoolsAndCountsAndIsJSON() async throws {
        try await server().running { handle in
            _ = try await handle.leased(1)
            let status = try await handle.status()
            #expect(status.isReady)
            #expect(try await status.listening == handle.ready())
            #expect(status.store.place == "memory")
            #expect(status.store.leases[.bound] == 1)
            #expect(status.subnets.map(\.pools).first?.map(\.free) == [240])
            #expect(status.counts.outcomes == [.offered: 1, .leased: 1])
            let json = try JSONEncoder().encode(status)
            #expect(try JSONDecoder().decode(ServerStatus.self, from: json) == status)
        }
    }

    @Test func theEffectiveConfigurationIsAFileThatIsServedAlike() async throws {
        try await server().running { handle in
            let text = try await handle.effectiveConfiguration()
            #expect(text.contains("192.0.2.10-192.0.2.250"))
            #expect(try ServerConfiguration.parse(text, file: "effective").configuration.leases.subnets.count == 1)
        }
    }

    @Test func whoAsksAServerThatHasEndedIsToldSo() async throws {
        let server = try server()
        try await server.running { _ in }
        await #expect(throws: DHCPServiceError.notRunning) { try await server.handle.status() }
        await #expect(throws: DHCPServiceError.notRunning) { try await server.handle.reload() }
        await #expect(throws: DHCPServiceError.alreadyRun) { try await server.run() }
    }

    @Test func whatKeepsTheServerFromStartingIsThrownToWhoWaitsForIt() async throws {
        try await server().running { handle in
            let port = try await handle.ready()[0].port
            let second = try CompleteServer(
                configuration: .values(.lab()).adjusted { $0.server.listen.port = port }, logger: .silent)
            let waiting = Task { try await second.handle.ready() }
            await #expect(throws: (any Error).self) { try await second.run() }
            await #expect(throws: (any Error).self) { try await waiting.value }
        }
    }
}

/// Gives each client the last address of the pool.
private struct LastAddress: LeasePolicy {
    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        .use(IPv4Address(192, 0, 2, 250))
    }
}
