import DHCP
import Testing

@Suite struct OptionCursorTests {
    private struct Walk: Equatable {
        var parts: [[UInt8]] = []
        var index = 0
        var ending: OptionCursor.Ending = .octets

        init(_ octets: [UInt8], hasLayout: Bool) {
            var cursor = OptionCursor(0..<octets.count, hasLayout: hasLayout)
            while let part = cursor.next(in: octets.span.bytes) { parts.append([part.code] + octets[part.value]) }
            (index, ending) = (cursor.index, cursor.ending(in: octets.span.bytes))
        }
    }

    @Test func codesAndValuesComeInTheOrderOfTheWire() {
        let walk = Walk([53, 1, 5, 80, 0, 12, 2, 7, 8], hasLayout: true)
        #expect(walk.parts == [[53, 5], [80], [12, 7, 8]])
        #expect(walk.index == 9)
        #expect(walk.ending == .octets)
    }

    @Test func padsArePassedOverAndEndEnds() {
        let walk = Walk([UInt8](repeating: 0, count: 20) + [53, 1, 5, 0, 255, 12, 9], hasLayout: true)
        #expect(walk.parts == [[53, 5]])
        #expect(walk.index == 24)
        #expect(walk.ending == .endOption)
        #expect(Walk([80, 0, 0], hasLayout: true).ending == .octets)
        #expect(Walk([80, 0, 255], hasLayout: true).ending == .endOption)
    }

    @Test func inSubOptionsBothAreCodesLikeOthers() {
        let walk = Walk([0, 1, 9, 255, 0], hasLayout: false)
        #expect(walk.parts == [[0, 9], [255]])
        #expect(walk.ending == .octets)
    }

    @Test(arguments: [[53, 2, 5], [53]] as [[UInt8]], [false, true])
    func theWalkEndsBeforeWhatRunsPastTheLastOctet(cutOff: [UInt8], hasLayout: Bool) {
        let walk = Walk([12, 1, 7] + cutOff, hasLayout: hasLayout)
        #expect(walk.parts == [[12, 7]])
        #expect(walk.index == 3)
        #expect(walk.ending == .truncated)
    }

    @Test(arguments: [(0, [0]), (1, [1]), (255, [255]), (256, [255, 1]), (510, [255, 255])])
    func whatIsWrittenIsReadAgainInParts(count: Int, parts: [Int]) {
        var octets: [UInt8] = []
        octets.append(option: 43, [UInt8](repeating: 7, count: count)[...])
        #expect(Walk(octets, hasLayout: true).parts.map { $0.count - 1 } == parts)
    }
}
