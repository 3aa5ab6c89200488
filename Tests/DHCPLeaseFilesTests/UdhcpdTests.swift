import DHCP
import DHCPLeaseFiles
import DHCPLeases
import Testing

/// The binary file of busybox udhcpd.
@Suite struct UdhcpdTests {
    private let now = LeaseFileText.now

    private func big(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64(count - 1 - $0))) }
    }

    private func record(_ left: UInt32, _ number: UInt8, _ hardware: [UInt8], _ name: String) -> [UInt8] {
        let padded = Array(name.utf8) + [UInt8](repeating: 0, count: 20 - name.utf8.count)
        return big(UInt64(left), 4) + [10, 0, 0, number] + hardware + padded + [0, 0]
    }

    private var records: [UInt8] {
        record(600, 1, [2, 0, 0, 0, 0, 1], "printer") + record(0, 2, [2, 0, 0, 0, 0, 2], "")
            + record(300, 3, [0, 0, 0, 0, 0, 0], "")
    }

    @Test(arguments: [8, 4]) func eachRecordIsALease(_ width: Int) throws {
        let file = LeaseFileText(big(UInt64(now) - 100, width) + records)
        #expect(file.format == .udhcpd)
        for count in [1, 7, 65_536] {
            let findings = try file.findings(inPiecesOf: count)
            #expect(findings.leases.map(\.state) == [.bound, .expired, .declined])
            #expect(findings.leases.map(\.end) == [now + 500, now - 100, now + 200])
            #expect(findings.lease(1)?.hostName == "printer")
            #expect(findings.lease(1)?.client == ClientIdentity(HardwareAddress(2, 0, 0, 0, 0, 1)))
            #expect(findings.remarks.isEmpty)
        }
    }

    @Test func withoutAClockLeasesLastFromNowOn() throws {
        let findings = try LeaseFileText(big(300, 8) + records).findings()
        #expect(findings.lease(1)?.end == now + 600)
    }

    @Test func aFileWithoutRecordsIsFine() throws {
        let findings = try LeaseFileText(big(UInt64(now), 8)).findings()
        #expect(findings.changes.isEmpty && findings.remarks.isEmpty && !findings.isInVain)
    }

    @Test func aRecordThatIsCutOffIsNamed() throws {
        let findings = try LeaseFileText(big(UInt64(now), 8) + records.dropLast(10)).findings()
        #expect(findings.leases.count == 2)
        #expect(findings.words == ["record 3: cut off: 26 of 36 octets"])
        #expect(findings.remarks.map(\.problem.code) == [.truncated])
    }

    /// Sixteen octets of hardware address, address, and seconds that are left or the time of the end, which nothing tells
    /// apart: no time stands at the beginning.
    @Test(arguments: [UInt32(600), 1_767_229_200]) func recordsOfOldVersionsAreNotRecognised(_ end: UInt32) {
        let hardware: [UInt8] = [0x52, 0x54, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 10)
        let record = hardware + [10, 0, 0, 1] + big(UInt64(end), 4)
        #expect(LeaseFileText(record + record + record).format == nil)
    }

    @Test func zerosAreNoLeaseFile() {
        #expect(LeaseFileText([UInt8](repeating: 0, count: 4096)).format == nil)
    }
}
