import DHCP
package import DHCPLeases
import Foundation

/// The reservations that were made at run time, as they are kept with the leases.
package enum KeptReservations {
    /// A configuration with those that count; records that can not be read are passed over.
    package static func added(_ records: [StoreRecord], to leases: LeaseConfiguration) -> LeaseConfiguration {
        var book = ReservationBook()
        for record in records {
            if let reservation = RuntimeReservation(record) { book.set(reservation) }
        }
        return book.added(to: leases).leases
    }
}

extension RuntimeReservation {
    /// Reads a record; `nil` when it is of a later version, or damaged.
    init?(_ record: StoreRecord) {
        guard let value = record.value, let reservation = try? JSONDecoder().decode(Self.self, from: Data(value)) else {
            return nil
        }
        self = reservation
    }

    /// What the history says of it.
    func administration(_ what: String) -> AdministrativeChange {
        AdministrativeChange("\(what): \(client) in \(subnet)", address: address, client: ClientIdentity(client))
    }
}
