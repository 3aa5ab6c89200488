import DHCP

extension LeaseBatch {
    /// Outcomes with what can be concluded from them.
    ///
    /// A conflict in which the store holds just what the transaction would have made is none. And what those around it met
    /// at an address tells of a transaction on the same address that nobody knows of: it was made when a later one met
    /// what it makes, and not when a later one met something else, or an earlier one what it does not continue.
    package func resolve(_ outcomes: [CommitOutcome]) -> [CommitOutcome] {
        var resolved = zip(self, outcomes).map { $1.resolved(for: $0) }
        guard resolved.contains(.unknown) else { return resolved }
        var met: [IPv4Address: StoredLease] = [:]
        for index in resolved.indices.reversed() {
            let facts = self[index].compactMap { change in change.address.flatMap { met[$0] } }
            if resolved[index] == .unknown, !facts.isEmpty {
                // All of a transaction is made or nothing, so what is known of a part tells of the whole.
                let known = self[index].filter { change in facts.contains { $0.address == change.address } }
                resolved[index] = CommitOutcome.conflict(facts).resolved(for: known[...])
            }
            note(resolved[index], of: index, \.before, in: &met)
        }
        met = [:]
        for index in resolved.indices {
            let differing = self[index].compactMap { change in
                change.address.flatMap { met[$0] }.flatMap { $0.lease == change.before ? nil : $0 }
            }
            if resolved[index] == .unknown, !differing.isEmpty { resolved[index] = .conflict(differing) }
            note(resolved[index], of: index, \.after, in: &met)
        }
        return resolved
    }

    /// Notes what the addresses of a transaction held before it or after it.
    private func note(
        _ outcome: CommitOutcome, of index: Int, _ side: KeyPath<LeaseChange, Lease?>,
        in met: inout [IPv4Address: StoredLease]
    ) {
        switch outcome {
        case .unknown: for change in self[index] { if let address = change.address { met[address] = nil } }
        case .committed(let revision):
            // A transaction that changes an address twice met what its first change says, and left what its last one does.
            let changes = side == \.before ? Array(self[index].reversed()) : Array(self[index])
            for change in changes {
                if let address = change.address {
                    met[address] = StoredLease(address, change[keyPath: side], at: revision)
                }
            }
        case .conflict(let records): for record in records { met[record.address] = record }
        }
    }
}

extension CommitOutcome {
    /// The same, but committed when the store holds just what the transaction would have made of it: then it was this
    /// one, of which an earlier commit did not tell, or another server did the same.
    fileprivate func resolved(for transaction: ArraySlice<LeaseChange>) -> CommitOutcome {
        guard case .conflict(let records) = self else { return self }
        var final: [IPv4Address: Lease?] = [:]
        for change in transaction { if let address = change.address { final[address] = .some(change.after) } }
        let isMade = final.allSatisfy { address, lease in
            records.contains { $0.address == address && $0.lease == lease }
        }
        return isMade ? .committed(records.map(\.revision).max() ?? .unshared) : self
    }
}
