public import DHCP

extension MemberWatch {
    /// Whether of everybody who may live it is known by now: who has left, or spoke last a day before the others, need not be
    /// waited for.
    public var hasHeardAll: Bool {
        let latest = others.values.map(\.record.leaseTime).max() ?? 0
        return others.values.allSatisfy { member in
            member.isAlive || member.record.hasLeft || member.record.isForgotten(at: latest)
        }
    }

    /// The names of the others that live.
    public var living: [String] { others.values.filter(\.isAlive).map(\.record.name).sorted() }

    /// How far the leases' time of those that live is ahead of this server's steady clock: the median; `nil` when nobody lives.
    ///
    /// A server that begins takes over the time of the others, whatever its own clock shows.
    public var distanceOfLeaseTime: Duration? {
        let distances = others.values.filter(\.isAlive).compactMap(\.distance).sorted()
        return distances.isEmpty ? nil : distances[distances.count / 2]
    }

    /// By how many seconds the clocks of two members differ at most, where this server's leases are `ahead` of its steady
    /// clock: in whole seconds, and one more for what can not be seen.
    public func skew(ahead: Duration) -> UInt32 {
        let distances = others.values.filter(\.isAlive).compactMap { skew(of: $0, ahead: ahead)?.magnitude }
        return UInt32(clamping: (distances.max() ?? .zero).secondsRoundedUp + 1)
    }

    /// How far a member's leases are ahead of this server's.
    func skew(of member: Sighted, ahead: Duration) -> Duration? { member.distance.map { $0 - ahead } }

    /// What the engine is told, where this server's leases are `ahead` of its steady clock, which shows `now`.
    ///
    /// `served` is what the cluster is to serve and `digest` what this server does; a member of which one is not known is
    /// taken to serve what it should.
    public func view(
        _ settings: ClusterSettings, identifiers: [IPv4Address], hasQuorum: Bool, at now: DHCPInstant, ahead: Duration,
        served: ServedConfiguration? = nil, digest: String = ""
    ) -> ClusterView {
        var own = ClusterView.Member(name: name, identifiers: identifiers)
        own.servesOldConfiguration = served.isOther(than: digest)
        let members = remembered(at: now, ahead: ahead).map { sighted in
            var member = ClusterView.Member(
                name: sighted.record.name, identifiers: sighted.record.identifiers, isAlive: sighted.isAlive)
            member.servesOldConfiguration = served.isOther(than: sighted.record.configuration)
            return member
        }
        var view = ClusterView(
            name: name, members: ([own] + members).sorted { $0.name < $1.name }, hasQuorum: hasQuorum,
            skew: skew(ahead: ahead))
        (view.leadPercent, view.stepInAfter) = (settings.leadPercent, settings.stepInAfter)
        return view
    }

    /// The others, but for those of whom no client can have a lease any more.
    func remembered(at now: DHCPInstant, ahead: Duration) -> [Sighted] {
        let leaseTime = now.advanced(by: ahead).nanoseconds / 1_000_000
        return others.values.filter { $0.isAlive || !$0.record.isForgotten(at: leaseTime) }
            .sorted { $0.record.name < $1.record.name }
    }
}

extension MemberRecord {
    /// How far the leases' time in it is ahead of a steady clock.
    func distance(from now: DHCPInstant) -> Duration { now.duration(to: leaseInstant) }

    private var leaseInstant: DHCPInstant { DHCPInstant(seconds: 0).advanced(by: .milliseconds(leaseTime)) }

    /// Whether it was said a day before `leaseTime`, in milliseconds since 1970.
    fileprivate func isForgotten(at leaseTime: Int64) -> Bool {
        let (age, overflow) = leaseTime.subtractingReportingOverflow(self.leaseTime)
        return overflow ? leaseTime > self.leaseTime : age > 86_400_000
    }
}

extension ServedConfiguration? {
    /// Whether what is to be served is known, and is not what has this digest, which is known too.
    func isOther(than digest: String) -> Bool {
        guard let self, !digest.isEmpty else { return false }
        return self.digest != digest
    }
}

extension Duration {
    /// The same without its sign.
    var magnitude: Duration { self < .zero ? .zero - self : self }

    var secondsRoundedUp: Int64 {
        let (seconds, rest) = components
        return rest > 0 ? seconds + 1 : seconds
    }
}
