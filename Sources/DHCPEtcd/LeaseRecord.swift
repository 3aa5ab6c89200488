#if Etcd
    import DHCP
    import DHCPLeases
    import Foundation

    /// A lease as octets: the version, 1 (what an older program can not read at all has another), the lease
    /// (`Lease.append(to:)`), and what later versions add; whoever changes a lease and does not know it keeps it.
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
            var octets = [version]
            lease.append(to: &octets)
            octets += rest
            return Data(octets)
        }

        /// Reads a lease of an address.
        ///
        /// Throws ``EtcdError``.
        init(_ octets: Data, of address: IPv4Address) throws(EtcdError) {
            var reader = OctetReader(Array(octets))
            guard let version = reader.number(UInt8.self) else { throw Self.malformed(address) }
            guard version == Self.version else {
                throw EtcdError(
                    .malformed,
                    "the lease of \(address) in etcd is of version \(version), which this program can not read: update it"
                )
            }
            guard let lease = Lease(of: address, &reader) else { throw Self.malformed(address) }
            self.lease = lease
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
            var octets = [version]
            for number in numbers { number.append(to: &octets) }
            return Data(octets + Array(mark.boot.utf8))
        }

        /// Reads a mark; `nil` when it is none, or one of a later version.
        static func mark(_ octets: Data) -> LeaseTimeMark? {
            var reader = OctetReader(Array(octets))
            guard reader.number(UInt8.self) == version, let leaseTime = reader.number(Int64.self),
                let timeOfDay = reader.number(Int64.self), let sinceBoot = reader.number(Int64.self)
            else { return nil }
            return LeaseTimeMark(
                leaseTime: DHCPInstant(nanoseconds: leaseTime), timeOfDay: DHCPInstant(nanoseconds: timeOfDay),
                boot: String(decoding: reader.rest, as: UTF8.self), sinceBoot: .nanoseconds(sinceBoot))
        }
    }
#endif
