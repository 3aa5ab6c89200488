package import DHCP

extension Lease {
    /// Appends the lease as octets, without its address: the way in which stores keep it, which never changes.
    ///
    /// | octets | |
    /// |---|---|
    /// | 1 | state |
    /// | 4, 4, 4 | start, end, lead |
    /// | 1, n | the count of the hardware address with its type in front, and both |
    /// | 1, 2, n | where the client's octets come from, their count, and they |
    /// | 2, n | the count of the options that were sent, and they |
    ///
    /// Numbers are in network order. The same lease gives the same octets, so that a store can compare.
    package func append(to octets: inout [UInt8]) {
        octets.reserveCapacity(octets.count + 48 + sentOptions.count)
        octets.append(state.rawValue)
        for number in [start, end, lead] { number.append(to: &octets) }
        hardwareAddress.withTypeAndOctets { hardware in
            octets.append(UInt8(truncatingIfNeeded: hardware.byteCount))
            hardware.withUnsafeBytes { octets += $0 }
        }
        octets.append(client.source.rawValue)
        let client = client.octets
        UInt16(truncatingIfNeeded: client.count).append(to: &octets)
        octets += client
        UInt16(truncatingIfNeeded: sentOptions.count).append(to: &octets)
        octets += sentOptions
    }

    /// Reads the lease of an address; `nil` when it is none.
    package init?(of address: IPv4Address, _ reader: inout OctetReader) {
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
            let options = reader.number(UInt16.self).flatMap({ reader.range(Int($0)) })
        else { return nil }
        self.init(
            address: address, client: client, hardwareAddress: hardwareAddress, state: state, start: start, end: end,
            sentOptions: Array(reader.octets[options]), lead: lead)
    }
}
