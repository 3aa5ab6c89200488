import DHCP
import DHCPLeases
import DHCPTesting
import Testing

/// Where several servers share a store nobody is refused because of what one of them does not know yet.
@Suite struct ProvingTests {
    private let one = EngineFixture.client(1)
    private let two = EngineFixture.client(2)

    private func lease(of client: HardwareAddress, _ fixture: PipelineFixture) -> Lease {
        let start = UInt32(fixture.now.seconds)
        return Lease(
            address: .ten(100), client: ClientIdentity(client), hardwareAddress: client, state: .bound, start: start,
            end: start + 3600)
    }

    /// A server that believes that `.100` is client 2's.
    private func fixture() throws -> PipelineFixture {
        var fixture = try PipelineFixture(provesRefusals: true)
        fixture.pipeline.engine.apply(LeaseChange(before: nil, after: lease(of: two, fixture)))
        fixture.pipeline.noteLoaded(at: StoreRevision(rawValue: 5))
        return fixture
    }

    private func beginRead(_ fixture: inout PipelineFixture) throws -> CommitPipeline.ReadID {
        let id = fixture.pipeline.beginRead()
        return try #require(id)
    }

    private func endRead(
        _ fixture: inout PipelineFixture, _ id: CommitPipeline.ReadID, _ result: Result<StoreRevision, any Error>
    ) -> [ReasonCode] {
        var reasons: [ReasonCode] = []
        fixture.pipeline.endRead(id, with: result, at: fixture.now) { decision, _, _, _ in
            reasons.append(decision.reason)
        }
        return reasons
    }

    @Test func aRefusalWaitsUntilTheStoreHasSaidThatItIsTrue() throws {
        var fixture = try fixture()
        #expect(fixture.send(.renewing(one, address: .ten(100))).isEmpty)
        let id = try beginRead(&fixture)
        let another = fixture.pipeline.beginRead()
        #expect(another == nil, "one question at a time")
        #expect(endRead(&fixture, id, .success(StoreRevision(rawValue: 5))) == [.addressTaken])
        #expect(fixture.pipeline.waitingCount == 0)
    }

    @Test func whoIsRefusedOnlyByOldNewsIsNotRefused() throws {
        var fixture = try fixture()
        fixture.send(.renewing(one, address: .ten(100)))
        let id = try beginRead(&fixture)
        #expect(endRead(&fixture, id, .success(StoreRevision(rawValue: 6))) == [])
        let news = StoredLease(.ten(100), lease(of: one, fixture), at: StoreRevision(rawValue: 6))
        #expect(fixture.follow(news, upTo: 6).isEmpty, "the renewal is to be stored first")
        let (commit, batch) = try fixture.begin()
        #expect(fixture.end(commit, .success(batch.map { _ in .committed() })).map(\.reason) == [.renewed])
    }

    @Test func newsThatWaitForACommitAreWaitedFor() throws {
        var fixture = try fixture()
        fixture.send(.renewing(two, address: .ten(100)))
        let (commit, _) = try fixture.begin()
        fixture.send(.renewing(one, address: .ten(100)))
        let id = try beginRead(&fixture)
        #expect(endRead(&fixture, id, .success(StoreRevision(rawValue: 6))) == [])
        let news = StoredLease(.ten(100), lease(of: one, fixture), at: StoreRevision(rawValue: 6))
        #expect(fixture.follow(news, upTo: 6).isEmpty)
        fixture.end(commit, .success([.conflict([news])]))
        #expect(!fixture.conclusions.contains { $0.request.hardwareAddress == one && $0.reason == .addressTaken })
    }

    @Test func aRefusalThatTakesLongerThanItsClientWaitsIsNotTold() throws {
        var fixture = try fixture()
        fixture.pipeline.patience = .seconds(4)
        fixture.send(.renewing(one, address: .ten(100)))
        fixture.now = fixture.now.advanced(by: .seconds(5))
        var reasons: [ReasonCode] = []
        fixture.pipeline.giveUpDoubts(at: fixture.now) { decision, _, _, _ in reasons.append(decision.reason) }
        #expect(reasons == [.tooLate] && fixture.pipeline.waitingCount == 0)
        let read = fixture.pipeline.beginRead()
        #expect(read == nil)
    }

    @Test func noMoreWaitThanThereIsRoomFor() throws {
        var fixture = try fixture()
        var reasons: [ReasonCode: Int] = [:]
        for _ in 0..<5000 {
            for each in fixture.send(.renewing(one, address: .ten(100))) { reasons[each.reason, default: 0] += 1 }
        }
        #expect(fixture.pipeline.waitingCount == 4096 && reasons == [.notStored: 904])
    }

    @Test func withoutAQuorumNobodyIsRefused() throws {
        var fixture = try fixture()
        fixture.send(.renewing(one, address: .ten(100)))
        let id = try beginRead(&fixture)
        #expect(endRead(&fixture, id, .failure(LeaseStoreWithoutQuorum())) == [.noQuorum])
    }

    @Test func aClientThatIsNotKnownHereIsLookedForFirst() throws {
        var fixture = try fixture()
        fixture.send(.initReboot(one, address: .ten(101)))
        _ = try beginRead(&fixture)
    }

    @Test func aCommitWithoutAQuorumSaysSo() throws {
        var fixture = try fixture()
        fixture.send(.renewing(two, address: .ten(100)))
        let (commit, _) = try fixture.begin()
        #expect(fixture.end(commit, .failure(LeaseStoreWithoutQuorum())).map(\.reason) == [.noQuorum])
        #expect(fixture.pipeline.isWithoutQuorum && fixture.pipeline.isStoreFailing)
        fixture.pipeline.noteStore(isFailing: false)
        #expect(!fixture.pipeline.isWithoutQuorum)
    }

    @Test func aReleaseThatComesToTheStoreLateEndsNoLaterLease() throws {
        var fixture = try fixture()
        fixture.send(.release(two, address: .ten(100), server: .ten(1)))
        let (commit, _) = try fixture.begin()
        // The client has the address again, from another server.
        var again = lease(of: two, fixture)
        again.start += 60
        again.end += 60
        let met = StoredLease(.ten(100), again, at: StoreRevision(rawValue: 7))
        #expect(fixture.end(commit, .success([.conflict([met])])).map(\.reason) == [.notOwner])
        #expect(fixture.pipeline.engine.lease(at: .ten(100)) == again)
    }

    /// Found by the simulator (seed 501106): a member was cut off while the client got its address again from another one,
    /// whose clock showed the same second as then.
    @Test func aReleaseThatWaitedEndsNoLeaseOfWhichNewsCame() throws {
        var fixture = try fixture()
        let known = lease(of: two, fixture)
        #expect(fixture.send(.release(two, address: .ten(100), server: .ten(1))).isEmpty)
        let news = StoredLease(.ten(100), known, at: StoreRevision(rawValue: 7))
        #expect(fixture.follow(news, upTo: 7).map(\.reason) == [.notOwner])
        #expect(fixture.pipeline.engine.lease(at: .ten(100)) == known)
    }
}
