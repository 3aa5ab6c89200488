import DHCP

extension LeaseTable {
    /// 120 octets; a million leases stay below 200 MB with their share of the indexes.
    struct Row: Sendable {
        var client: ClientIdentity
        var hardwareAddress: HardwareAddress
        var sentOptions: [UInt8] = []
        var address: IPv4Address
        var start: UInt32
        var end: UInt32
        /// Of an offer ``beneath``, of a lease ``lead``: neither has both.
        var link: UInt32
        /// `client.tableHash`.
        var hash: UInt32
        /// The pool of the address, or -1 outside all pools.
        var pool: Int32
        var network: Int32
        var state: RowState
        /// What decided about the OFFER of this address, while that is held; also for a client that has the address
        /// already, and until then after the ACK when the REQUEST left out what decided.
        var terms: OfferTerms?
        /// Until when ``terms`` hold, under an offer as under a lease.
        var termsEnd: UInt32 = 0
        /// The lease time that the DISCOVER asked for, or 0.
        var askedTime: UInt32 = 0

        /// The lease under an offer, or -1.
        var beneath: Int32 { state == .offered ? Int32(bitPattern: link) : -1 }
        /// As in ``Lease/lead``.
        var lead: UInt32 { state == .offered ? 0 : link }

        /// Whether the client was offered the address, and that holds still.
        func isOffered(at now: UInt32) -> Bool {
            state == .offered || state == .bound && terms != nil && termsEnd > now
        }

        /// For how long a lease was given, in seconds.
        var time: UInt32 { end == LeaseTimes.infinite ? end : end - min(start, end) }
    }
}
