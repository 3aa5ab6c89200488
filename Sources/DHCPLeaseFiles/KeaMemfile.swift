import DHCP
import DHCPLeases

/// The CSV file of Kea's memfile back end (`kea-leases4.csv`), a log in which the last line of an address counts.
struct KeaMemfile: LeaseLineParser {
    /// Where each column stands, by its name.
    private var columns: [String: Int] = [:]

    mutating func parse(_ line: ArraySlice<UInt8>) throws(LeaseFileProblem) -> LeaseLine? {
        if line.isEmpty || line.first == UInt8(ascii: "#") { return nil }
        let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        if columns.isEmpty || fields[0].text == "address" {
            columns = Dictionary(fields.enumerated().map { ($1.text, $0) }, uniquingKeysWith: { first, _ in first })
            return nil
        }
        let address = field("address", fields)
        let time = try LeaseFileProblem.require(
            UInt32(field("valid_lifetime", fields).text), "lifetime", field("valid_lifetime", fields))
        var row = LeaseFileRow(
            address: try LeaseFileProblem.require(IPv4Address(address.text), "address", address))
        // Kea writes a lease it deletes with a lifetime of zero.
        row.isRemoval = time == 0
        try addClient(fields, to: &row)
        try addTimes(fields, time, to: &row)
        row.state = try state(field("state", fields).text)
        row.hostName = Self.plain(field("hostname", fields))
        guard row.client != nil || row.state == .declined || row.isRemoval else {
            throw LeaseFileProblem("neither hardware address nor client identifier")
        }
        return .row(row)
    }

    private func addClient(_ fields: [ArraySlice<UInt8>], to row: inout LeaseFileRow) throws(LeaseFileProblem) {
        let hardware = field("hwaddr", fields)
        let hardwareAddress = try LeaseFileProblem.require(
            OctetText.octets(hardware.text).flatMap { HardwareAddress(octets: $0) }, "hardware address", hardware)
        let identifier = field("client_id", fields)
        let octets = try LeaseFileProblem.require(OctetText.octets(identifier.text), "client identifier", identifier)
        row.hardwareAddress = hardwareAddress
        row.client =
            ClientIdentity(clientIdentifier: octets)
            ?? (hardwareAddress.count > 0 ? ClientIdentity(hardwareAddress) : nil)
    }

    private func addTimes(
        _ fields: [ArraySlice<UInt8>], _ time: UInt32, to row: inout LeaseFileRow
    ) throws(LeaseFileProblem) {
        let expire = field("expire", fields)
        let end = try LeaseFileProblem.require(UInt64(expire.text), "time", expire)
        row.start = UInt32(clamping: Int64(clamping: end) - Int64(time))
        row.end =
            time == LeaseTimes.infinite
            ? LeaseTimes.infinite : UInt32(clamping: min(end, UInt64(LeaseTimes.infinite - 1)))
    }

    private func state(_ text: String) throws(LeaseFileProblem) -> LeaseState {
        switch text {
        case "1": return .declined
        case "2": return .expired
        case "3": return .released
        // Kea keeps for its client what is in a state that it does not know, and gives it to nobody else.
        case _ where text.isEmpty || UInt32(text) != nil: return .bound
        default: throw LeaseFileProblem("no state of a lease: \(text.prefix(60))")
        }
    }

    private func field(_ name: String, _ fields: [ArraySlice<UInt8>]) -> ArraySlice<UInt8> {
        guard let column = columns[name], fields.indices.contains(column) else { return [] }
        return fields[column]
    }

    /// A comma in a value is written `&#x2c`, and other octets that would disturb likewise.
    private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = text
        while let octet = rest.first {
            let code = rest.dropFirst(3).prefix(2)
            if rest.starts(with: Array("&#x".utf8)), code.count == 2, let escaped = UInt8(code.text, radix: 16) {
                octets.append(escaped)
                rest = rest.dropFirst(5)
            } else {
                octets.append(octet)
                rest = rest.dropFirst()
            }
        }
        return octets
    }
}
