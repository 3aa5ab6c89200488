#if SQLite
    import DHCP
    import DHCPLeases
    import Testing

    @testable import DHCPSQLite

    /// What is written down of a commit before it is made.
    @Suite struct CommitNoteTests {
        private let lease = StoreFile.lease(1)
        private let note: CommitNote

        init() {
            var released = StoreFile.lease(2)
            released.state = .released
            let changes = [
                LeaseChange(before: nil, after: lease), LeaseChange(before: StoreFile.lease(2), after: released),
                LeaseChange(before: released, after: nil),
            ]
            note = CommitNote(changes, AdministrativeChange("freed", address: lease.address, client: lease.client))
        }

        @Test func aNoteIsReadAsItWasWritten() throws {
            let read = try #require(CommitNote.read(note.record(7)))
            #expect(read.number == 7 && read.note.changes == note.changes)
            #expect(read.note.administration == note.administration)
            let bare = CommitNote([LeaseChange(before: nil, after: lease)], nil)
            #expect(CommitNote.read(bare.record(1))?.note.administration == nil)
        }

        @Test func whatIsNoNoteIsPassedOver() throws {
            let octets = try #require(note.record(1).value)
            for count in 0..<octets.count {
                let record = StoreRecord(CommitNote.kind, key: note.record(1).key, value: Array(octets.prefix(count)))
                // What somebody asked for is the rest: without it the note is one that nobody asked for.
                if let read = CommitNote.read(record) {
                    #expect(read.note.changes == note.changes && read.note.administration == nil)
                }
            }
            let later = StoreRecord(CommitNote.kind, key: note.record(1).key, value: [2] + octets.dropFirst())
            #expect(CommitNote.read(later) == nil)
        }
    }
#endif
