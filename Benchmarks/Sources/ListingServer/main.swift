// A server with a million leases, all of which somebody lists again and again when the second argument is `list`: what that
// costs the clients is seen beside the same server without.
//
//   ListingServer ADDRESS [list]

import DHCP
import DHCPLeases
import DHCPServer
import Logging

let arguments = Array(CommandLine.arguments.dropFirst())
let own = arguments.first.flatMap { IPv4Address($0) } ?? .loopback
let isListing = arguments.dropFirst().first == "list"

/// The lease of a client that no load generator has, behind the addresses for those.
func lease(_ number: UInt32) -> Lease {
    let hardware = HardwareAddress(6, 0, 0, UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
    return Lease(
        address: IPv4Address(bitPattern: 0x0A80_0001 + number), client: ClientIdentity(hardware),
        hardwareAddress: hardware, state: .bound, start: 0, end: .max)
}

let prefixes = ["10.0.0.0/8"].compactMap { IPv4Prefix($0) }
let pools = ["10.64.0.1-10.79.255.255", "10.128.0.1-10.143.255.255"].compactMap { IPv4Range($0) }.map { Pool($0) }
var configuration = LeaseConfiguration(subnets: prefixes.map { Subnet($0, pools: pools) })
configuration.serverAddresses = [own]
let engine = try LeaseEngine(configuration: configuration)
let store = InMemoryLeaseStore((0..<1_000_000).map { lease($0) })

let logger = Logger(label: "listing")
let transport = UDPTransport(
    configuration: UDPTransport.Configuration(listen: DHCPEndpoint(.any, port: 67)), logger: logger)
let service = DHCPService(LeaseResponder(engine: engine, store: store), transport: transport)
if isListing {
    Task {
        while true {
            let start = ContinuousClock.now
            var count = 0
            for try await page in service.leases() { count += page.count }
            print("listed \(count) leases in \(start.duration(to: .now))")
        }
    }
}
await service.runAsProgram()
