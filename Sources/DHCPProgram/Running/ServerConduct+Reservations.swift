import DHCP
import DHCPConfiguration
package import DHCPLeases
import DHCPServer
import Foundation
import Logging
import Synchronization

extension ServerConduct {
    /// Reads the reservations that were made at run time; before the server runs.
    ///
    /// Throws what the store throws.
    func loadReservations(from store: any LeaseStore) async throws {
        var book = ReservationBook()
        var unreadable = 0
        try await store.records(.reservation, startingWith: []) { record in
            if let reservation = RuntimeReservation(record) { book.set(reservation) } else { unreadable += 1 }
        }
        if unreadable > 0 {
            logger.error(
                "reservations of a later version, or damaged, are passed over", metadata: ["count": "\(unreadable)"])
        }
        state.withLock { $0.reservations = book }
        for status in reservations {
            guard let obstacle = status.obstacle else { continue }
            logger.warning(
                "a reservation that was made at run time does not count",
                metadata: ["client": "\(status.reservation.client)", "reason": "\(obstacle)"])
        }
    }

    /// The reservations that were made at run time, and whether they count.
    var reservations: [RuntimeReservationStatus] {
        let (book, leases) = state.withLock { ($0.reservations, $0.configuration.leases) }
        return book.added(to: leases).statuses
    }

    /// Keeps a reservation and serves it, unless `check` throws.
    func reserve(_ reservation: RuntimeReservation, _ check: @Sendable () throws -> Void) async throws {
        let service = try await service.value()
        try await turns.take {
            try check()
            var book = state.withLock { $0.reservations }
            book.set(reservation)
            let (leases, statuses) = book.added(to: configuration.leases)
            if let obstacle = statuses.first(where: { $0.reservation == reservation })?.obstacle {
                throw CompleteServerError(.reservation, obstacle)
            }
            // What is kept has to be such that it can be served.
            _ = try LeaseEngine(configuration: leases)
            let value = [UInt8](try JSONEncoder().encode(reservation))
            try await service.keep([reservation.key.record(value)], reservation.administration("reserved"))
            try await serve(book)
            logger.notice("an address is reserved on request", metadata: reservation.metadata)
        }
    }

    /// Forgets a reservation, unless `check` throws, and says whether there was one.
    func removeReservation(
        _ key: ReservationBook.Key, _ check: @Sendable () throws -> Void
    ) async throws -> Bool {
        let service = try await service.value()
        return try await turns.take {
            try check()
            var book = state.withLock { $0.reservations }
            guard let reservation = book.remove(key) else { return false }
            try await service.keep([key.record(nil)], reservation.administration("reservation removed"))
            try await serve(book)
            logger.notice("a reservation is forgotten on request", metadata: ["client": "\(key.client)"])
            return true
        }
    }

    /// Serves what is kept already, also when its caller is cancelled.
    private func serve(_ book: ReservationBook) async throws {
        state.withLock { $0.reservations = book }
        try await Task { try await serve(configuration.leases) }.value
    }
}

extension StoreRecord.Kind {
    /// A reservation that was made at run time, as JSON, by its subnet and client.
    package static let reservation = StoreRecord.Kind(rawValue: "reservation")
}

extension ReservationBook.Key {
    fileprivate func record(_ value: [UInt8]?) -> StoreRecord {
        StoreRecord(.reservation, key: Array(word.utf8), value: value)
    }
}

extension RuntimeReservation {
    fileprivate var key: ReservationBook.Key { ReservationBook.Key(subnet: subnet, client: client) }

    fileprivate var metadata: Logger.Metadata {
        ["client": "\(client)", "address": "\(address.map { "\($0)" } ?? "none")", "subnet": "\(subnet)"]
    }
}
