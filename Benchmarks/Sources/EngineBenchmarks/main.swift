// Decisions of the lease engine with many leases: `make bench`.

import BenchmarkSupport
import DHCP
import DHCPLeases
import Glibc

func hardwareAddress(_ number: Int) -> HardwareAddress {
    HardwareAddress(
        2, 0, UInt8(number >> 24 & 255), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
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
            address: IPv4Address(bitPattern: range.first.bitPattern + UInt32(number)), client: ClientIdentity(hardware),
            hardwareAddress: hardware, state: .bound, start: 1_767_225_600,
            end: 1_767_225_600 + 20_000 + UInt32(number % 20_000))
        engine.apply(LeaseChange(before: nil, after: lease))
    }
    return engine
}

/// The memory of this process, in octets.
func residentOctets() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var total = 0
    var resident = 0
    return withUnsafeMutablePointer(to: &total) { total in
        withUnsafeMutablePointer(to: &resident) { resident in
            withVaList([total, resident]) { vfscanf(file, "%ld %ld", $0) == 2 ? resident.pointee * 4096 : 0 }
        }
    }
}

let now = DHCPInstant(seconds: 1_767_225_700)
let origin = DHCPOrigin(
    interface: "eth0", localAddress: IPv4Address(10, 0, 0, 1), peer: DHCPEndpoint(IPv4Address(10, 0, 0, 2), port: 67))
let base = try engine(leases: 0)
let baseOctets = residentOctets()
for count in [1_000, 100_000, 1_000_000] {
    var engine = try engine(leases: count)
    let octets = residentOctets() - baseOctets
    var next = count
    let result = Measurement.take(rounds: 3, count: 50_000) {
        var message = DHCPMessage(
            op: .bootRequest, xid: UInt32(next), hardwareAddress: hardwareAddress(next),
            giaddr: IPv4Address(10, 0, 0, 2))
        message.options[.messageType] = .discover
        message.options[raw: .parameterRequestList] = [1, 3, 6, 15, 51, 54]
        guard let offer = engine.decide(DHCPRequest(message: message, origin: origin), at: now).reply?.message else {
            return
        }
        message.options[.messageType] = .request
        message.options[.requestedAddress] = offer.yiaddr
        message.options[.serverIdentifier] = offer.options[.serverIdentifier]
        blackHole(engine.decide(DHCPRequest(message: message, origin: origin), at: now))
        next += 1
    }
    print(result.line("DISCOVER and REQUEST of a new client, \(count) leases"))
    print("    \(Int(1e9 / result.nanoseconds)) exchanges/s, building the client's messages included")
    if count >= 100_000 { print("    \(octets / count) octets of memory a lease, pool of 4 million included") }
}
