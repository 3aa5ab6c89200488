#if Etcd
    import DHCP
    import DHCPLeases
    import Foundation
    import Testing

    @testable import DHCPEtcd

    @Suite struct LeaseRecordTests {
        static let lease = Lease(
            address: IPv4Address(10, 0, 0, 7), client: ClientIdentity(HardwareAddress(2, 0, 0, 0, 0, 7)),
            hardwareAddress: HardwareAddress(2, 0, 0, 0, 0, 7), state: .bound, start: 1_800_000_000,
            end: 1_800_003_600, sentOptions: [12, 2, 0x70, 0x69], lead: 900)

        @Test func aLeaseIsReadAsItWasWritten() throws {
            var long = Self.lease
            long.client = try #require(ClientIdentity(clientIdentifier: Array(1...255)))
            long.state = .declined
            long.end = .max
            long.sentOptions = Array(repeating: 0, count: 1000)
            for lease in [Self.lease, long] {
                let record = try LeaseRecord(LeaseRecord.octets(of: lease), of: lease.address)
                #expect(record == LeaseRecord(lease: lease))
            }
        }

        /// Records of before have to be readable for ever.
        @Test func theFirstVersionIsWhatItWas() {
            let text = LeaseRecord.octets(of: Self.lease).map { String(format: "%02x", $0) }.joined()
            #expect(
                text
                    == "01016b49d2006b49e01000000384" + "07" + "01020000000007" + "010007" + "01020000000007" + "0004"
                    + "0c027069")
        }

        @Test func whatALaterVersionAddsIsKept() throws {
            let record = try LeaseRecord(LeaseRecord.octets(of: Self.lease) + [1, 2, 3], of: Self.lease.address)
            #expect(record == LeaseRecord(lease: Self.lease, rest: [1, 2, 3]))
            #expect(record.octets == LeaseRecord.octets(of: Self.lease) + [1, 2, 3])
        }

        @Test func eachShorterRecordIsRefusedAndSoIsAnotherVersion() {
            let octets = LeaseRecord.octets(of: Self.lease)
            for count in 0..<octets.count {
                #expect(throws: EtcdError.self) { try LeaseRecord(octets.prefix(count), of: Self.lease.address) }
            }
            let later = Data([2]) + octets.dropFirst()
            let error = #expect(throws: EtcdError.self) { try LeaseRecord(later, of: Self.lease.address) }
            #expect(error?.description.contains("version 2") == true)
        }

        @Test func aMarkIsReadAsItWasWritten() {
            let mark = LeaseTimeMark(
                leaseTime: DHCPInstant(nanoseconds: 1_800_000_000_123_456_789),
                timeOfDay: DHCPInstant(nanoseconds: 1_800_000_009_000_000_000), boot: "a-b", sinceBoot: .milliseconds(7)
            )
            #expect(MarkRecord.mark(MarkRecord.octets(of: mark)) == mark)
            #expect(MarkRecord.mark(Data([1, 2])) == nil)
        }
    }
#endif
