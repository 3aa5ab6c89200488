import DHCP
import DHCPLeases

extension ChangePlan {
    /// The plan for people: a summary first.
    public func lines(at now: UInt32, limit: Int = 20) -> [String] {
        var lines = [summary]
        if lossCount > 0 {
            lines.append("of those that lose their address \(moveCount) get another, \(lossCount - moveCount) get none")
        }
        if let firstNotice, let lastNotice {
            lines.append(
                "the first client notices \(TimeWords.both(firstNotice, at: now)), the last \(TimeWords.both(lastNotice, at: now)); "
                    + "new clients at once")
        }
        for group in groups.prefix(limit) { lines += group.lines }
        if groups.count > limit { lines.append("  and \(groups.count - limit) differences more") }
        lines += lossLines(at: now, limit: limit)
        for change in subnetChanges.prefix(limit) {
            lines.append("subnet \(change.from) becomes \(change.to) for \(change.clients)")
        }
        for shortage in shortages.prefix(limit) {
            lines.append(
                "subnet \(shortage.subnet) has no address for \(shortage.without) of the \(shortage.clients) that lose theirs"
            )
        }
        for pool in tightPools.prefix(limit) {
            let what = pool.free == 0 ? "would be full" : "would have \(pool.free) of \(pool.capacity) free"
            lines.append("pool \(pool.range) \(what)")
        }
        return lines + remarks
    }

    private func lossLines(at now: UInt32, limit: Int) -> [String] {
        if losses.isEmpty { return [] }
        let taken = takenCount > 0 ? ", \(takenCount) to a reservation" : ""
        var lines = ["who loses an address\(taken):"]
        for loss in losses.prefix(limit) {
            let next = loss.next.map { "gets \($0)" } ?? "gets none"
            lines.append(
                "  \(loss.address)  \(loss.client): \(loss.cause); \(next), notices \(TimeWords.both(loss.notice, at: now)), "
                    + "lease ends \(TimeWords.relative(loss.end, at: now))")
        }
        if lossCount > limit { lines.append("  and \(lossCount - min(limit, losses.count)) more") }
        return lines
    }

    /// One line: how many see what.
    public var summary: String {
        let kept = leases - changed
        var parts = ["of \(leases) clients \(kept) see no change"]
        if lossCount > 0 { parts.append("\(lossCount) lose their address") }
        let others = changed - lossCount
        if others > 0 { parts.append("\(others) get something else") }
        return parts.joined(separator: ", ")
    }
}
