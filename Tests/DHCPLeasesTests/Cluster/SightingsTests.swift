import DHCPTesting
import Testing

@testable import DHCPLeases

/// Which exchanges of others' clients are remembered.
@Suite struct SightingsTests {
    @Test("which exchange takes the place of which does not depend on hashes, which differ from process to process")
    func sameInEachProcess() {
        /// Of exchanges that are seen twice, those that are known at the second time.
        func known(withHashes seed: UInt64) -> [Int] {
            var (exchanges, hashes) = (SeededGenerator(seed: 1), SeededGenerator(seed: seed))
            let seen = (0..<1000).map { _ in
                (
                    client: UInt32.random(in: 1...(.max), using: &hashes),
                    bucket: UInt8.random(in: 0...(.max), using: &exchanges),
                    xid: UInt32.random(in: 1...(.max), using: &exchanges)
                )
            }
            var sightings = Sightings()
            for each in seen { _ = sightings.isRepeated(each.client, in: each.bucket, xid: each.xid, at: 100) }
            return seen.indices.filter {
                sightings.isRepeated(seen[$0].client, in: seen[$0].bucket, xid: seen[$0].xid, at: 105)
            }
        }
        let first = known(withHashes: 2)
        #expect(known(withHashes: 3) == first)
        #expect(first.count > 500)
    }

    @Test("who asks again is known though thousands of others asked in between")
    func amongOthers() {
        var random = SeededGenerator(seed: 4)
        var sightings = Sightings()
        let isRepeated = { (client: UInt32, xid: UInt32, now: UInt32) in
            sightings.isRepeated(client, in: UInt8(truncatingIfNeeded: client), xid: xid, at: now)
        }
        let seen = (1...500).map { (client: UInt32($0), xid: UInt32.random(in: 1...(.max), using: &random)) }
        for each in seen { #expect(!isRepeated(each.client, each.xid, 100)) }
        for client in 1001...4000 {
            _ = isRepeated(UInt32(client), UInt32.random(in: 1...(.max), using: &random), 101)
        }
        let known = seen.count { isRepeated($0.client, $0.xid, 103) }
        #expect(known >= 495, "\(known) of \(seen.count)")
    }
}
