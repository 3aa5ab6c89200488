import DHCP
import DHCPLeases

/// The CSV file of Kea's memfile back end (`kea-leases4.csv`), a log in which the last line of an address counts.
struct KeaMemfile: LeaseFileParser {
    /// Where each column stands, by its name.
    private var columns: [Substring: Int] = [:]

    mutating func parse(_ line: Substring) throws(LeaseFileProblem) -> LeaseChange? {
        if line.isEmpty || line.hasPrefix("#") { return nil }
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        if columns.isEmpty || fields.first == "address" {
            columns = Dictionary(fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            return nil
        }
        let time = try LeaseFileProblem.require(UInt32(field("valid_lifetime", fields)), "lifetime", line)
        let lease = try lease(fields, time)
        // Kea writes a lease it deletes with a lifetime of zero.
        return time == 0 ? LeaseChange(before: lease, after: nil) : LeaseChange(before: nil, after: lease)
    }

    private func lease(_ fields: [Substring], _ time: UInt32) throws(LeaseFileProblem) -> Lease {
        let address = field("address", fields)
        let hardware = field("hwaddr", fields)
        let hardwareAddress = try LeaseFileProblem.require(
            OctetText.octets(hardware).flatMap { HardwareAddress(octets: $0) }, "hardware address", hardware)
        let identifier = field("client_id", fields)
        let octets = try LeaseFileProblem.require(OctetText.octets(identifier), "client identifier", identifier)
        let client = ClientIdentity(clientIdentifier: octets)
        guard client != nil || hardwareAddress.count > 0 else {
            throw LeaseFileProblem("neither hardware address nor client identifier")
        }
        let expire = field("expire", fields)
        let end = try LeaseFileProblem.require(UInt64(expire), "time", expire)
        let isInfinite = time == LeaseTimes.infinite
        return Lease(
            address: try LeaseFileProblem.require(IPv4Address(address), "address", address),
            client: client ?? ClientIdentity(hardwareAddress), hardwareAddress: hardwareAddress,
            state: try state(field("state", fields)), start: UInt32(clamping: Int64(clamping: end) - Int64(time)),
            end: isInfinite ? LeaseTimes.infinite : UInt32(clamping: min(end, UInt64(LeaseTimes.infinite - 1))),
            sentOptions: DHCPOptions.remembered(hostName: Self.plain(field("hostname", fields))))
    }

    private func state(_ text: Substring) throws(LeaseFileProblem) -> LeaseState {
        switch text {
        case "", "0": return .bound
        case "1": return .declined
        case "2": return .expired
        case "3": return .released
        default: throw LeaseFileProblem("no state of a lease: \(text)")
        }
    }

    private func field(_ name: Substring, _ fields: [Substring]) -> Substring {
        guard let column = columns[name], fields.indices.contains(column) else { return "" }
        return fields[column]
    }

    /// A comma in a value is written `&#x2c`.
    private static func plain(_ text: Substring) -> Substring {
        text.contains("&#x2c") ? Substring(text.replacing("&#x2c", with: ",")) : text
    }
}
