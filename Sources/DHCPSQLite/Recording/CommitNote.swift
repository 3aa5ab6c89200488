#if SQLite
    import DHCP
    import DHCPLeases
    import Foundation

    /// What a server is about to commit and record, as it is written down before.
    struct RecordedIntent: Codable, Sendable {
        /// The changes, in order.
        let changes: [LeaseChange]
        private let text: String?
        private let address: IPv4Address?
        private let client: ClientIdentity?

        init(_ changes: [LeaseChange], _ administration: AdministrativeChange?) {
            self.changes = changes
            (text, address, client) = (administration?.text, administration?.address, administration?.client)
        }

        /// What somebody asked for; `nil` for what clients and time do.
        var administration: AdministrativeChange? {
            text.map { AdministrativeChange($0, address: address, client: client) }
        }

        /// Whether another one has all that this one has.
        func isPart(of other: RecordedIntent) -> Bool {
            (text, address, client) == (other.text, other.address, other.client)
                && changes.allSatisfy(other.changes.contains)
        }

        /// The addresses that change.
        var addresses: [IPv4Address] { changes.compactMap(\.address) }

        /// What became of a change whose outcome the server did not hear.
        enum Fate {
            case done, undone
            /// Something came after it, so that it does not show.
            case open

            /// Finds out by what the store holds of the address now.
            init(_ change: LeaseChange, _ lease: (IPv4Address) -> Lease?) {
                let lease = change.address.flatMap(lease)
                if lease == change.after {
                    self = .done
                } else if lease == change.before {
                    self = .undone
                } else if let lease, let after = change.after, after.state == .bound,
                    (lease.client, lease.start) == (after.client, after.start)
                {
                    // It was renewed or ended meanwhile.
                    self = .done
                } else {
                    self = .open
                }
            }
        }

        /// Lines about what nobody can tell.
        func unclear(_ lease: (IPv4Address) -> Lease?) -> [AdministrativeChange] {
            if changes.isEmpty, var administration {
                administration.text += " (not known whether that was done: the server ended before the store said it)"
                return [administration]
            }
            return changes.filter { Fate($0, lease) == .open }.map { change in
                let what = change.after?.state == .bound ? "got" : "lost"
                let lease = change.after ?? change.before
                return AdministrativeChange(
                    "not known whether the client \(what) the address: the store did not say it before something else came",
                    address: lease?.address, client: lease?.client)
            }
        }

        // MARK: As a record

        static let kind = StoreRecord.Kind(rawValue: "history-intent")

        func record(_ number: UInt64) -> StoreRecord {
            StoreRecord(Self.kind, key: Self.key(number), value: (try? JSONEncoder().encode(self)).map(Array.init))
        }

        /// Forgets an intent.
        static func end(_ number: UInt64) -> StoreRecord { StoreRecord(kind, key: key(number), value: nil) }

        /// Reads an intent; `nil` when it is none.
        static func read(_ record: StoreRecord) -> (number: UInt64, intent: RecordedIntent)? {
            guard record.kind == kind, record.key.count == 8,
                let intent = record.value.flatMap({ try? JSONDecoder().decode(Self.self, from: Data($0)) })
            else { return nil }
            return (record.key.reduce(0) { $0 << 8 | UInt64($1) }, intent)
        }

        private static func key(_ number: UInt64) -> [UInt8] {
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        }
    }
#endif
