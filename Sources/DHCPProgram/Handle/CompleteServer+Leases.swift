public import DHCP
public import DHCPLeases
public import DHCPServer

extension CompleteServer.Handle {
    /// All leases with times of day, in pages of up to `size`, in no particular order; clients are answered between two
    /// pages, however many leases there are.
    ///
    /// Throws `DHCPServiceError` when the server has ended.
    public func leases(pageSize size: Int = 1000) async throws -> LeasePages {
        try await conduct.service.value().datedLeases(pageSize: size)
    }

    /// What is remembered of an address, with times of day; `nil` when it was never leased.
    ///
    /// Throws `DHCPServiceError` when the server has ended.
    public func lease(at address: IPv4Address) async throws -> Lease? {
        try await conduct.service.value().lease(at: address)
    }

    /// Frees an address as if its client had released it, and returns its lease as it is then, once that is durable; `nil`
    /// when no client has the address.
    ///
    /// A client that still uses the address is not told, and keeps it until it renews. Throws what the store throws; the
    /// client has its address still then.
    @discardableResult
    public func release(_ address: IPv4Address) async throws -> Lease? {
        try await release(address) { _ in }
    }

    /// The same, once `check` has looked at the lease: nothing comes between.
    ///
    /// Throws what `check` throws, and nothing is done then.
    package func release(
        _ address: IPv4Address, _ check: @escaping @Sendable (Lease) throws -> Void
    ) async throws -> Lease? {
        try await conduct.service.value().release(address, check)
    }

    // MARK: Reservations

    /// The reservations that were made at run time, in the order of their subnets and clients, and whether they count;
    /// those of the configuration stand there.
    public var reservations: [RuntimeReservationStatus] { conduct.reservations }

    /// Reserves an address for a client from its next message on, in place of what was reserved at run time for the same
    /// client in the same subnet.
    ///
    /// It is kept with the leases, so that it counts after a restart too, and does not count while the configuration says
    /// otherwise: see ``reservations``. Who has the address now keeps it until its next renewal. Servers that share a store
    /// count it from their next start on.
    ///
    /// Throws ``CompleteServerError`` when the configuration says otherwise already, `LeaseConfigurationError` when it can
    /// not be served, and what the store throws.
    public func reserve(_ reservation: RuntimeReservation) async throws {
        try await reserve(reservation) {}
    }

    /// The same, once `check` has looked at the reservations: nothing comes between.
    ///
    /// Throws what `check` throws, and nothing is done then.
    package func reserve(_ reservation: RuntimeReservation, _ check: @Sendable () throws -> Void) async throws {
        try await conduct.reserve(reservation, check)
    }

    /// Forgets a reservation that was made at run time, and says whether there was one.
    ///
    /// Its client keeps its address until its lease ends. Throws what the store throws.
    @discardableResult
    public func removeReservation(for client: Reservation.Identifier, in subnet: IPv4Prefix) async throws -> Bool {
        try await removeReservation(for: client, in: subnet) {}
    }

    /// The same, once `check` has looked at the reservations: nothing comes between.
    ///
    /// Throws what `check` throws, and nothing is done then.
    package func removeReservation(
        for client: Reservation.Identifier, in subnet: IPv4Prefix, _ check: @Sendable () throws -> Void
    ) async throws -> Bool {
        try await conduct.removeReservation(ReservationBook.Key(subnet: subnet, client: client), check)
    }
}
