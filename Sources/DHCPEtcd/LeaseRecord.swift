#if Etcd
    import DHCP
    import DHCPLeases
    import Foundation

    /// A lease as octets.
    ///
    /// | octets | |
    /// |---|---|
    /// | 1 | the version, 1: what an older program can not read at all has another |
    /// | 1 | state |
    /// | 4, 4, 4 | start, end, lead |
    /// | 1, n | the count of the hardware address with its type in front, and both |
    /// | 1, 2, n | where the client's octets come from, their count, and they |
    /// | 2, n | the count of the options that were sent, and they |
    /// | rest | what later versions add; whoever changes a lease and does not know it keeps it |
    ///
    /// Numbers are in network order. The same lease gives the same octets, so that a store can compare.
    struct LeaseRecord: Hashable {
        let lease: Lease
        /// What a later version added.
        let rest: [UInt8]

        private static let version: UInt8 = 1

        init(lease: Lease, rest: [UInt8] = []) {
            (self.lease, self.rest) = (lease, rest)
        }

        /// The octets.
        var octets: Data { Self.octets(of: lease, rest: rest) }

        static func octets(of lease: Lease, rest: [UInt8] = []) -> Data {
            var octets: [UInt8] = []
            octets.reserveCapacity(48 + lease.sentOptions.count)
            octets.append(version)
            octets.append(lease.state.rawValue)
            for number in [lease.start, lease.end, lease.lead] { append(number, to: &octets) }
            lease.hardwareAddress.withTypeAndOctets { hardware in
                octets.append(UInt8(truncatingIfNeeded: hardware.byteCount))
                hardware.withUnsafeBytes { octets += $0 }
            }
            octets.append(lease.client.source.rawValue)
            let client = lease.client.octets
            append(UInt16(truncatingIfNeeded: client.count), to: &octets)
            octets += client
            append(UInt16(truncatingIfNeeded: lease.sentOptions.count), to: &octets)
            octets += lease.sentOptions
            octets += rest
            return Data(octets)
        }

        private static func append(_ number: some FixedWidthInteger, to octets: inout [UInt8]) {
            for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
                octets.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }

        /// Reads a lease of an address.
        ///
        /// Throws ``EtcdError``.
        init(_ octets: Data, of address: IPv4Address) throws(EtcdError) {
            var reader = OctetReader(octets)
            guard let version = reader.number(UInt8.self) else { throw Self.malformed(address) }
            guard version == Self.version else {
                throw EtcdError(
                    .malformed,
                    "the lease of \(address) in etcd is of version \(version), which this program can not read: update it"
                )
            }
            guard let state = reader.number(UInt8.self).flatMap(LeaseState.init),
                let start = reader.number(UInt32.self), let end = reader.number(UInt32.self),
                let lead = reader.number(UInt32.self),
                let length = reader.number(UInt8.self), let type = reader.number(UInt8.self),
                let hardware = reader.range(Int(length) - 1),
                let hardwareAddress = HardwareAddress(
                    type: HardwareType(rawValue: type), octets: reader.octets.span.bytes.extracting(hardware)),
                let source = reader.number(UInt8.self).flatMap(ClientIdentity.Source.init),
                let identity = reader.number(UInt16.self).flatMap({ reader.range(Int($0)) }),
                let client = ClientIdentity(source: source, octets: reader.octets.span.bytes.extracting(identity)),
                let options = reader.number(UInt16.self).flatMap({ reader.range(Int($0)) }).map({
                    Array(reader.octets[$0])
                })
            else { throw Self.malformed(address) }
            lease = Lease(
                address: address, client: client, hardwareAddress: hardwareAddress, state: state, start: start,
                end: end, sentOptions: options, lead: lead)
            rest = reader.rest
        }

        private static func malformed(_ address: IPv4Address) -> EtcdError {
            EtcdError(
                .malformed,
                "what etcd has of \(address) is no lease: something else uses the same keys, so choose another prefix")
        }
    }

    /// The clocks as octets.
    enum MarkRecord {
        private static let version: UInt8 = 1

        static func octets(of mark: LeaseTimeMark) -> Data {
            let (seconds, attoseconds) = mark.sinceBoot.components
            let numbers = [
                mark.leaseTime.nanoseconds, mark.timeOfDay.nanoseconds,
                seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ attoseconds / 1_000_000_000,
            ]
            var octets = Data([version])
            for number in numbers { withUnsafeBytes(of: number.bigEndian) { octets.append(contentsOf: $0) } }
            octets.append(contentsOf: mark.boot.utf8)
            return octets
        }

        /// Reads a mark; `nil` when it is none, or one of a later version.
        static func mark(_ octets: Data) -> LeaseTimeMark? {
            var reader = OctetReader(octets)
            guard reader.number(UInt8.self) == version, let leaseTime = reader.number(Int64.self),
                let timeOfDay = reader.number(Int64.self), let sinceBoot = reader.number(Int64.self)
            else { return nil }
            return LeaseTimeMark(
                leaseTime: DHCPInstant(nanoseconds: leaseTime), timeOfDay: DHCPInstant(nanoseconds: timeOfDay),
                boot: String(decoding: reader.rest, as: UTF8.self), sinceBoot: .nanoseconds(sinceBoot))
        }
    }

    /// Reads numbers and octets from the beginning of some.
    private struct OctetReader {
        let octets: [UInt8]
        private var index = 0

        init(_ data: Data) { octets = Array(data) }

        mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
            let size = Number.bitWidth / 8
            guard octets.count - index >= size else { return nil }
            defer { index += size }
            var bits: UInt64 = 0
            for place in index..<index + size { bits = bits << 8 | UInt64(octets[place]) }
            return Number(truncatingIfNeeded: bits)
        }

        /// Where the next octets stand; `nil` when there are fewer.
        mutating func range(_ count: Int) -> Range<Int>? {
            guard count >= 0, octets.count - index >= count else { return nil }
            defer { index += count }
            return index..<index + count
        }

        var rest: [UInt8] { Array(octets[index...]) }
    }
#endif
