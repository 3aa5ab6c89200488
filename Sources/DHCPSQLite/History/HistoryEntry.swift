#if SQLite
    import DHCP
    import DHCPLeases

    /// What is to be recorded.
    struct HistoryEntry {
        var event: HistoryEvent
        var address: IPv4Address?
        var end: UInt32?
        var client: ClientIdentity?
        var hardwareAddress: HardwareAddress?
        var sentOptions: [UInt8] = []
        var note: String?

        /// A note longer than that is cut.
        static let noteLimit = 1000

        /// What a change says; `nil` when that is not recorded.
        ///
        /// `ahead` makes times of day of leases' times.
        init?(_ change: LeaseChange, _ administration: AdministrativeChange?, recordsRenewals: Bool, ahead: Int64) {
            guard let event = HistoryEvent(change, recordsRenewals: recordsRenewals),
                let lease = change.after ?? change.before
            else { return nil }
            self.event = event
            address = lease.address
            end = ahead == 0 ? lease.end : lease.shifted(by: ahead).end
            client = lease.client
            hardwareAddress = lease.hardwareAddress
            sentOptions = lease.sentOptions
            note = administration.map { String($0.text.prefix(Self.noteLimit)) }
        }

        /// What somebody did that changes no lease.
        init(_ administration: AdministrativeChange, event: HistoryEvent = .administered) {
            self.event = event
            address = administration.address
            client = administration.client
            note = String(administration.text.prefix(Self.noteLimit))
        }

        /// What is recorded of a transaction.
        static func entries(of event: LeaseWrite.Event, recordsRenewals: Bool, ahead: Int64) -> [HistoryEntry] {
            if event.changes.isEmpty, let administration = event.administration {
                return [HistoryEntry(administration)]
            }
            return event.changes.compactMap {
                HistoryEntry($0, event.administration, recordsRenewals: recordsRenewals, ahead: ahead)
            }
        }
    }
#endif
