import DHCP
import DHCPLeases
import Testing

/// What is recorded of a change, and what records tell.
@Suite struct HistoryTests {
    private static func lease(_ state: LeaseState, _ client: UInt8 = 1, end: UInt32 = 1000, options: [UInt8] = [])
        -> Lease
    {
        let hardware = HardwareAddress(2, 0, 0, 0, 0, client)
        return Lease(
            address: IPv4Address(10, 0, 0, 1), client: ClientIdentity(hardware), hardwareAddress: hardware,
            state: state,
            start: 100, end: end, sentOptions: options)
    }

    @Test(
        arguments: [
            (nil, lease(.bound), .begun), (lease(.expired), lease(.bound), .begun),
            (lease(.expired, 2), lease(.bound), .takenOver), (lease(.bound, 2), lease(.bound), .takenOver),
            (lease(.bound), lease(.bound, end: 2000), nil),
            (lease(.bound), lease(.bound, options: [12, 1, 0x61]), .changed),
            (lease(.bound), lease(.expired), .expired), (lease(.bound), lease(.released), .released),
            (lease(.declined), lease(.released), .released), (lease(.bound), lease(.declined), .declined),
            (lease(.released), lease(.released), nil), (lease(.expired), nil, .removed), (nil, nil, nil),
        ] as [(Lease?, Lease?, HistoryEvent?)])
    func aChangeIsRecordedAsWhatItIs(_ change: (before: Lease?, after: Lease?, event: HistoryEvent?)) {
        let event = HistoryEvent(LeaseChange(before: change.before, after: change.after), recordsRenewals: false)
        #expect(event == change.event)
    }

    @Test func renewalsAreOneWhereTheyAreWanted() {
        let change = LeaseChange(before: Self.lease(.bound), after: Self.lease(.bound, end: 2000))
        #expect(HistoryEvent(change, recordsRenewals: true) == .renewed)
    }

    private func record(_ number: Int64, _ time: Int64, _ event: HistoryEvent, end: UInt32 = 1000) -> HistoryRecord {
        let lease = Self.lease(.bound)
        return HistoryRecord(
            number: number, time: time, event: event, address: lease.address, end: end, client: lease.client,
            hardwareAddress: lease.hardwareAddress)
    }

    @Test func aPeriodGoesFromItsBeginningOverRenewalsToWhenItRanOut() throws {
        let records = [
            record(1, 100, .begun), record(2, 500, .renewed), record(3, 900, .changed),
            record(4, 5000, .expired, end: 1500),
            record(5, 6000, .begun),
        ]
        let period = try #require(HistoryPeriod.last(at: 700, in: records))
        #expect(period.beginning.number == 1 && period.ending?.number == 4 && period.endTime == 1500)
        #expect(period.contains(1499) && !period.contains(1500))
        #expect(HistoryPeriod.last(at: 99, in: records) == nil)
        #expect(HistoryPeriod.last(at: 9000, in: records)?.beginning.number == 5)
    }

    @Test(
        arguments: [
            ("10.0.0.1", .address(IPv4Address(10, 0, 0, 1))),
            ("id 0102", ClientIdentity(clientIdentifier: [1, 2]).map { .client($0) }),
            ("0011.2233.4455", .hardware(HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x55))),
            ("001122334455", .hardware(HardwareAddress(0, 0x11, 0x22, 0x33, 0x44, 0x55))),
            ("printer", .name("printer")),
            ("10.0.0", nil), ("", nil),
        ] as [(String, HistoryQuery.Subject?)])
    func whomAPersonMeansIsUnderstood(_ text: String, _ subject: HistoryQuery.Subject?) {
        #expect(HistoryQuery.Subject(text) == subject)
    }
}
