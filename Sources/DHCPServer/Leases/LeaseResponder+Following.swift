import DHCP
import DHCPLeases

extension LeaseResponder {
    /// Takes over what other servers changed, as much as is there of it.
    mutating func takeOverNews(_ replies: inout ReplyWriter) {
        guard let piece = news?.take() else { return }
        let now = timeline.time(at: clock.now)
        switch piece {
        case .changed(let records, let revision):
            conclude(&replies) { $0.follow(records, upTo: revision, at: now, $1) }
        case .all(let addresses, let revision):
            let gone = engine.leases.filter { !addresses.contains($0.address) }
            let records = gone.map { StoredLease($0.address, nil, at: revision) }
            conclude(&replies) { $0.follow(records, upTo: revision, at: now, $1) }
        }
    }
}
