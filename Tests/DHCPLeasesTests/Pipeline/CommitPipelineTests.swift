import DHCP
import DHCPLeases
import DHCPTesting
import Synchronization
import Testing

/// Who is answered when, and what is taken back: the rules of a commit that runs while messages are decided.
@Suite struct CommitPipelineTests {
    let one = EngineFixture.client(1)
    let two = EngineFixture.client(2)
    let other = EngineFixture.client(99)
    var fixture: PipelineFixture

    init() throws { fixture = try PipelineFixture() }

    struct Refused: Error {}

    private func lease(of client: HardwareAddress, at address: IPv4Address) -> Lease {
        Lease(
            address: address, client: ClientIdentity(client), hardwareAddress: client, state: .bound,
            start: UInt32(fixture.now.seconds), end: UInt32(fixture.now.seconds) + 3600)
    }

    private func query(_ address: IPv4Address) -> DHCPMessage {
        .client(.leaseQuery, HardwareAddress(0, 0, 0, 0, 0, 0), ciaddr: address, giaddr: .ten(5))
    }

    // MARK: Who waits

    @Test mutating func whatChangesNothingIsConcludedAtOnce() throws {
        #expect(fixture.send(.discover(one)).map(\.reason) == [.offered])
        #expect(fixture.send(.inform(two, address: .ten(50))).map(\.reason) == [.informed])
        #expect(!fixture.pipeline.isCommitting)
        #expect(fixture.isIdle)
    }

    @Test mutating func aChangeIsConcludedWhenItIsDurable() throws {
        let offer = try fixture.offer(to: one)
        #expect(fixture.send(.selecting(offer)).isEmpty)
        let (id, batch) = try fixture.begin()
        #expect(batch.count == 1 && batch[0].first?.after?.client == ClientIdentity(one))
        #expect(fixture.isIdle, "one at a time")
        let told = fixture.end(id, .success([.committed()]))
        #expect(told.map(\.reason) == [.leased] && told.first?.reply?.messageType == .ack)
        #expect(!fixture.pipeline.isCommitting)
    }

    @Test mutating func whatIsDecidedMeanwhileIsOneCommitAgain() throws {
        let offers = try [one, two, other].map { try fixture.offer(to: $0) }
        fixture.send(.selecting(offers[0]))
        let (id, _) = try fixture.begin()
        fixture.send(.selecting(offers[1]), .selecting(offers[2]))
        #expect(fixture.end(id, .success([.committed()])).count == 1)
        let (_, batch) = try fixture.begin()
        #expect(batch.count == 2)
    }

    @Test mutating func aMoveIsOneTransaction() throws {
        let lease = try fixture.lease(to: one)
        var configuration = fixture.pipeline.engine.configuration
        configuration.subnets[0].reservations = [Reservation(.hardwareAddress(one), address: .ten(50))]
        try fixture.pipeline.engine.reconfigure(configuration)
        fixture.send(.selecting(try fixture.offer(to: one)))
        let (_, batch) = try fixture.begin()
        #expect(batch.count == 1)
        #expect(Set(batch[0].compactMap(\.address)) == [lease.yiaddr, .ten(50)])
    }

    @Test mutating func aQueryWaitsOnlyForTheAddressThatItIsAbout() throws {
        let lease = try fixture.lease(to: two)
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        #expect(fixture.send(query(lease.yiaddr)).map(\.reason) == [.leaseQueryAnswered])
        #expect(fixture.send(query(offer.yiaddr)).isEmpty)
        fixture.send(.renewing(two, address: lease.yiaddr))
        #expect(fixture.send(query(lease.yiaddr)).isEmpty, "the renewal is not durable")
        let told = fixture.end(id, .success([.committed()]))
        #expect(told.map(\.reason) == [.leased, .leaseQueryAnswered], "the second query waits for the renewal alone")
    }

    @Test mutating func anAnswerThatReadWhatFailsIsDecidedAnew() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        fixture.send(query(offer.yiaddr))
        let told = fixture.end(id, .failure(Refused()))
        #expect(told.map(\.reason) == [.notStored, .leaseQueryAnswered])
        #expect(told.last?.reply?.messageType == .leaseUnassigned)
    }

    // MARK: What fails

    @Test mutating func aFailedCommitIsTakenBackAndAnsweredByNobody() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        let told = fixture.end(id, .failure(Refused()))
        #expect(told.map(\.reason) == [.notStored] && told.allSatisfy { $0.reply == nil })
        #expect(fixture.pipeline.engine.lease(at: offer.yiaddr) == nil)
        #expect(fixture.pipeline.isStoreFailing)
        #expect(fixture.send(.discover(two)).map(\.reason) == [.notStored], "nothing is offered meanwhile")
    }

    @Test mutating func whatWasDecidedBehindAFailureIsDecidedAnew() throws {
        let lease = try fixture.lease(to: two)
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        fixture.send(.release(two, address: lease.yiaddr, server: DHCPOrigin.test.localAddress))
        fixture.end(id, .failure(Refused()))
        let (next, batch) = try fixture.begin()
        #expect(batch.map { $0.first?.after?.state } == [.released])
        #expect(fixture.end(next, .success([.committed()])).map(\.reason) == [.released])
        #expect(!fixture.pipeline.isStoreFailing)
    }

    @Test(arguments: [0, 2]) mutating func anAnswerOfAnotherLengthIsAFailure(_ count: Int) throws {
        fixture.send(.selecting(try fixture.offer(to: one)))
        let (id, _) = try fixture.begin()
        let told = fixture.end(id, .success(Array(repeating: .committed(), count: count)))
        #expect(told.map(\.reason) == [.notStored])
    }

    @Test mutating func aCommitEndsOnce() throws {
        fixture.send(.selecting(try fixture.offer(to: one)))
        let (id, _) = try fixture.begin()
        #expect(fixture.end(id, .success([.committed()])).count == 1)
        #expect(fixture.end(id, .failure(Refused())).isEmpty)
        #expect(!fixture.pipeline.isStoreFailing)
    }

    @Test mutating func whatIsUnknownIsBelievedAndCommittedAgain() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, batch) = try fixture.begin()
        #expect(fixture.end(id, .success([.unknown])).isEmpty)
        #expect(fixture.pipeline.engine.lease(at: offer.yiaddr)?.client == ClientIdentity(one))
        #expect(try fixture.offer(to: two).yiaddr != offer.yiaddr)
        let (again, same) = try fixture.begin()
        #expect(same == batch)
        let current = batch[0].last?.after
        let told = fixture.end(again, .success([.conflict([StoredLease(offer.yiaddr, current)])]))
        #expect(told.map(\.reason) == [.leased], "it was this server's")
        #expect(told.first?.reply?.messageType == .ack)
    }

    @Test mutating func whatIsUnknownStaysSoWhenTheNextCommitFails() throws {
        let offers = try [one, two].map { try fixture.offer(to: $0) }
        fixture.send(.selecting(offers[0]))
        let (id, batch) = try fixture.begin()
        fixture.end(id, .success([.unknown]))
        fixture.send(.selecting(offers[1]))
        let (second, both) = try fixture.begin()
        #expect(both.count == 2 && both[0] == batch[0])
        #expect(fixture.end(second, .failure(Refused())).map(\.reason) == [.notStored], "only what is new")
        #expect(fixture.pipeline.engine.lease(at: offers[1].yiaddr) == nil)
        let (third, same) = try fixture.begin()
        #expect(same == batch)
        #expect(fixture.end(third, .success([.committed()])).map(\.reason) == [.leased])
    }

    @Test mutating func whatIsUnknownIsKnownWhenALaterChangeOfItIsCommitted() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        fixture.send(.release(one, address: offer.yiaddr, server: DHCPOrigin.test.localAddress))
        let (id, _) = try fixture.begin()
        let told = fixture.end(id, .success([.unknown, .committed(StoreRevision(rawValue: 2))]))
        #expect(told.map(\.reason) == [.leased, .released])
        #expect(fixture.isIdle && fixture.pipeline.engine.lease(at: offer.yiaddr)?.state == .released)
    }

    @Test mutating func whatIsUnknownAndWasForestalledIsDecidedAnew() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        fixture.end(id, .success([.unknown]))
        let (again, _) = try fixture.begin()
        let winner = lease(of: other, at: offer.yiaddr)
        let told = fixture.end(again, .success([.conflict([StoredLease(offer.yiaddr, winner)])]))
        #expect(told.map(\.reason) == [.addressTaken])
    }

    @Test(arguments: [true, false]) mutating func whatNobodyKnewIsToldToPoliciesByItsNews(_ isOwn: Bool) throws {
        let offer = try fixture.offer(to: one)
        let policy = CommitNotes()
        fixture.pipeline.engine.policy = policy
        fixture.send(.selecting(offer))
        let (id, batch) = try fixture.begin()
        fixture.end(id, .success([.unknown]))
        let lease = isOwn ? batch[0].last?.after : lease(of: other, at: offer.yiaddr)
        let told = fixture.follow(StoredLease(offer.yiaddr, lease, at: StoreRevision(rawValue: 3)), upTo: 3)
        #expect(policy.leases == (isOwn ? [try #require(lease)] : []))
        guard isOwn else { return #expect(told.map(\.reason) == [.addressTaken]) }
        // Its message was decided anew, on the lease that it has now.
        if let (again, _) = fixture.pipeline.beginCommit() { fixture.end(again, .success([.committed()])) }
        #expect(fixture.conclusions.last?.reply?.messageType == .ack)
    }

    // MARK: Other servers

    @Test mutating func whoWasForestalledIsDecidedAnewFromWhatTheStoreHolds() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        let winner = lease(of: other, at: offer.yiaddr)
        let told = fixture.end(id, .success([.conflict([StoredLease(offer.yiaddr, winner)])]))
        #expect(told.map(\.reason) == [.addressTaken] && told.first?.reply?.messageType == .nak)
        #expect(fixture.pipeline.engine.lease(at: offer.yiaddr) == winner)
        #expect(try fixture.offer(to: one).yiaddr != offer.yiaddr)
    }

    @Test mutating func whoIsForestalledAgainAndAgainIsAnsweredByNobody() throws {
        let lease = try fixture.lease(to: one)
        fixture.send(.renewing(one, address: lease.yiaddr))
        var current = try #require(fixture.pipeline.engine.lease(at: lease.yiaddr))
        var rounds = 0
        while let (id, _) = fixture.pipeline.beginCommit() {
            rounds += 1
            current.end += 1
            if let told = fixture.end(id, .success([.conflict([StoredLease(lease.yiaddr, current)])])).first {
                #expect(told.reason == .notStored && told.reply == nil)
            }
        }
        #expect(rounds == 5)
        #expect(fixture.pipeline.engine.lease(at: lease.yiaddr) == current)
    }

    @Test mutating func newsIsTakenOverBesideACommit() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        let news = lease(of: other, at: .ten(109))
        fixture.follow(StoredLease(.ten(109), news, at: StoreRevision(rawValue: 7)), upTo: 7)
        #expect(fixture.pipeline.engine.lease(at: .ten(109)) == news)
        #expect(fixture.end(id, .success([.committed()])).map(\.reason) == [.leased])
    }

    @Test mutating func newsOfWhatIsBeingCommittedWaitsForItsEnd() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        var later = lease(of: one, at: offer.yiaddr)
        later.state = .released
        fixture.follow(StoredLease(offer.yiaddr, later, at: StoreRevision(rawValue: 9)), upTo: 9)
        #expect(fixture.pipeline.engine.lease(at: offer.yiaddr)?.state == .bound)
        fixture.end(id, .success([.committed(StoreRevision(rawValue: 8))]))
        #expect(fixture.pipeline.engine.lease(at: offer.yiaddr)?.state == .released)
    }

    @Test mutating func lateNewsDoesNotOverwriteWhatACommitTold() throws {
        let offer = try fixture.offer(to: one)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        fixture.end(id, .success([.committed(StoreRevision(rawValue: 8))]))
        let old = lease(of: other, at: offer.yiaddr)
        fixture.follow(StoredLease(offer.yiaddr, old, at: StoreRevision(rawValue: 5)), upTo: 5)
        fixture.follow(StoredLease(offer.yiaddr, nil, at: StoreRevision(rawValue: 8)), upTo: 8)
        #expect(fixture.pipeline.engine.lease(at: offer.yiaddr)?.client == ClientIdentity(one))
        fixture.follow(StoredLease(offer.yiaddr, old, at: StoreRevision(rawValue: 9)), upTo: 9)
        #expect(fixture.pipeline.engine.lease(at: offer.yiaddr) == old)
    }

    @Test mutating func newsThatLeadsBackToWhatIsKnownIsTakenOverToItsEnd() throws {
        let known = lease(of: other, at: .ten(109))
        fixture.follow(StoredLease(.ten(109), known, at: StoreRevision(rawValue: 4)), upTo: 4)
        var released = known
        released.state = .released
        // Given back and got again within a second, so that the lease is just as it was.
        fixture.follow(
            StoredLease(.ten(109), released, at: StoreRevision(rawValue: 5)),
            StoredLease(.ten(109), known, at: StoreRevision(rawValue: 6)), upTo: 6)
        #expect(fixture.pipeline.engine.lease(at: .ten(109)) == known)
    }

    @Test mutating func whatWasDecidedOnLeasesThatAreNewsIsDecidedAnew() throws {
        let lease = try fixture.lease(to: two)
        fixture.send(.selecting(try fixture.offer(to: one)))
        let (id, _) = try fixture.begin()
        fixture.send(.renewing(two, address: lease.yiaddr))
        let thief = self.lease(of: other, at: lease.yiaddr)
        let told = fixture.follow(StoredLease(lease.yiaddr, thief, at: StoreRevision(rawValue: 3)), upTo: 3)
        #expect(told.map(\.reason) == [.addressTaken])
        #expect(fixture.end(id, .success([.committed()])).map(\.reason) == [.leased])
        #expect(fixture.isIdle)
    }

    @Test mutating func whatIsForestalledCountsAgainstNoLimit() throws {
        fixture = try PipelineFixture { $0.limits.newLeasesPerRelay = 1 }
        let relay = IPv4Address.ten(5)
        let offer = try fixture.offer(to: one, by: relay)
        fixture.send(.selecting(offer))
        let (id, _) = try fixture.begin()
        fixture.end(id, .success([.conflict([StoredLease(offer.yiaddr, lease(of: other, at: offer.yiaddr))])]))
        #expect(fixture.send(.discover(one, giaddr: relay)).map(\.reason) == [.offered])
    }
}

/// Notes what a policy hears of commits.
private final class CommitNotes: LeasePolicy {
    private let noted = Mutex<[Lease]>([])

    var leases: [Lease] { noted.withLock { $0 } }

    func committed(_ change: LeaseChange) {
        if let lease = change.after { noted.withLock { $0.append(lease) } }
    }
}
