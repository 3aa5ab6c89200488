import DHCP
import DHCPLeases

extension StoreCheck {
    /// A bound lease, another for each number, of the client of that number or of another.
    static func lease(_ number: Int, of client: Int? = nil) -> Lease {
        let octets = (0..<4).map { UInt8(truncatingIfNeeded: (client ?? number) >> (8 * (3 - $0))) }
        let hardware = HardwareAddress(2, 0, octets[0], octets[1], octets[2], octets[3])
        return Lease(
            address: IPv4Address(bitPattern: 0x0A00_0000 + UInt32(truncatingIfNeeded: number)),
            client: ClientIdentity(hardware), hardwareAddress: hardware, state: .bound, start: 1_767_225_600,
            end: 1_767_229_200)
    }

    private static func identity(_ source: ClientIdentity.Source, _ count: Int) -> ClientIdentity? {
        ClientIdentity(source: source, octets: [UInt8](repeating: 0xFE, count: count).span.bytes)
    }

    /// Marks at the limits of every field.
    static let marks: [LeaseTimeMark] = [
        LeaseTimeMark(leaseTime: DHCPInstant(nanoseconds: 0), timeOfDay: DHCPInstant(nanoseconds: 0)),
        LeaseTimeMark(
            leaseTime: DHCPInstant(nanoseconds: .max), timeOfDay: DHCPInstant(nanoseconds: .max),
            boot: String(repeating: "f", count: 32), sinceBoot: .nanoseconds(Int64.max)),
        LeaseTimeMark(
            leaseTime: DHCPInstant(nanoseconds: 1_767_225_600_123_456_789), timeOfDay: DHCPInstant(nanoseconds: 1),
            boot: "0123456789abcdef0123456789abcdef", sinceBoot: .nanoseconds(-1)),
    ]

    /// Leases at the limits of every field.
    static let varied: [Lease] = {
        let sources: [ClientIdentity.Source] = [
            .clientIdentifier, .hardwareAddress, .circuitIdentifier, .remoteIdentifier,
        ]
        var leases: [Lease] = []
        for (index, state) in LeaseState.allCases.enumerated() {
            for (place, count) in [1, 2, 24, 25, 255].enumerated() {
                var lease = Self.lease(1000 * index + place)
                lease.state = state
                lease.client = identity(sources[index], count) ?? lease.client
                lease.sentOptions = [12, UInt8(count)] + [UInt8](repeating: 0x61, count: count)
                leases.append(lease)
            }
        }
        for (index, count) in [0, 1, 6, 8, 16].enumerated() {
            var lease = Self.lease(9000 + index)
            lease.hardwareAddress =
                HardwareAddress(type: HardwareType(rawValue: 32), octets: [UInt8](repeating: 0, count: count))
                ?? lease.hardwareAddress
            leases.append(lease)
        }
        for (address, time) in [(UInt32.min, UInt32.min), (.max, .max), (0x8000_0000, 0x8000_0000)] {
            var lease = Self.lease(0)
            lease.address = IPv4Address(bitPattern: address)
            (lease.start, lease.end) = (time, time)
            lease.lead = time
            leases.append(lease)
        }
        return leases
    }()
}
