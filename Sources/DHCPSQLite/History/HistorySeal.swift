#if SQLite
    import CDHCPLinux
    import DHCP
    import DHCPLeases

    /// Octets that say what a record says of a person, one record behind another, as they are written and as their digests
    /// are made.
    ///
    /// They begin with a salt that nobody can guess, so that of a forgotten record, which keeps the digest, nobody can find
    /// out by trying whom it was about.
    struct SealedOctets {
        /// Where the parts of a record are.
        struct Places {
            var salt: Range<Int>
            var client: Range<Int>?
            var hardware: Range<Int>?
            var options: Range<Int>
            var note: Range<Int>?
            var all: Range<Int> { salt.lowerBound..<end }
            fileprivate var end: Int
        }

        static let saltCount = 16
        private(set) var octets: [UInt8] = []

        mutating func removeAll() { octets.removeAll(keepingCapacity: true) }

        /// Adds a record with a new salt.
        mutating func append(_ entry: HistoryEntry, salts: inout Salts) -> Places {
            let salt = salts.next(&octets)
            octets.append(entry.client?.source.rawValue ?? Self.nobody)
            let client = entry.client?.withOctets { append(short: $0) } ?? appendNothing()
            let hardware = entry.hardwareAddress?.withTypeAndOctets { append(short: $0) } ?? appendNothing()
            let options = append(long: entry.sentOptions)
            let note = append(long: Array((entry.note ?? "").utf8))
            return Places(
                salt: salt, client: entry.client == nil ? nil : client,
                hardware: entry.hardwareAddress == nil ? nil : hardware, options: options,
                note: entry.note == nil ? nil : note, end: octets.count)
        }

        /// Adds a record that was read: the columns client_kind, client, hardware, options and note, and the salt.
        mutating func append(
            kind: UInt8?, client: UnsafeRawBufferPointer, hardware: UnsafeRawBufferPointer,
            options: UnsafeRawBufferPointer, note: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer
        ) {
            octets.append(contentsOf: salt)
            octets.append(kind ?? Self.nobody)
            for part in [client, hardware] {
                octets.append(UInt8(truncatingIfNeeded: part.count))
                octets.append(contentsOf: part)
            }
            for part in [options, note] {
                appendCount(part.count)
                octets.append(contentsOf: part)
            }
        }

        /// Stands for no client.
        private static let nobody: UInt8 = 255

        private mutating func append(short part: RawSpan) -> Range<Int> {
            octets.append(UInt8(truncatingIfNeeded: part.byteCount))
            let start = octets.count
            part.withUnsafeBytes { octets.append(contentsOf: $0) }
            return start..<octets.count
        }

        private mutating func appendNothing() -> Range<Int> {
            octets.append(0)
            return octets.count..<octets.count
        }

        private mutating func append(long part: [UInt8]) -> Range<Int> {
            appendCount(part.count)
            let start = octets.count
            octets.append(contentsOf: part)
            return start..<octets.count
        }

        private mutating func appendCount(_ count: Int) {
            octets.append(UInt8(truncatingIfNeeded: count >> 8))
            octets.append(UInt8(truncatingIfNeeded: count))
        }
    }

    /// Random octets, of which the kernel is asked for many at a time.
    struct Salts {
        private var octets: [UInt8] = []
        private static let stock = 256 * SealedOctets.saltCount

        /// Adds a salt to `target`, and says where it is.
        mutating func next(_ target: inout [UInt8]) -> Range<Int> {
            if octets.isEmpty { refill() }
            let start = target.count
            target.append(contentsOf: octets.suffix(SealedOctets.saltCount))
            octets.removeLast(SealedOctets.saltCount)
            return start..<target.count
        }

        private mutating func refill() {
            octets = [UInt8](unsafeUninitializedCapacity: Self.stock) { octets, written in
                cdhcp_random(octets.baseAddress, Self.stock)
                written = Self.stock
            }
        }
    }

    /// What the hash of a transaction is made of: the hash before it, who recorded it, and what its records say.
    struct LinkOctets {
        private(set) var octets: [UInt8]

        init(after hash: [UInt8], server: String) {
            octets = hash
            let name = server.utf8.prefix(255)
            octets.append(UInt8(name.count))
            octets.append(contentsOf: name)
        }

        /// Adds a record, of which the digest of its ``SealedOctets`` is added next.
        mutating func append(number: Int64, time: Int64, event: UInt8, address: Int64?, end: Int64?) {
            append(number)
            append(time)
            octets.append(event)
            // Neither has more than 32 bits.
            append(address ?? -1)
            append(end ?? -1)
        }

        mutating func append(digestOf sealed: UnsafeRawBufferPointer) { SHA256.append(sealed, to: &octets) }

        mutating func append(digest: UnsafeRawBufferPointer) { octets.append(contentsOf: digest) }

        var hash: [UInt8] { SHA256.digest(of: octets) }

        private mutating func append(_ number: Int64) {
            withUnsafeBytes(of: number.bigEndian) { octets.append(contentsOf: $0) }
        }
    }
#endif
