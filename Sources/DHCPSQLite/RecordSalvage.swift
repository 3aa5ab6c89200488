#if SQLite
    import DHCP
    import DHCPLeases
    import GRDB

    /// Reads what can be read of the records in a damaged lease file.
    ///
    /// As ``LeaseSalvage``: forwards up to the damage, backwards down to it, and by halves what lies between, which for keys
    /// is by their first octets.
    struct RecordSalvage {
        private struct Name: Hashable {
            let kind: StoreRecord.Kind
            let key: [UInt8]
        }

        private let db: Database
        private var found: [Name: [UInt8]] = [:]
        /// How many more places without a record are looked at.
        private var patience = 20_000

        private init(_ db: Database) {
            self.db = db
        }

        /// The records, by kind and key; none where the table can not be read.
        static func records(in db: Database) -> [StoreRecord] {
            var salvage = RecordSalvage(db)
            if !salvage.read("true", "ASC") {
                _ = salvage.read("true", "DESC")
                for kind in Set(salvage.found.keys.map(\.kind)) { salvage.search(kind) }
            }
            return salvage.found.map { StoreRecord($0.key.kind, key: $0.key.key, value: $0.value) }
                .sorted {
                    $0.kind == $1.kind
                        ? $0.key.lexicographicallyPrecedes($1.key) : $0.kind.rawValue < $1.kind.rawValue
                }
        }

        /// Looks by halves, the largest first, so that no damage keeps it from the rest.
        private mutating func search(_ kind: StoreRecord.Kind) {
            var open: [ClosedRange<UInt64>] = [0...UInt64.max]
            var next = 0
            while next < open.count, patience > 0 {
                let range = open[next]
                next += 1
                let condition = Self.condition(kind, range)
                if read(condition, "ASC") || read(condition, "DESC") || range.lowerBound == range.upperBound {
                    continue
                }
                let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
                open += [range.lowerBound...middle, middle + 1...range.upperBound]
            }
        }

        /// Reads what fits; gives whether it came to the end.
        private mutating func read(_ condition: String, _ order: String) -> Bool {
            let before = found.count
            do {
                try RecordRows.forEach(where: condition, order, in: db) { record in
                    if let value = record.value { found[Name(kind: record.kind, key: record.key)] = value }
                }
                return true
            } catch {
                if found.count == before { patience -= 1 }
                return false
            }
        }

        /// The keys of a kind that begin with numbers of a range; shorter ones count as if zeros followed.
        private static func condition(_ kind: StoreRecord.Kind, _ range: ClosedRange<UInt64>) -> String {
            let name = "kind = CAST(x'\(Array(kind.rawValue.utf8).hexadecimal())' AS TEXT)"
            var lower = octets(range.lowerBound)
            while lower.last == 0 { lower.removeLast() }
            let first = "\(name) AND key >= x'\(lower.hexadecimal())'"
            guard range.upperBound < .max else { return first }
            return "\(first) AND key < x'\(octets(range.upperBound + 1).hexadecimal())'"
        }

        private static func octets(_ number: UInt64) -> [UInt8] {
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
        }
    }
#endif
