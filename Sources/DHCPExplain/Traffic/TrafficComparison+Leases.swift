import DHCP
import DHCPLeases

extension TrafficComparison {
    /// More leases than any server has; who makes answers up does not fill the memory.
    private static let leaseLimit = 4_000_000

    /// Takes over the lease that a server was seen to give, so that the next message is decided with the leases that there
    /// are.
    mutating func adopt(_ answer: SeenAnswer, to request: DHCPRequest, at now: DHCPInstant) {
        let (message, address) = (answer.message, answer.message.yiaddr)
        guard message.messageType == .ack, !address.isAny, let time = message.options[.leaseTime] else { return }
        guard engine.lease(at: address) != nil || engine.leaseCount < Self.leaseLimit else { return }
        let start = UInt32(clamping: now.seconds)
        let end = time == LeaseTimes.infinite ? time : UInt32(clamping: now.seconds + Int64(time))
        // What the engine would do as well it does, so that it knows the client as it would.
        if engine.preview(request, at: now).reply?.message.yiaddr == address {
            _ = engine.decide(request, at: now)
        }
        let known = engine.lease(at: address)
        let usesIdentifiers = engine.configuration.usesClientIdentifiers
        guard let client = ClientIdentity(request.message, usesClientIdentifier: usesIdentifiers) else { return }
        var lease = Lease(
            address: address, client: client, hardwareAddress: request.hardwareAddress, state: .bound, start: start,
            end: end)
        if let known, known.state == .bound, known.hardwareAddress == request.hardwareAddress, known.start == start {
            (lease.client, lease.sentOptions) = (known.client, known.sentOptions)
        }
        engine.apply(LeaseChange(before: known, after: lease))
    }
}
