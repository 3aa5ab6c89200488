import DHCP
import DHCPConfiguration
import DHCPExplain
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
    switch octets[0] % 10 {
    case 0: readLeases(text)
    case 1: readEvents(text)
    case 2: readHistory(text)
    case 3: readReservation(rest)
    case 4: readConfiguration(text)
    case 5: readPage(rest)
    case 6: readNames(text)
    case 7: readQuestion(rest)
    case 8: readParameters(text)
    default: readLogin(rest)
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
    _ = try? JSONDecoder().decode(ReservationWish.self, from: Data(octets))
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

/// What is served to whom somebody asks about.
private let engine: LeaseEngine? = {
    let text = """
        server: { identifier: 10.0.0.1 }
        classes: [{ name: pxe, match: { vendor-class: "PXEClient*" } }]
        subnets:
          - subnet: 10.0.0.0/24
            relays: [10.0.0.254]
            pools: [{ range: 10.0.0.5-10.0.0.9, classes: [pxe] }, 10.0.0.20-10.0.0.30]
            reservations: [{ hw-address: "02:00:00:00:00:05", address: 10.0.0.7 }]
          - { subnet: 10.0.1.0/24, pools: [10.0.1.5-10.0.1.9] }
        """
    guard let (configuration, _) = try? ServerConfiguration.parse(posted: text),
        var engine = try? LeaseEngine(configuration: configuration.leases)
    else { return nil }
    for lease in leases { engine.apply(LeaseChange(before: nil, after: lease)) }
    return engine
}()

/// The body of a question about a client: what it asks can be decided about and explained, and is written again as it is read.
private func readQuestion(_ octets: [UInt8]) {
    guard let request = try? JSONDecoder().decode(ExplanationRequest.self, from: Data(octets)),
        let name = ClientName(request.client)
    else { return }
    let written = try? JSONEncoder().encode(request)
    let again = written.flatMap { try? JSONDecoder().decode(ExplanationRequest.self, from: $0) }
    expect(again?.wish == request.wish && again?.client == request.client, "\(request) reads otherwise")
    guard var engine else { return expect(false, "what is served can not be") }
    let known = KnownClient(
        name, leases: leases.filter(name.means), configuration: engine.configuration, now: 1_800_000_000)
    let place = QuestionPlace(
        known: known, wish: request.wish, configuration: engine.configuration, interfaces: [])
    guard let question = try? place.question(), let message = question.message() else { return }
    let now = DHCPInstant(seconds: 1_800_000_000).advanced(by: .seconds(request.wish.delay))
    var trace = DecisionTrace()
    let decision = engine.preview(message, at: now, tracing: &trace)
    let explained = ExplainedMessage(decision, trace, of: message)
    let explanation = Explanation(explained, in: NetworkFacts(engine, about: explained, at: now))
    let report = ClientReport(known.title, at: 1_800_000_000, known: known.lines, wouldHappen: explanation)
    expect((try? JSONEncoder().encode(report)) != nil, "\(request) can not be answered")
}

/// Numbers, times and flags, as any route takes them.
private func readParameters(_ text: String) {
    guard let parameters = try? QueryParameters(text) else { return }
    for name in ["last", "limit", "after"] {
        let number = try? parameters.number(name, in: 1...86_400)
        expect(number.map { (1...86_400).contains($0) } ?? true, "\(name) is \(String(describing: number))")
    }
    _ = try? parameters.time("at")
    _ = ["pools", "check", "plan"].map { try? parameters.flag($0) }
}

/// What a browser says that logs in.
private func readLogin(_ octets: [UInt8]) {
    for isForm in [false, true] { _ = LoginSecret(octets, isForm: isForm) }
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
    if let name = ClientName(decoded) { _ = leases.map(name.means) }
    if let pattern = HardwarePattern(decoded) { _ = leases.map { pattern.matches($0.hardwareAddress) } }
    let choice = LeaseChoice(
        client: LeaseChoice.Client(decoded), host: LeaseChoice.namePattern(decoded), text: decoded)
    _ = leases.map { choice.matches($0) }
}
