import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// What the pipeline of a member of a cluster does besides.
@Suite struct MemberPipelineTests {
    private let one = EngineFixture.client(1)

    private func selecting(_ fixture: inout PipelineFixture) throws -> DHCPMessage {
        .selecting(try #require(fixture.send(.discover(one)).first?.reply))
    }

    @Test func anAnswerThatWaitsLongerThanItsClientIsNotToldAndItsLeaseStays() throws {
        var fixture = try PipelineFixture()
        fixture.pipeline.patience = .seconds(4)
        let request = try selecting(&fixture)
        fixture.send(request)
        let (id, _) = try fixture.begin()
        // It asks again, and reads what is under way.
        fixture.now = fixture.now.advanced(by: .seconds(4))
        fixture.send(.discover(one))
        fixture.now = fixture.now.advanced(by: .seconds(1))
        #expect(fixture.end(id, .success([.committed()])).map(\.reason) == [.tooLate])
        #expect(fixture.pipeline.engine.count(of: .bound) == 1)
    }

    @Test func oneServerAloneAnswersWheneverItCan() throws {
        var fixture = try PipelineFixture()
        fixture.send(try selecting(&fixture))
        let (id, _) = try fixture.begin()
        fixture.now = fixture.now.advanced(by: .seconds(60))
        #expect(fixture.end(id, .success([.committed()])).map(\.reason) == [.leased])
    }

    @Test func eachCommitHasTheConditionAndWhatTheStoreRefusesForItIsSilence() throws {
        var fixture = try PipelineFixture()
        let condition = ServedConfiguration(generation: 3, digest: "a").record
        fixture.pipeline.condition = condition
        fixture.send(try selecting(&fixture))
        let (id, batch) = try fixture.begin()
        #expect(batch.condition == condition)
        #expect(fixture.end(id, .success([.conflict([])])).map(\.reason) == [.oldConfiguration])
        #expect(fixture.pipeline.engine.count(of: .bound) == 0 && fixture.isIdle)
    }

    @Test func withoutAQuorumNoMoreIsGivenBackThanThereIsRoomFor() throws {
        let subnet = try EngineFixture.subnet("10.0.0.0/16", "10.0.1.0-10.0.30.255")
        var fixture = try PipelineFixture { $0.subnets = [subnet] }
        let start = UInt32(fixture.now.seconds)
        let clients = (0..<5000).map { HardwareAddress(2, 7, 0, 0, UInt8($0 >> 8), UInt8($0 & 255)) }
        let addresses = (0..<5000).map { IPv4Address(10, 0, UInt8(1 + $0 >> 8), UInt8($0 & 255)) }
        for (address, client) in zip(addresses, clients) {
            let lease = Lease(
                address: address, client: ClientIdentity(client), hardwareAddress: client, state: .bound, start: start,
                end: start + 60)
            fixture.pipeline.engine.apply(LeaseChange(before: nil, after: lease))
        }
        fixture.pipeline.engine.cluster = ClusterView(name: "one", members: [], hasQuorum: false, skew: 1)
        for (address, client) in zip(addresses, clients) {
            fixture.send(.release(client, address: address, server: .ten(1)))
        }
        #expect(fixture.pipeline.waitingCount == 4096)
        #expect(fixture.conclusions.map(\.reason) == Array(repeating: .noQuorum, count: 904))
    }
}
