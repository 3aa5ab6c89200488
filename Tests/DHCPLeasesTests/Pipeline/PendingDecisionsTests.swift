import DHCP
import Testing

@testable import DHCPLeases

@Suite struct PendingDecisionsTests {
    private func lease(_ number: UInt8, of client: UInt8) -> Lease {
        let hardware = HardwareAddress(2, 0, 0, 0, 0, client)
        return Lease(
            address: IPv4Address(10, 0, 0, number), client: ClientIdentity(hardware), hardwareAddress: hardware,
            state: .bound, start: 0, end: 60, sentOptions: [])
    }

    private func record(_ number: UInt8, of client: UInt8) -> StoredLease {
        let lease = lease(number, of: client)
        return StoredLease(lease.address, lease, at: StoreRevision(rawValue: 1))
    }

    @Test func whatIsAddedBehindAQuestionCountsForTheNextOne() {
        var pending = PendingDecisions()
        func changed(_ numbers: UInt8...) -> [Bool] { numbers.map { pending.changes(IPv4Address(10, 0, 0, $0)) } }
        func touched(_ records: StoredLease...) -> [Bool] { records.map { pending.touches($0) } }
        #expect(changed(7) == [false] && touched(record(7, of: 1)) == [false])
        pending.batch.append([LeaseChange(before: nil, after: lease(7, of: 1))])
        #expect(changed(7, 8) == [true, false])
        #expect(touched(record(7, of: 2), record(9, of: 1), record(8, of: 2)) == [true, true, false])
        pending.batch.append([LeaseChange(before: lease(8, of: 2), after: nil)])
        #expect(changed(7, 8) == [true, true])
        #expect(touched(record(9, of: 2), record(9, of: 3)) == [true, false], "the client whose lease ends")
        #expect(touched(StoredLease(IPv4Address(10, 0, 0, 9), nil, at: StoreRevision(rawValue: 1))) == [false])
    }
}
