import DHCPServer
import Testing

@Suite struct ControlEventsTests {
    @Test("a reload, a statistics request and a reminder outlast any number of other events")
    func nothingIsDropped() {
        let events = ControlEvents()
        for event in [ControlEvent.reload, .statistics, .reminder] { events.add(event) }
        for number in 1...1000 { events.add(.interfaces(report(number))) }
        #expect(all(events) == [.interfaces(report(1000)), .reload, .statistics, .reminder])
    }

    @Test("of one kind there is one, until it was begun")
    func oneOfAKind() {
        let events = ControlEvents()
        for _ in 1...3 { events.add(.reload) }
        #expect(events.next() == .reload)
        events.add(.reload)
        #expect(all(events) == [.reload])
        #expect(events.next() == nil)
    }

    @Test("whoever waits is told")
    func arrivals() async {
        let events = ControlEvents()
        events.add(.reload)
        var arrivals = events.arrivals.makeAsyncIterator()
        await arrivals.next()
        #expect(events.next() == .reload)
    }

    private func report(_ number: Int) -> InterfaceReport {
        InterfaceReport(interfaces: [NetworkInterface(index: UInt32(number), name: "eth0")])
    }

    private func all(_ events: ControlEvents) -> [ControlEvent] {
        var all: [ControlEvent] = []
        while let event = events.next() { all.append(event) }
        return all
    }
}
