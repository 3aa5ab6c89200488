public import DHCP

/// What a member makes of what the others say of themselves: who lives, how far clocks are apart, who serves what.
///
/// A value without clock and store: whoever has it looks at the records of a store about once a second, and says when.
///
/// ```swift
/// let changes = watch.note(records, at: clock.now)
/// engine.cluster = watch.view(settings, identifiers: identifiers, hasQuorum: true, at: clock.now, ahead: lead)
/// ```
///
/// * A member whose beat stands still for ``patience`` is gone. Time in which nobody looked does not count, so a store that
///   was out of reach makes nobody seem to be gone.
/// * What was there when it was looked for the first time lives once it moves; what comes later lives.
/// * A member that says that it has left is gone at once.
public struct MemberWatch: Sendable {
    /// What has changed.
    public enum Change: Hashable, Sendable {
        /// A member lives that did not.
        case came(String)
        /// A member says nothing any more.
        case gone(String)
        /// A member has handed its clients over.
        case left(String)
    }

    /// A member as it was seen.
    struct Sighted: Hashable, Sendable {
        var record: MemberRecord
        var isAlive: Bool
        /// For how long its beat has stood still while it was looked at.
        var stood = Duration.zero
        /// How far its leases' time was ahead of this server's steady clock when it was read, the latest last: less the
        /// longer the record had been there.
        var distances: [Duration] = []

        /// How far its leases' time is ahead of this server's steady clock.
        var distance: Duration? { distances.max() }
    }

    /// A member whose beat stands still for so long is gone.
    public static let patience = Duration.seconds(5)
    /// More time between two looks than this does not count.
    private static let longestStep = Duration.seconds(2)
    /// No more members than this are looked at: those that live, and those that spoke last.
    static let limit = 64
    /// The latest sightings of a clock, of which the nearest counts.
    private static let sightingLimit = 10

    /// The name of this server.
    public let name: String
    /// Which start of the server it is.
    public let life: UInt64
    /// The others, by their names.
    private(set) var others: [String: Sighted] = [:]
    private var lastLook: DHCPInstant?
    /// Another server that has this one's name, as it was last seen.
    private var namesake: MemberRecord?
    /// Whether another server has this one's name, and lives.
    public private(set) var hasNamesake = false

    /// Makes a watch that has seen nobody.
    public init(name: String, life: UInt64) {
        self.name = name
        self.life = life
    }

    // MARK: Looking

    /// Takes in what members say, as it was read at `now`, a steady time; says what has changed.
    public mutating func note(_ records: [MemberRecord], at now: DHCPInstant) -> [Change] {
        let step = lastLook.map { min(max($0.duration(to: now), .zero), Self.longestStep) }
        lookForNamesake(records)
        let before = others
        others = [:]
        for record in relevant(records, before) {
            others[record.name] = seen(record, before[record.name], after: step, at: now)
        }
        lastLook = now
        return changes(since: before)
    }

    /// Those of the others that are looked at.
    private func relevant(_ records: [MemberRecord], _ before: [String: Sighted]) -> [MemberRecord] {
        func rank(_ record: MemberRecord) -> (Int, Int64) {
            (before[record.name]?.isAlive ?? false ? 1 : 0, record.leaseTime)
        }
        let others = records.filter { $0.name != name }
        return others.count <= Self.limit
            ? others : Array(others.sorted { rank($0) > rank($1) }.prefix(Self.limit))
    }

    private func seen(
        _ record: MemberRecord, _ before: Sighted?, after step: Duration?, at now: DHCPInstant
    ) -> Sighted {
        guard var sighted = before else {
            // Nobody knows how long the first ones have been there.
            return Sighted(
                record: record, isAlive: step != nil && !record.hasLeft,
                distances: step == nil ? [] : [record.distance(from: now)])
        }
        if (record.life, record.beat) == (sighted.record.life, sighted.record.beat) {
            sighted.stood += step ?? .zero
            if sighted.stood >= Self.patience { sighted.isAlive = false }
        } else {
            if record.life != sighted.record.life { sighted.distances = [] }
            sighted.distances = sighted.distances.suffix(Self.sightingLimit - 1) + [record.distance(from: now)]
            (sighted.stood, sighted.isAlive) = (.zero, true)
        }
        sighted.record = record
        if record.hasLeft { sighted.isAlive = false }
        return sighted
    }

    /// Another server writes where this one does.
    private mutating func lookForNamesake(_ records: [MemberRecord]) {
        let found = records.first { $0.name == name && $0.life != life }
        if let found, let namesake, lastLook != nil {
            hasNamesake = hasNamesake || (found.life, found.beat) != (namesake.life, namesake.beat)
        } else if found != nil, lastLook != nil {
            hasNamesake = true
        } else if found == nil {
            hasNamesake = false
        }
        namesake = found
    }

    private func changes(since before: [String: Sighted]) -> [Change] {
        var changes: [Change] = []
        for name in Set(before.keys).union(others.keys).sorted() {
            let (lived, lives) = (before[name]?.isAlive ?? false, others[name]?.isAlive ?? false)
            if lives, !lived { changes.append(.came(name)) }
            if lived, !lives { changes.append(others[name]?.record.hasLeft ?? false ? .left(name) : .gone(name)) }
        }
        return changes
    }
}
