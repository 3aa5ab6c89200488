package import DHCPLeases
import Foundation

/// The reservations that were made at run time, as they are kept with the leases.
package enum KeptReservations {
    /// A configuration with those that count; records that can not be read are passed over.
    package static func added(_ records: [StoreRecord], to leases: LeaseConfiguration) -> LeaseConfiguration {
        var book = ReservationBook()
        for record in records {
            guard let value = record.value,
                let reservation = try? JSONDecoder().decode(RuntimeReservation.self, from: Data(value))
            else { continue }
            book.set(reservation)
        }
        return book.added(to: leases).leases
    }
}
