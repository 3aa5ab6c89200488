import DHCP
import DHCPServer
import DHCPTesting
import Testing

/// Five thousand clients in two seconds, against a server that answers a thousand messages in a second.
@Suite struct BootStormTests {
    let report: StormReport
    let storm: BootStorm

    init() throws {
        var storm = BootStorm()
        storm.clients = 5000
        storm.rate = 1000
        storm.renewals = 100
        self.storm = storm
        report = try storm.run()
    }

    @Test func everyClientThatKeepsAskingIsBoundInBoundedTime() {
        #expect(report.timesToLease.count == storm.clients)
        // An exchange is two messages, so ten seconds of work; the rest is clients waiting to ask again.
        #expect(report.lastLease < .seconds(40), "\(report.lastLease)")
    }

    @Test func nothingIsAnsweredThatWaitedLongerThanClientsDo() {
        #expect(report.longestWait <= storm.limits.ageLimit, "\(report.longestWait)")
        #expect(report.dropped[.stale, default: 0] > 0, "the storm is too weak to show anything")
        #expect(report.answersInVain * 20 < report.decided, "\(report.answersInVain) of \(report.decided)")
    }

    @Test func renewalsGoFirst() {
        #expect(report.renewalTimes.count == storm.renewals)
        #expect(report.repeatedRenewals == 0)
        #expect(
            StormReport.time(report.renewalTimes, within: 1) < .milliseconds(500), "\(report.renewalTimes.suffix(3))")
    }

    @Test func theSameSeedGivesTheSameStorm() throws {
        #expect(try storm.run() == report)
    }

    @Test func aFullMailboxStillLetsEverybodyIn() throws {
        var storm = storm
        storm.limits.mailboxLimit = 500
        let report = try storm.run()
        #expect(report.timesToLease.count == storm.clients)
        #expect(report.repeatedRenewals == 0)
        #expect(report.dropped[.overload, default: 0] > 0)
    }
}
