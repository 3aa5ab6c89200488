import DHCP
import DHCPLeases
import Testing

/// Who lives, as a member sees it in what the others say.
@Suite struct MemberWatchTests {
    private static let begin = DHCPInstant(seconds: 1_767_225_600)

    /// Another member, which says something each second.
    private struct Other {
        var record: MemberRecord
        /// How far its clock is ahead, in milliseconds.
        var offset: Int64 = 0

        init(_ name: String, life: UInt64 = 1, offset: Int64 = 0) {
            record = MemberRecord(name: name, life: life, identifiers: [IPv4Address(10, 0, 0, 2)])
            self.offset = offset
        }

        mutating func speak(at now: DHCPInstant) {
            record.beat += 1
            record.leaseTime = now.nanoseconds / 1_000_000 + offset
        }
    }

    private static func second(_ number: Double) -> DHCPInstant {
        begin.advanced(by: .milliseconds(Int64(number * 1000)))
    }

    /// A watch that has looked at `other` when it moved.
    private func watching(_ other: inout Other) -> MemberWatch {
        var watch = MemberWatch(name: "kr1", life: 7)
        for second in 0..<2 {
            other.speak(at: Self.second(Double(second)))
            _ = watch.note([other.record], at: Self.second(Double(second)))
        }
        return watch
    }

    private func view(_ watch: MemberWatch, at second: Double = 0) -> ClusterView {
        watch.view(
            ClusterSettings(name: "kr1"), identifiers: [IPv4Address(10, 0, 0, 1)], hasQuorum: true,
            at: Self.second(second), ahead: .zero)
    }

    @Test func whoWasThereBeforeLivesOnceItMoves() {
        var other = Other("kr2")
        other.speak(at: Self.begin)
        var watch = MemberWatch(name: "kr1", life: 7)
        #expect(watch.note([other.record], at: Self.begin) == [])
        #expect(watch.living == [] && !watch.hasHeardAll)
        other.speak(at: Self.second(1))
        #expect(watch.note([other.record], at: Self.second(1)) == [.came("kr2")])
        #expect(watch.living == ["kr2"] && watch.hasHeardAll)
    }

    @Test func whoComesLaterLivesAtOnce() {
        var watch = MemberWatch(name: "kr1", life: 7)
        #expect(watch.note([], at: Self.begin) == [])
        #expect(watch.hasHeardAll)
        #expect(watch.note([Other("kr2").record], at: Self.second(1)) == [.came("kr2")])
    }

    @Test func whoseBeatStandsStillForFiveSecondsIsGoneAndRemembered() {
        var other = Other("kr2")
        var watch = watching(&other)
        for second in 2..<6 { #expect(watch.note([other.record], at: Self.second(Double(second))) == []) }
        #expect(watch.note([other.record], at: Self.second(6)) == [.gone("kr2")])
        let member = view(watch, at: 6).members.first { $0.name == "kr2" }
        #expect(member?.isAlive == false && member?.identifiers == [IPv4Address(10, 0, 0, 2)])
        other.speak(at: Self.second(7))
        #expect(watch.note([other.record], at: Self.second(7)) == [.came("kr2")])
    }

    @Test func timeInWhichNobodyLookedDoesNotCount() {
        var other = Other("kr2")
        var watch = watching(&other)
        #expect(watch.note([other.record], at: Self.second(60)) == [])
        #expect(watch.note([other.record], at: Self.second(61)) == [])
        #expect(watch.note([other.record], at: Self.second(64)) == [.gone("kr2")])
    }

    @Test func whoHasLeftIsGoneAtOnce() {
        var other = Other("kr2")
        var watch = watching(&other)
        other.speak(at: Self.second(2))
        other.record.hasLeft = true
        #expect(watch.note([other.record], at: Self.second(2)) == [.left("kr2")])
        #expect(view(watch).members.first { $0.name == "kr2" }?.isAlive == false)
        // A server that begins has nobody to wait for.
        var new = MemberWatch(name: "kr3", life: 8)
        _ = new.note([other.record], at: Self.second(3))
        #expect(new.hasHeardAll)
    }

    @Test func aMemberThatStartsAgainIsTheSameMember() {
        var other = Other("kr2", offset: 20_000)
        var watch = watching(&other)
        #expect(watch.skew(ahead: .zero) == 21)
        other = Other("kr2", life: 2)
        other.speak(at: Self.second(2))
        #expect(watch.note([other.record], at: Self.second(2)) == [])
        #expect(watch.skew(ahead: .zero) == 1)
    }

    @Test func aServerWithTheSameNameIsSeenAndAnEarlierLifeIsNone() {
        var watch = MemberWatch(name: "kr1", life: 7)
        let earlier = MemberRecord(name: "kr1", life: 6, beat: 9)
        _ = watch.note([earlier], at: Self.begin)
        _ = watch.note([earlier], at: Self.second(0.5))
        #expect(!watch.hasNamesake)
        _ = watch.note([MemberRecord(name: "kr1", life: 7, beat: 1)], at: Self.second(1))
        #expect(!watch.hasNamesake)
        _ = watch.note([MemberRecord(name: "kr1", life: 8, beat: 3)], at: Self.second(2))
        #expect(watch.hasNamesake)
        #expect(view(watch).members.map(\.name) == ["kr1"])
        _ = watch.note([MemberRecord(name: "kr1", life: 7, beat: 3)], at: Self.second(3))
        #expect(!watch.hasNamesake)
    }

    @Test(arguments: [(0, 1), (300, 2), (-300, 2), (4000, 5), (-14_100, 16)])
    func theSkewIsTheLargestDistanceOfClocksAndOneMore(offset: Int64, skew: Int) {
        var (near, far) = (Other("kr2"), Other("kr3", offset: offset))
        var watch = MemberWatch(name: "kr1", life: 7)
        for second in 0..<20 {
            near.speak(at: Self.second(Double(second)))
            far.speak(at: Self.second(Double(second)))
            // Now and then it is read late.
            let late = second % 3 == 0 ? 0.9 : 0
            _ = watch.note([near.record, far.record], at: Self.second(Double(second) + late))
        }
        #expect(watch.skew(ahead: .zero) == UInt32(skew))
        #expect(watch.distanceOfLeaseTime == .milliseconds(max(0, offset)))
    }

    @Test func theSkewOfWhoIsGoneDoesNotCount() {
        var other = Other("kr2", offset: 60_000)
        var watch = watching(&other)
        #expect(watch.skew(ahead: .zero) == 61 && watch.skew(ahead: .seconds(60)) == 1)
        for second in 2..<7 { _ = watch.note([other.record], at: Self.second(Double(second))) }
        #expect(watch.skew(ahead: .zero) == 1)
    }

    @Test func whoSpokeLastADayAgoIsPassedOver() {
        var (old, other) = (Other("kr0"), Other("kr2"))
        old.speak(at: Self.second(-86_402))
        other.speak(at: Self.begin)
        var watch = MemberWatch(name: "kr1", life: 7)
        _ = watch.note([old.record, other.record], at: Self.begin)
        other.speak(at: Self.second(1))
        _ = watch.note([old.record, other.record], at: Self.second(1))
        #expect(watch.hasHeardAll)
        #expect(view(watch).members.map(\.name) == ["kr1", "kr2"])
    }

    @Test func noMoreThanSixtyFourAreLookedAtAndThoseThatLiveAreAmongThem() {
        var watch = MemberWatch(name: "kr1", life: 7)
        _ = watch.note([], at: Self.begin)
        var other = Other("zz", offset: -3_600_000)
        other.speak(at: Self.second(1))
        _ = watch.note([other.record], at: Self.second(1))
        let dead = (0..<200).map { number in
            var dead = Other("dead\(number)")
            dead.speak(at: Self.second(1))
            return dead.record
        }
        other.speak(at: Self.second(2))
        _ = watch.note(dead + [other.record], at: Self.second(2))
        #expect(watch.living.contains("zz") && watch.living.count == 64)
    }

    @Test func whoServesAnOldConfigurationHasNoClientsWhereOthersDoNot() {
        var other = Other("kr2")
        other.record.configuration = "b"
        let watch = watching(&other)
        func view(_ digest: String) -> ClusterView {
            watch.view(
                ClusterSettings(name: "kr1"), identifiers: [], hasQuorum: true, at: Self.begin, ahead: .zero,
                served: ServedConfiguration(generation: 2, digest: "a", former: ["b"]), digest: digest)
        }
        #expect(view("a").isConfigurationCurrent)
        #expect((UInt8.min...UInt8.max).allSatisfy { view("a").owner(of: $0)?.name == "kr1" })
        // Where nobody serves the current one, somebody has to renew.
        #expect(!view("b").isConfigurationCurrent)
        #expect(Set((UInt8.min...UInt8.max).map { view("b").owner(of: $0)?.name }) == ["kr1", "kr2"])
    }

    @Test func theStatusSaysWhoHasHowMuch() {
        var other = Other("kr2", offset: 2500)
        other.record.revision = 40
        other.record.version = "0.1.0"
        let watch = watching(&other)
        let view = view(watch)
        let own = MemberRecord(name: "kr1", life: 7, revision: 43, version: "0.2.0")
        let status = watch.status(view, own: own, revision: StoreRevision(rawValue: 43), ahead: .zero)
        #expect(status.members.map(\.name) == ["kr1", "kr2"])
        #expect(status.members.reduce(0) { $0 + $1.buckets } == 256)
        #expect(status.members.map(\.revisionLag) == [0, 3])
        #expect(status.members.map(\.skewMilliseconds) == [0, 2500])
        #expect(status.members.map(\.version) == ["0.2.0", "0.1.0"])
        #expect(status.members.allSatisfy { $0.isAlive && !$0.hasLeft && $0.isConfigurationCurrent })
        #expect(status.skew == 4 && status.hasQuorum)
    }
}
