#if SQLite
    import DHCP
    import DHCPLeases

    /// Where records are, by what they are found by.
    ///
    /// A run of 8192 records has 64 slices, by the first bits of a hash. An entry is 32 other bits of it and the record's place
    /// in the run. So a record costs 24 octets, a run is written at once when it is full, and a question reads one slice of
    /// each run: an index of the database would dirty a page for each entry.
    struct HistoryIndex {
        /// How many records a run has.
        static let runCount: Int64 = 8192
        static let sliceCount: Int64 = 64
        static let entryCount = 6

        private(set) var slices = [[UInt8]](repeating: [], count: Int(sliceCount))

        static func run(of number: Int64) -> Int64 { (number - 1) / runCount }

        /// Adds what a record is found by.
        mutating func add(_ entry: HistoryEntry, number: Int64) {
            let place = UInt16(truncatingIfNeeded: (number - 1) % Self.runCount)
            if let address = entry.address { add(HistoryKey(address), place) }
            let hardware = entry.hardwareAddress.map { HistoryKey($0) }
            let client = entry.client.map { HistoryKey($0) }
            if let hardware { add(hardware, place) }
            if let client, client != hardware { add(client, place) }
            if let name = HistoryKey(nameIn: entry.sentOptions) { add(name, place) }
        }

        private mutating func add(_ key: HistoryKey, _ place: UInt16) {
            let slice = Int(key.slice)
            if slices[slice].isEmpty { slices[slice].reserveCapacity(512 * Self.entryCount) }
            withUnsafeBytes(of: key.tag.bigEndian) { slices[slice].append(contentsOf: $0) }
            slices[slice].append(UInt8(place >> 8))
            slices[slice].append(UInt8(truncatingIfNeeded: place))
        }

        mutating func removeAll() {
            for index in slices.indices { slices[index].removeAll(keepingCapacity: true) }
        }

        /// The places of the records that have a key, or another of the same bits, in order.
        static func places(of key: HistoryKey, in slice: UnsafeRawBufferPointer) -> [Int64] {
            var places: [Int64] = []
            let tag = key.tag.bigEndian
            var start = 0
            while start + entryCount <= slice.count {
                if slice.loadUnaligned(fromByteOffset: start, as: UInt32.self) == tag {
                    places.append(Int64(slice[start + 4]) << 8 | Int64(slice[start + 5]))
                }
                start += entryCount
            }
            return places
        }

        /// A slice without the entries of records at `places`, but for those of `kept` keys.
        static func removing(_ places: Set<Int64>, from slice: [UInt8], keeping kept: Set<UInt32>) -> [UInt8] {
            var rest: [UInt8] = []
            for start in stride(from: 0, through: slice.count - entryCount, by: entryCount) {
                let entry = slice[start..<start + entryCount]
                let tag = entry.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                let place = Int64(slice[start + 4]) << 8 | Int64(slice[start + 5])
                if !places.contains(place) || kept.contains(tag) { rest += entry }
            }
            return rest
        }
    }

    /// What records are found by, as a number.
    struct HistoryKey: Hashable {
        private let hash: UInt64

        /// Which slice has it.
        var slice: Int64 { Int64(hash >> 58) }
        /// What its entries begin with.
        var tag: UInt32 { UInt32(truncatingIfNeeded: hash) }

        private init(kind: UInt8, _ octets: RawSpan) {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            func mix(_ octet: UInt8) { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
            mix(kind)
            for index in 0..<octets.byteCount { mix(octets.octet(at: index)) }
            self.init(finishing: hash)
        }

        private init(finishing hash: UInt64) {
            // So that the first bits depend on all octets too.
            let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
            self.hash = mixed ^ mixed >> 29
        }

        init(_ address: IPv4Address) {
            self.init(finishing: UInt64(address.bitPattern) &* 0xD6E8_FEB8_6659_FD93 &+ 1)
        }

        init(_ hardware: HardwareAddress) {
            self = hardware.withTypeAndOctets { HistoryKey(kind: ClientIdentity.Source.hardwareAddress.rawValue, $0) }
        }

        init(_ client: ClientIdentity) {
            self = client.withOctets { HistoryKey(kind: client.source.rawValue, $0) }
        }

        init(name: some Sequence<UInt8>) {
            var octets = name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            // Some clients send the end of a C string.
            while octets.last == 0 { octets.removeLast() }
            self.init(kind: 0x10, octets.span.bytes)
        }

        /// The host name in what a client said of itself; `nil` when it said none.
        init?(nameIn options: [UInt8]) {
            var index = 0
            while index + 1 < options.count {
                let (code, end) = (options[index], index + 2 + Int(options[index + 1]))
                guard code != 0, code != 255, end <= options.count else { return nil }
                if code == DHCPOptionCode.hostName.rawValue {
                    self.init(name: options[index + 2..<end])
                    return
                }
                index = end
            }
            return nil
        }

        /// What is looked for.
        init(_ subject: HistoryQuery.Subject) {
            switch subject {
            case .address(let address): self.init(address)
            case .client(let client): self.init(client)
            case .hardware(let hardware): self.init(hardware)
            case .name(let name): self.init(name: name.utf8)
            }
        }
    }
#endif
