import DHCP

extension LeaseEngine {
    /// The limit of leases at a time that leaves no room for a client that has none yet; `nil` when there is room, and for
    /// clients with a reservation.
    func limitOfHeld(_ exchange: borrowing Exchange) -> DecisionTrace.Limit? {
        guard let held = table.held, let network = exchange.network, !exchange.hasOwnReservation else { return nil }
        let full = held.full(
            on: network,
            held.countsPorts && exchange.relay != nil && exchange.countsRelayInformation
                ? exchange.request.message.options[.relayAgentInformation] : nil)
        guard let full else { return nil }
        let limit: DecisionTrace.Limit = full == .port ? .leasesPerPort : .leasesPerRelay
        exchange.recorder?.note(.limit(limit))
        return limit
    }

    /// What the row of an offer says of its client: at which port it is, where that counts.
    func optionsOfOffer(_ exchange: borrowing Exchange) -> [UInt8] {
        table.held?.countsPorts ?? false ? exchange.optionsToRemember(earlier: [], forQueries: false) : []
    }
}
