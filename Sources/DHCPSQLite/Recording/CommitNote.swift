#if SQLite
    import DHCP
    import DHCPLeases
    import Foundation

    /// What a server is about to commit and to record, as it is written down before.
    struct CommitNote: Sendable {
        /// The changes of one transaction, in order.
        let changes: [LeaseChange]
        /// When it was written down, in seconds since 1970.
        private let time: Int64
        /// What somebody asked for; `nil` for what clients and time do.
        let administration: AdministrativeChange?

        init(_ changes: some Sequence<LeaseChange>, _ administration: AdministrativeChange?) {
            self.init(Array(changes), administration, time: LeaseDatabase.timeOfDay())
        }

        private init(_ changes: [LeaseChange], _ administration: AdministrativeChange?, time: Int64) {
            (self.changes, self.time, self.administration) = (changes, time, administration)
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
                let words = [administration?.text, "committed at \(moment), and recorded later"].compactMap(\.self)
                var told = administration ?? AdministrativeChange("")
                told.text = words.joined(separator: "; ")
                return CommitNote(changes, told, time: time)
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
            let told = AdministrativeChange(
                text, address: administration?.address ?? lease?.address,
                client: administration?.client ?? lease?.client)
            return CommitNote([], told, time: time)
        }

        // MARK: As a record

        static let kind = StoreRecord.Kind(rawValue: "commit-note")

        /// The record of a note.
        ///
        /// | octets | |
        /// |---|---|
        /// | 1 | the version, 1 |
        /// | 8 | the time |
        /// | 4 | how many changes there are; of each: |
        /// | 4, 1 | the address, and which leases follow: 1 for the one before, 2 for the one after |
        /// | n, n | those leases |
        /// | rest | what somebody asked for, as JSON; nothing where nobody did |
        func record(_ number: UInt64) -> StoreRecord {
            var octets = [Self.version]
            time.append(to: &octets)
            UInt32(truncatingIfNeeded: changes.count).append(to: &octets)
            for change in changes {
                (change.address ?? .any).bitPattern.append(to: &octets)
                octets.append((change.before == nil ? 0 : 1) | (change.after == nil ? 0 : 2))
                change.before?.append(to: &octets)
                change.after?.append(to: &octets)
            }
            if let administration { octets += (try? JSONEncoder().encode(Asked(administration))).map(Array.init) ?? [] }
            return StoreRecord(Self.kind, key: Self.key(number), value: octets)
        }

        /// Forgets a note.
        static func end(_ number: UInt64) -> StoreRecord { StoreRecord(kind, key: key(number), value: nil) }

        /// Reads a note; `nil` when it is none.
        static func read(_ record: StoreRecord) -> (number: UInt64, note: CommitNote)? {
            guard record.kind == kind, record.key.count == 8, let note = record.value.flatMap(CommitNote.init(octets:))
            else { return nil }
            return (record.key.reduce(0) { $0 << 8 | UInt64($1) }, note)
        }

        private static let version: UInt8 = 1

        private init?(octets: [UInt8]) {
            var reader = OctetReader(octets)
            guard reader.number(UInt8.self) == Self.version, let time = reader.number(Int64.self),
                let count = reader.number(UInt32.self)
            else { return nil }
            var changes: [LeaseChange] = []
            for _ in 0..<count {
                guard let address = reader.number(UInt32.self).map(IPv4Address.init(bitPattern:)),
                    let parts = reader.number(UInt8.self)
                else { return nil }
                var change = LeaseChange(before: nil, after: nil)
                if parts & 1 != 0 {
                    guard let lease = Lease(of: address, &reader) else { return nil }
                    change.before = lease
                }
                if parts & 2 != 0 {
                    guard let lease = Lease(of: address, &reader) else { return nil }
                    change.after = lease
                }
                changes.append(change)
            }
            var administration: AdministrativeChange?
            let rest = reader.rest
            if !rest.isEmpty {
                guard let asked = try? JSONDecoder().decode(Asked.self, from: Data(rest)) else { return nil }
                administration = asked.change
            }
            self.init(changes, administration, time: time)
        }

        /// What somebody asked for, as it is written.
        private struct Asked: Codable {
            let text: String
            let address: IPv4Address?
            let client: ClientIdentity?

            init(_ change: AdministrativeChange) {
                (text, address, client) = (change.text, change.address, change.client)
            }

            var change: AdministrativeChange { AdministrativeChange(text, address: address, client: client) }
        }

        private static func key(_ number: UInt64) -> [UInt8] {
            var key: [UInt8] = []
            number.append(to: &key)
            return key
        }
    }
#endif
