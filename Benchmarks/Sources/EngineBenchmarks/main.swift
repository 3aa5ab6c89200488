// Decisions of the lease engine with many leases: `make bench`. Other numbers of leases may be given as arguments.

import BenchmarkSupport
import DHCP
import DHCPLeases

func hardwareAddress(_ number: Int) -> HardwareAddress {
    HardwareAddress(
        2, 0, UInt8(number >> 24 & 255), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
}

/// The address of lease `number`.
func address(of number: Int) -> IPv4Address {
    IPv4Address(bitPattern: IPv4Address(10, 0, 1, 0).bitPattern + UInt32(number))
}

/// An engine that serves 10.0.0.0/10, with `count` leases.
func engine(leases count: Int) throws -> LeaseEngine {
    guard let prefix = IPv4Prefix(IPv4Address(10, 0, 0, 0), length: 10),
        let range = IPv4Range(IPv4Address(10, 0, 1, 0), prefix.last)
    else { throw LeaseConfigurationError.tooManyAddresses }
    var engine = try LeaseEngine(configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
    for number in 0..<count {
        let hardware = hardwareAddress(number)
        let lease = Lease(
            address: address(of: number), client: ClientIdentity(hardware), hardwareAddress: hardware, state: .bound,
            start: 1_767_225_600,
            end: 1_767_225_600 + 20_000 + UInt32(number % 20_000))
        engine.apply(LeaseChange(before: nil, after: lease))
    }
    return engine
}

/// What client `number` sends to get the address that it will be offered: DISCOVER, and REQUEST of the offer.
///
/// The pool is given out in order, so the address is known beforehand and both can be made before the clock runs.
func messages(of number: Int) -> (discover: DHCPRequest, request: DHCPRequest) {
    var message = DHCPMessage(
        op: .bootRequest, xid: UInt32(number), hardwareAddress: hardwareAddress(number),
        giaddr: IPv4Address(10, 0, 0, 2))
    message.options[.messageType] = .discover
    message.options[raw: .parameterRequestList] = [1, 3, 6, 15, 51, 54]
    let discover = received(message)
    message.options[.messageType] = .request
    message.options[.requestedAddress] = address(of: number)
    message.options[.serverIdentifier] = origin.localAddress
    return (discover, received(message))
}

/// The message as a server has it: decoded from a datagram.
func received(_ message: DHCPMessage) -> DHCPRequest {
    do throws(DHCPDecodingError) {
        return DHCPRequest(message: try DHCPMessage(decoding: message.encode()), origin: origin)
    } catch {
        fatalError("a message can not be decoded that was just encoded: \(error)")
    }
}

/// Decides as a server does: the changes of a batch are in one array, and the memory of an answer that left is used again.
@inline(__always)
func decide(_ request: DHCPRequest, _ engine: inout LeaseEngine, _ changes: inout [LeaseChange]) {
    var decision = engine.decide(request, at: now, changes: &changes)
    blackHole(decision)
    if let reply = decision.reply.take() { engine.reuse(reply) }
}

let now = DHCPInstant(seconds: 1_767_225_700)
let origin = DHCPOrigin(
    interface: "eth0", localAddress: IPv4Address(10, 0, 0, 1), peer: DHCPEndpoint(IPv4Address(10, 0, 0, 2), port: 67))
// Memory first, while the process is small: what is freed later is not all given back to the system.
for count in [100_000, 1_000_000] {
    let before = Memory.residentOctets()
    let engine = try engine(leases: count)
    print("\(count) leases in a pool of 4 million: \((Memory.residentOctets() - before) / count) octets of memory each")
    blackHole(engine)
}
// Short rounds: what else runs on the machine spoils some of them and not the best. The messages of a round are made
// just before it, as a server decides what it has just read.
let (rounds, exchanges) = (2_000, 100)
let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
for count in counts.isEmpty ? [1_000, 100_000, 1_000_000] : counts {
    var engine = try engine(leases: count)
    var clients: [(discover: DHCPRequest, request: DHCPRequest)] = []
    var changes: [LeaseChange] = []
    var known = count
    var next = 0
    let result = Measurement.take(rounds: rounds, count: exchanges) {
        clients = (known..<known + exchanges).map { messages(of: $0) }
        known += exchanges
        next = 0
        changes.removeAll(keepingCapacity: true)
    } _: {
        decide(clients[next].discover, &engine, &changes)
        decide(clients[next].request, &engine, &changes)
        next += 1
    }
    let wrong = (count..<known).count { number in
        engine.lease(at: address(of: number))?.hardwareAddress != hardwareAddress(number)
    }
    print(result.line("DISCOVER and REQUEST of a new client, \(count) leases"))
    print("    \(Int(1e9 / result.nanoseconds)) exchanges/s, \(wrong) of them wrong")
}
try measureSuccession(of: try engine(leases: 1_000_000))
for count in [1, 10_000] { try measureWriting(subnets: count) }
