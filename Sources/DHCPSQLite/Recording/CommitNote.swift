#if SQLite
    import DHCP
    import DHCPLeases
    import Foundation

    /// What a server is about to commit and to record, as it is written down before.
    struct CommitNote: Codable, Sendable {
        /// The changes of one transaction, in order.
        let changes: [LeaseChange]
        /// When it was written down, in seconds since 1970.
        private let time: Int64
        private let text: String?
        private let address: IPv4Address?
        private let client: ClientIdentity?

        init(_ changes: some Sequence<LeaseChange>, _ administration: AdministrativeChange?) {
            self.init(Array(changes), administration, time: LeaseDatabase.timeOfDay())
        }

        private init(_ changes: [LeaseChange], _ administration: AdministrativeChange?, time: Int64) {
            (self.changes, self.time) = (changes, time)
            (text, address, client) = (administration?.text, administration?.address, administration?.client)
        }

        /// What somebody asked for; `nil` for what clients and time do.
        var administration: AdministrativeChange? {
            text.map { AdministrativeChange($0, address: address, client: client) }
        }

        /// The addresses that change.
        var addresses: [IPv4Address] { changes.compactMap(\.address) }

        // MARK: Found out late

        /// What is to be recorded of it later, by what the store holds now; `nil` when it was not committed.
        ///
        /// A change that shows is recorded as what it is. Of one behind which something came only that is said: as a change it
        /// would stand behind what came.
        func late(_ lease: (IPv4Address) -> Lease?) -> CommitNote? {
            let moment = Date(timeIntervalSince1970: TimeInterval(time)).formatted(.iso8601)
            guard let change = changes.last else {
                return administration.map { note("\($0.text) (not known whether that was done, at \(moment))") }
            }
            let current = change.address.flatMap(lease)
            if current == change.after || current?.state == .bound && isSame(current, change.after) {
                let words = ([text] + ["committed at \(moment), and recorded later"]).compactMap(\.self)
                return CommitNote(
                    changes, AdministrativeChange(words.joined(separator: "; "), address: address, client: client),
                    time: time)
            }
            if current == change.before { return nil }
            if isSame(current, change.after) {
                return note(
                    "the client got the address at \(moment), which was not recorded then, and has lost it since")
            }
            let what = change.after?.state == .bound ? "got" : "lost"
            return note("not known whether the client \(what) the address at \(moment): something else came after it")
        }

        /// Whether it is the same lease, renewed or ended meanwhile.
        private func isSame(_ lease: Lease?, _ other: Lease?) -> Bool {
            guard let lease, let other, other.state == .bound else { return false }
            return lease.client == other.client && lease.start == other.start
        }

        private func note(_ text: String) -> CommitNote {
            let lease = changes.last?.after ?? changes.last?.before
            return CommitNote(
                [],
                AdministrativeChange(text, address: address ?? lease?.address, client: client ?? lease?.client),
                time: time)
        }

        // MARK: As a record

        static let kind = StoreRecord.Kind(rawValue: "commit-note")

        func record(_ number: UInt64) -> StoreRecord {
            StoreRecord(Self.kind, key: Self.key(number), value: (try? JSONEncoder().encode(self)).map(Array.init))
        }

        /// Forgets a note.
        static func end(_ number: UInt64) -> StoreRecord { StoreRecord(kind, key: key(number), value: nil) }

        /// Reads a note; `nil` when it is none.
        static func read(_ record: StoreRecord) -> (number: UInt64, note: CommitNote)? {
            guard record.kind == kind, record.key.count == 8,
                let note = record.value.flatMap({ try? JSONDecoder().decode(Self.self, from: Data($0)) })
            else { return nil }
            return (record.key.reduce(0) { $0 << 8 | UInt64($1) }, note)
        }

        private static func key(_ number: UInt64) -> [UInt8] {
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        }
    }
#endif
