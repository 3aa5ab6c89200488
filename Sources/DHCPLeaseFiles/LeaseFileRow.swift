import DHCP
import DHCPLeases

/// What a row of another server's file says of an address, before it is known what that means now.
struct LeaseFileRow {
    var address: IPv4Address
    var client: ClientIdentity?
    var hardwareAddress: HardwareAddress?
    /// As the file has it, octet for octet.
    var hostName: [UInt8] = []
    var state = LeaseState.bound
    var start: UInt32 = 0
    /// When the state ends; `nil` when the file does not say so, which means that it is over.
    var end: UInt32?
    /// Whether the row only says that nothing is known of the address any more.
    var isRemoval = false

    /// What becomes of a row.
    struct Meaning {
        var change: LeaseChange
        /// What has to be said of it, as the lease is not what the row says at first sight.
        var note: LeaseFileProblem?
    }

    /// What the row means at `now`: what the server that wrote it would make of it when it starts again.
    ///
    /// A lease that is over is free, and so is what was released or has run out, whatever end stands beside it. Who has an
    /// address that is not free, and is not named, is protected all the same: the address rests until its end.
    func meaning(at now: UInt32) throws(LeaseFileProblem) -> Meaning {
        guard address.isUsableByHost else { throw LeaseFileProblem("no host can have the address \(address)") }
        if isRemoval { return Meaning(change: LeaseChange(before: lease(.expired, start, start), after: nil)) }
        let isOver = (end ?? 0) <= now
        switch state {
        case .declined where !isOver:
            return Meaning(change: LeaseChange(before: nil, after: lease(.declined, start, end ?? start)))
        case .bound where !isOver:
            let isNamed = client != nil
            let change = LeaseChange(before: nil, after: lease(isNamed ? .bound : .declined, start, end ?? start))
            return Meaning(
                change: change,
                note: isNamed ? nil : LeaseFileProblem("\(address) is leased, it is not said to whom: it rests"))
        case .bound, .declined, .released, .expired:
            guard client != nil else {
                return Meaning(
                    change: LeaseChange(before: lease(.expired, start, start), after: nil),
                    note: LeaseFileProblem("\(address) is free, and nobody's"))
            }
            // Without an end that makes sense it is free since it began, or at the latest now.
            let end = end.map { min($0, now) } ?? min(start, now)
            return Meaning(
                change: LeaseChange(before: nil, after: lease(state == .released ? .released : .expired, start, end)))
        }
    }

    private func lease(_ state: LeaseState, _ start: UInt32, _ end: UInt32) -> Lease {
        Lease(
            address: address, client: client ?? .nobody(at: address),
            hardwareAddress: hardwareAddress ?? HardwareAddress.none, state: state, start: start, end: end,
            sentOptions: DHCPOptions.remembered(hostName: hostName))
    }
}
