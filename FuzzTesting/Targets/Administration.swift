import DHCP
import DHCPConfiguration
import DHCPLeaseFiles
import DHCPLeases
import Foundation

/// Reads octets as what a caller of the administration sends: the first says as what, the rest is its text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let octets = UnsafeBufferPointer(start: start, count: count)
    let rest = Array(octets.dropFirst())
    let text = String(decoding: rest, as: UTF8.self)
    switch octets[0] % 7 {
    case 0: readLeases(text)
    case 1: readEvents(text)
    case 2: readHistory(text)
    case 3: readReservation(rest)
    case 4: readConfiguration(text)
    case 5: readPage(rest)
    default: readNames(text)
    }
    return 0
}

/// The leases among which a query finds some, in the order of their addresses.
private let leases: [Lease] = [UInt32](arrayLiteral: 0, 1, 0x0A00_0001, 0x0A00_0005, 0x7FFF_FFFF, .max - 1, .max).map {
    let hardware = HardwareAddress(2, 0, 0, 0, 0, UInt8(truncatingIfNeeded: $0))
    return Lease(
        address: IPv4Address(bitPattern: $0), client: ClientIdentity(hardware), hardwareAddress: hardware,
        state: .bound,
        start: 0, end: .max, sentOptions: [12, 7] + Array("printer".utf8))
}

/// A query for leases: what it finds lies where it asks, and behind its cursor.
private func readLeases(_ text: String) {
    guard let parameters = try? QueryParameters(text), let query = try? LeaseQuery(parameters) else { return }
    expect((1...1000).contains(query.limit), "\(query.limit) leases in a page")
    let addresses = leases.map(\.address.bitPattern)
    let positions = query.positions(in: addresses)
    for (position, lease) in leases.enumerated() {
        let isMeant =
            query.range?.contains(lease.address) ?? true && lease.address > query.after ?? .any
            || query.after == nil && query.range == nil
            || query.after == nil && query.range?.contains(lease.address) == true
        expect(positions.contains(position) == isMeant, "\(lease.address) in \(positions) for \(text.debugDescription)")
        _ = query.matches(lease)
    }
}

/// A query for events; the first line is what a browser says that comes again.
private func readEvents(_ text: String) {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard let parameters = try? QueryParameters(parts.count > 1 ? String(parts[1]) : ""),
        let query = try? EventQuery(parameters, lastEventID: parts.first.map(String.init))
    else { return }
    expect(!query.kinds.isEmpty, "no kind of event")
}

/// A query for the history, with its times.
private func readHistory(_ text: String) {
    guard let parameters = try? QueryParameters(text), let request = try? HistoryRequest(parameters) else { return }
    expect(!request.query.times.isEmpty && (1...1000).contains(request.query.limit), "\(request.query)")
}

/// The body of a reservation, which is written again as it is read.
private func readReservation(_ octets: [UInt8]) {
    guard let reservation = try? JSONDecoder().decode(RuntimeReservation.self, from: Data(octets)) else { return }
    let written = try? JSONEncoder().encode(reservation)
    let again = written.flatMap { try? JSONDecoder().decode(RuntimeReservation.self, from: $0) }
    expect(again == reservation, "\(reservation) reads otherwise")
    expect(Reservation.Identifier("\(reservation.client)") == reservation.client, "\(reservation.client)")
}

/// A configuration that somebody sent: what is accepted can be served, or is refused with its reason.
private func readConfiguration(_ text: String) {
    guard let (configuration, _) = try? ServerConfiguration.parse(posted: text) else { return }
    _ = try? LeaseEngine(configuration: configuration.leases)
}

/// A page of leases, which a command reads; a lease is written again as it is read.
private func readPage(_ octets: [UInt8]) {
    guard let page = try? LeaseJSONPage(octets) else { return }
    for lease in page.leases {
        let line = LeaseJSON.line(lease)
        let again = try? LeaseJSONPage(Array("{\"leases\":[\(line)]}".utf8)).leases
        expect(again == [lease], "\(line) reads otherwise")
    }
}

/// What stands in paths and values: addresses, prefixes, ranges, clients, patterns.
private func readNames(_ text: String) {
    let decoded = text.removingPercentEncoding ?? text
    if let prefix = IPv4Prefix(decoded) {
        expect(IPv4Prefix("\(prefix)") == prefix, "\(prefix)")
        expect(prefix.contains(prefix.last), "\(prefix)")
    }
    if let range = IPv4Range(decoded) { expect(IPv4Range("\(range)") == range && range.count > 0, "\(range)") }
    if let client = Reservation.Identifier(decoded) {
        expect(Reservation.Identifier("\(client)") == client, "\(client)")
    }
    if let pattern = HardwarePattern(decoded) { _ = leases.map { pattern.matches($0.hardwareAddress) } }
    let choice = LeaseChoice(
        client: LeaseChoice.Client(decoded), host: LeaseChoice.namePattern(decoded), text: decoded)
    _ = leases.map { choice.matches($0) }
}
