import DHCPLeases
import DHCPTesting
import Testing

@Suite struct FreeAddressSetTests {
    @Test(arguments: [1, 63, 64, 65, 4096, 4097, 300_000])
    func itHoldsAllNumbersAtFirstAndGivesTheLowest(count: Int) {
        var set = FreeAddressSet(count: count)
        #expect(set.first == 0)
        set.remove(0)
        #expect(set.first == (count > 1 ? 1 : nil))
        #expect(set.first(from: count - 1) == (count > 1 ? count - 1 : nil))
        #expect(set.first(from: count) == nil)
        set.insert(0)
        #expect(set.first == 0)
    }

    @Test(arguments: [UInt64(1), 2]) func itAgreesWithASet(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = 5000
        var free = FreeAddressSet(count: count)
        var model = Set(0..<count)
        for _ in 0..<2000 {
            let number = Int.random(in: 0..<count, using: &random)
            if Bool.random(using: &random) {
                free.insert(number)
                model.insert(number)
            } else {
                free.remove(free.first ?? number)
                model.remove(model.min() ?? number)
                free.remove(number)
                model.remove(number)
            }
            #expect(free.contains(number) == model.contains(number))
            let start = Int.random(in: 0..<count, using: &random)
            #expect(free.first(from: start) == (start..<count).first { model.contains($0) }, "seed \(seed)")
        }
    }
}

@Suite struct IdentityIndexTests {
    @Test(arguments: [UInt32(0xFFFF_FFFF), 0xFF, 0])
    func rowsAreFoundWhateverTheirHashesShare(mask: UInt32) {
        var random = SeededGenerator(seed: 7)
        var index = IdentityIndex()
        var hashes: [Int32: UInt32] = [:]
        for _ in 0..<3000 {
            let row = Int32.random(in: 0..<300, using: &random)
            if let hash = hashes[row] {
                index.remove(row, hash: hash)
                hashes[row] = nil
            } else {
                let hash = UInt32.random(in: 0...(.max), using: &random) & mask
                index.insert(row, hash: hash)
                hashes[row] = hash
            }
            for (row, hash) in hashes { #expect(Self.rows(of: hash, in: index).contains(row)) }
        }
    }

    private static func rows(of hash: UInt32, in index: IdentityIndex) -> [Int32] {
        var search = index.search(hash)
        var rows: [Int32] = []
        while let row = index.next(&search) { rows.append(row) }
        return rows
    }

    @Test func aRowThatIsNotThereIsNotFoundAndNotRemoved() {
        var index = IdentityIndex()
        index.insert(1, hash: 5)
        index.remove(2, hash: 5)
        #expect(Self.rows(of: 5, in: index) == [1])
    }
}

@Suite struct LapsedLeasesTests {
    @Test func theOneThatEndedFirstComesFirst() {
        var random = SeededGenerator(seed: 3)
        var lapsed = LapsedLeases(pools: 2)
        var model: [Int32: UInt32] = [:]
        for _ in 0..<5000 {
            let row = Int32.random(in: 0..<100, using: &random)
            if model[row] == nil {
                let end = UInt32.random(in: 0..<50, using: &random)
                lapsed.insert(row, end: end, offset: Int(row), in: 1)
                model[row] = end
            } else {
                lapsed.remove(row, in: 1)
                model[row] = nil
            }
            #expect(lapsed.count(in: 1) == model.count)
            #expect(lapsed.first(in: 1)?.end == model.values.min())
        }
        #expect(lapsed.first(in: 0) == nil)
    }
}
