public import DHCP
public import DHCPLeases

/// What another configuration would do to those who have leases, before it is served: each lease is renewed under the old
/// one and under the new one, and the answers are compared.
public struct ChangePlan: Hashable, Sendable, Codable {
    /// How many leases run.
    public let leases: Int
    /// How many clients see some difference.
    public let changed: Int
    /// Who loses an address; the first of them, those that notice first in front.
    public private(set) var losses: [Loss]
    /// How many lose their address.
    public let lossCount: Int
    /// How many of those get another one, in place of what they lose.
    public let moveCount: Int
    /// How many addresses reservations take from those who have them.
    public let takenCount: Int
    /// Who keeps an address and is told something else; the first of them, those that notice first in front.
    public private(set) var changes: [Change]
    /// What changes, and for how many clients.
    public private(set) var groups: [DifferenceGroup]
    /// Whose subnet becomes another one.
    public let subnetChanges: [SubnetChange]
    /// When the first client notices anything, and when the last, as times of day in seconds since 1970; `nil` when none does.
    public let firstNotice: UInt32?
    /// When the last one notices.
    public let lastNotice: UInt32?
    /// Pools in which less than a tenth would be free.
    public let tightPools: [TightPool]
    /// Subnets that have no room for all who need another address there.
    public let shortages: [Shortage]
    /// What clients say of themselves that is not kept with their leases, and on which classes depend.
    public let remarks: [String]

    /// So many losses and so many changes are named one by one.
    public static let lossLimit = 1000

    /// Compares two engines that have the same leases; `now` is of their time, which `secondsToTimeOfDay` makes one of day.
    ///
    /// Both are as they were afterwards.
    public init(
        from old: inout LeaseEngine, to new: inout LeaseEngine, at now: DHCPInstant, secondsToTimeOfDay: Int64 = 0
    ) {
        var survey = PlanSurvey(from: old.configuration, to: new.configuration, at: now)
        for lease in old.leases.filter({ $0.state == .bound }) { survey.look(at: lease, &old, &new) }
        survey.tightPools = TightPool.all(new)
        survey.sortLosers()
        // Offers are made there, so that no two get the same address.
        var scratch = new
        for number in survey.losers.indices { survey.move(number, in: &scratch) }
        self.init(survey, secondsToTimeOfDay: secondsToTimeOfDay)
    }

    /// Compares two engines as ``init(from:to:at:secondsToTimeOfDay:)`` does, and lets other tasks go on meanwhile, for a
    /// server that answers clients beside it.
    ///
    /// Throws `CancellationError`.
    @concurrent public static func comparing(
        _ old: consuming LeaseEngine, with new: consuming LeaseEngine, at now: DHCPInstant,
        secondsToTimeOfDay: Int64 = 0
    ) async throws -> ChangePlan {
        var (before, after) = (old, new)
        var survey = PlanSurvey(from: before.configuration, to: after.configuration, at: now)
        let leases = before.leases.filter { $0.state == .bound }
        for start in stride(from: 0, to: leases.count, by: Self.step) {
            for lease in leases[start..<min(start + Self.step, leases.count)] {
                survey.look(at: lease, &before, &after)
            }
            try await pause()
        }
        survey.tightPools = TightPool.all(after)
        survey.sortLosers()
        for number in survey.losers.indices {
            survey.move(number, in: &after)
            if number % Self.step == 0 { try await pause() }
        }
        return ChangePlan(survey, secondsToTimeOfDay: secondsToTimeOfDay)
    }

    /// So many leases are looked at in one go: some milliseconds.
    private static let step = 256

    private static func pause() async throws {
        try Task.checkCancellation()
        await Task.yield()
    }

    private init(_ survey: PlanSurvey, secondsToTimeOfDay: Int64) {
        let shift = { (time: UInt32) in
            time == LeaseTimes.infinite ? time : UInt32(clamping: Int64(time) + secondsToTimeOfDay)
        }
        leases = survey.count
        changed = survey.tally.changedCount
        lossCount = survey.losers.count
        moveCount = survey.losers.count { $0.loss.next != nil }
        takenCount = survey.losers.count { $0.loss.kind == .reservedForAnother }
        losses = survey.losers.prefix(Self.lossLimit).map { $0.loss.dated(shift) }
        changes = survey.changes.first.map { $0.dated(shift) }
        groups = survey.tally.sorted
        subnetChanges = survey.subnetChanges
        firstNotice = survey.firstNotice.map(shift)
        lastNotice = survey.lastNotice.map(shift)
        tightPools = survey.tightPools
        shortages = survey.shortages
        remarks = survey.remarks
    }

    /// The plan with so many clients, and so many differences, named at most; the counts are of all still.
    package func limited(to limit: Int) -> ChangePlan {
        var copy = self
        copy.losses = Array(losses.prefix(limit))
        copy.changes = Array(changes.prefix(limit))
        copy.groups = Array(groups.prefix(Self.groupLimit))
        return copy
    }

    /// So many differences are named in what is sent.
    private static let groupLimit = 1000

    /// Whether somebody loses an address.
    public var losesAddresses: Bool { lossCount > 0 }
}
