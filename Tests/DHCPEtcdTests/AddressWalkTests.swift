#if Etcd
    import DHCP
    import DHCPTesting
    import Testing

    @testable import DHCPEtcd

    @Suite struct AddressWalkTests {
        /// What a walk over sorted leases reads, and how many keys a store looks at that looks at all of a range.
        private func walk(_ leases: [UInt32], limit: Int) -> (read: [UInt32], lookedAt: Int, requests: Int) {
            var (walk, read, lookedAt, requests) = (AddressWalk(), [UInt32](), 0, 0)
            while let span = walk.span {
                let inside = leases.filter { $0 >= span.first.bitPattern && $0 <= span.last.bitPattern }
                let page = inside.prefix(limit)
                read += page
                lookedAt += inside.count
                requests += 1
                let last = inside.count > limit ? page.last.map(IPv4Address.init(bitPattern:)) : nil
                walk.advance(read: page.count, of: limit, last: last)
            }
            return (read, lookedAt, requests)
        }

        @Test("every lease is read once and in order, the first and the last address too")
        func all() {
            for seed: UInt64 in 1...20 {
                var generator = SeededGenerator(seed: seed)
                var leases: Set<UInt32> = [0, UInt32.max]
                for _ in 0..<5 {
                    let start = UInt32.random(in: 0...UInt32.max, using: &generator)
                    let gap = UInt32.random(in: 1...4000, using: &generator)
                    for number: UInt32 in 0..<200 { leases.insert(start &+ number &* gap) }
                }
                let sorted = leases.sorted()
                let result = walk(sorted, limit: 50)
                #expect(result.read == sorted, "seed \(seed)")
            }
        }

        @Test("with many neighbours a store looks at about as many keys as there are")
        func neighbours() {
            let leases = (0..<50_000).map { 0x0A40_0001 + UInt32($0) }
            let result = walk(leases, limit: 500)
            #expect(result.read == leases)
            #expect(result.lookedAt < 4 * leases.count)
            #expect(result.requests < 400)
        }

        @Test("nothing stored takes few requests")
        func nothing() {
            #expect(walk([], limit: 500).requests < 20)
        }
    }
#endif
