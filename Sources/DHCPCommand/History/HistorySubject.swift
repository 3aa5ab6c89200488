#if SQLite
    import DHCP
    import DHCPLeaseFiles
    import DHCPLeases

    /// Whom a person asks for: what `dhcp leases list` takes as an address, a client, a hardware address or a host name.
    struct HistorySubject {
        private enum Meaning {
            /// What the index finds.
            case found([HistoryQuery.Subject])
            /// What has to be looked for in all records.
            case hardware(HardwarePattern)
            case name(OctetPattern)
        }

        private let meaning: Meaning

        /// Gives `nil` for what is nobody's name, as a mistyped address.
        init?(_ text: String) {
            if let address = IPv4Address(text) {
                meaning = .found([.address(address)])
            } else if let client = ClientIdentity(text) {
                meaning = .found([.client(client)])
            } else if let octets = Self.octets(text), let hardware = octets.hardware {
                let identifier = ClientIdentity(clientIdentifier: octets.all).map { [HistoryQuery.Subject.client($0)] }
                meaning = .found([.hardware(hardware)] + (identifier ?? []))
            } else if let pattern = HardwarePattern(address: text) {
                meaning = .hardware(pattern)
            } else if text.contains("*") {
                meaning = .name(LeaseChoice.namePattern(text))
            } else if let subject = HistoryQuery.Subject(text) {
                meaning = .found([subject])
            } else {
                return nil
            }
        }

        /// Whole octets, as an address and as they are.
        private static func octets(_ text: String) -> (hardware: HardwareAddress?, all: [UInt8])? {
            if let address = HardwareAddress(notation: text), address.count >= 6 || text.contains("/") {
                return (address, address.octets)
            }
            guard text.contains(where: { ":-.".contains($0) }) || text.count == 12,
                let digits = HexadecimalText(text)?.digits, let octets = [UInt8](hexadecimal: digits), octets.count >= 6
            else { return nil }
            return (HardwareAddress(octets: octets), octets)
        }

        /// The only address; `nil` where somebody else is meant.
        var address: IPv4Address? {
            guard case .found(let subjects) = meaning, case .address(let address)? = subjects.first else { return nil }
            return address
        }

        /// What the index finds; `nil` for patterns.
        var subjects: [HistoryQuery.Subject]? { if case .found(let subjects) = meaning { subjects } else { nil } }

        func matches(_ record: HistoryRecord) -> Bool {
            switch meaning {
            case .found(let subjects): subjects.contains { $0.matches(record) }
            case .hardware(let pattern): record.hardwareAddress.map(pattern.matches) ?? false
            case .name(let pattern): LeaseChoice.isName(record.hostName, pattern)
            }
        }

        /// The newest records, in order.
        ///
        /// Throws what the reading throws.
        func records(
            _ times: ClosedRange<Int64>, limit: Int, in reading: inout HistoryReading
        ) async throws -> [HistoryRecord] {
            var records: [HistoryRecord] = []
            if let subjects {
                // Several subjects may find the same record.
                var found: Set<HistoryRecord> = []
                for subject in subjects {
                    found.formUnion(try await reading.records(HistoryQuery(subject, times: times, limit: limit)))
                }
                records = reading.source.inOrder(found)
            } else {
                try reading.source.forEachRecord { record in
                    guard times.contains(record.time), matches(record) else { return }
                    records.append(record)
                    if records.count > 2 * limit { records.removeFirst(records.count - limit) }
                }
            }
            return records.suffix(limit)
        }
    }
#endif
