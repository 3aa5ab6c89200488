import DHCP
import DHCPCapture
import Testing

/// Messages grouped by transaction.
@Suite struct ExchangeTests {
    @Test("messages of a transaction make a ladder with the times between them")
    func ladder() throws {
        var tracker = ExchangeTracker()
        var over: [Exchange] = []
        over += tracker.add(try message(1, at: 0))
        over += tracker.add(try message(2, at: 5))
        over += tracker.add(try message(3, at: 7))
        over += tracker.add(try message(5, at: 10))
        over += tracker.add(try message(1, xid: 9, at: 1500))
        let exchange = try #require(over.first)
        #expect(over.count == 1)
        #expect(exchange.steps.map(\.type) == [.discover, .offer, .request, .ack])
        #expect(
            ExchangePrinter.text(exchange) == """
                2023-11-14T22:13:20.000000Z exchange 0x00000001 of 02:00:00:00:00:0a, 4 messages in 0.010000 s
                       +0.000000  -> DISCOVER   0.0.0.0:68 > 255.255.255.255:67
                       +0.005000  <- OFFER      0.0.0.0:68 > 255.255.255.255:67
                       +0.002000  -> REQUEST    0.0.0.0:68 > 255.255.255.255:67
                       +0.003000  <- ACK        0.0.0.0:68 > 255.255.255.255:67
                """)
        #expect(ExchangePrinter.json(exchange).hasPrefix(#"{"xid":"0x00000001","chaddr":"02:00:00:00:00:0a""#))
        #expect(tracker.finish().map(\.xid) == [9])
    }

    @Test("a filter wants whole exchanges that have a message which fits")
    func filter() throws {
        var tracker = ExchangeTracker(filter: MessageFilter(type: .offer))
        #expect(tracker.add(try message(1, at: 0)).isEmpty)
        #expect(tracker.add(try message(2, at: 1)).isEmpty)
        #expect(tracker.add(try message(1, xid: 2, at: 2)).isEmpty)
        #expect(tracker.finish().map { $0.steps.count } == [2])
    }

    @Test("a storm of transactions, and of messages in one, takes bounded memory")
    func storm() throws {
        var tracker = ExchangeTracker()
        var count = 0
        for xid in 0..<UInt32(ExchangeTracker.openLimit + 100) {
            count += tracker.add(try message(1, xid: xid, at: Int64(xid % 7))).count
        }
        #expect(count == 100)
        for _ in 0..<500 { _ = tracker.add(try message(1, xid: 1_000_000, at: 8)) }
        let all = tracker.finish()
        #expect(all.count == ExchangeTracker.openLimit)
        #expect(all.map(\.steps.count).max() == Exchange.stepLimit)
        #expect(all.map(\.omittedCount).max() == 500 - Exchange.stepLimit)
    }

    @Test("filters are combined")
    func filters() throws {
        let seen = try message(1, at: 0)
        let client = HardwareAddress(2, 0, 0, 0, 0, 10)
        #expect(MessageFilter(hardwareAddress: client, xid: 1, type: .discover).matches(seen))
        #expect(!MessageFilter(hardwareAddress: client, xid: 2, type: .discover).matches(seen))
        #expect(!MessageFilter(server: IPv4Address(10, 0, 0, 1)).matches(seen))
        let rich = try #require(try Payloads.seen(Payloads.rich))
        #expect(MessageFilter(server: IPv4Address(10, 0, 0, 1)).matches(rich))
        #expect(DHCPMessageType(name: "offer") == .offer)
        #expect(DHCPMessageType(name: "DHCPACK") == .ack)
        #expect(DHCPMessageType(name: "13") == .leaseActive)
        #expect(DHCPMessageType(name: "ofer") == nil)
    }

    private func message(_ type: UInt8, xid: UInt32 = 1, at milliseconds: Int64) throws -> CapturedMessage {
        var payload = Payloads.message(op: [2, 5, 6].contains(type) ? 2 : 1, options: [53, 1, type, 255])
        payload.replaceSubrange(4..<8, with: Frames.big(xid))
        var frame = Frames.frame(Frames.ethernet(Frames.packet(payload)))
        frame.time = DHCPInstant(nanoseconds: 1_700_000_000_000_000_000 + milliseconds * 1_000_000)
        return try #require(CapturedMessage(frame))
    }
}
