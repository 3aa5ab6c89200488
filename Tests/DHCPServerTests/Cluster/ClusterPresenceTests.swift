import DHCP
import DHCPLeases
import Testing

@testable import DHCPServer

/// What a member believes of what it has read.
@Suite struct ClusterPresenceTests {
    private var presence = ClusterPresence(
        ClusterSettings(name: "kr1"), watch: MemberWatch(name: "kr1", life: 1), begin: DHCPInstant(seconds: 100))

    private func round(at second: Int64, _ revision: UInt64, isFirst: Bool = false) -> MemberRounds.Round {
        let time = DHCPInstant(seconds: second)
        return MemberRounds.Round(
            isFirst: isFirst, begin: time, readAt: time, records: [], served: nil, digest: nil,
            revision: StoreRevision(rawValue: revision))
    }

    private func isFresh(at second: Int64) -> Bool { presence.isFresh(at: DHCPInstant(seconds: second)) }

    @Test mutating func nothingIsDecidedByTheFirstRound() {
        _ = presence.note(round(at: 100, 7, isFirst: true))
        presence.hear(upTo: StoreRevision(rawValue: 7))
        #expect(!isFresh(at: 100))
        _ = presence.note(round(at: 101, 8))
        #expect(!isFresh(at: 101), "its news is not there")
        presence.hear(upTo: StoreRevision(rawValue: 8))
        #expect(isFresh(at: 101) && isFresh(at: 106) && !isFresh(at: 107))
    }

    @Test mutating func withoutAQuorumTheNextRoundIsBelieved() {
        _ = presence.note(round(at: 100, 7))
        presence.loseQuorum()
        presence.hear(upTo: StoreRevision(rawValue: 7))
        #expect(!isFresh(at: 100))
        _ = presence.note(round(at: 101, 8))
        presence.hear(upTo: StoreRevision(rawValue: 8))
        #expect(isFresh(at: 101))
    }
}
