// One sender that invents hardware addresses, two million in two minutes of virtual time, with the limits that hold
// when nothing else is said: `make bench`.

import BenchmarkSupport
import DHCP
import DHCPLeases

let relay = IPv4Address(10, 0, 0, 2)
let origin = DHCPOrigin(
    interface: "eth0", localAddress: IPv4Address(10, 0, 0, 1), peer: DHCPEndpoint(relay, port: DHCPEndpoint.serverPort))

func request(_ type: DHCPMessageType, _ client: Int, ciaddr: IPv4Address = .any) -> DHCPRequest {
    let octets = (0..<4).map { UInt8(truncatingIfNeeded: client >> (24 - 8 * $0)) }
    var message = DHCPMessage(
        op: .bootRequest, xid: UInt32(client),
        hardwareAddress: HardwareAddress(2, 0, octets[0], octets[1], octets[2], octets[3]), ciaddr: ciaddr,
        giaddr: relay)
    message.options[.messageType] = type
    return DHCPRequest(message: message, origin: origin)
}

/// The address of a client that was there before.
func address(of resident: Int) -> IPv4Address {
    IPv4Address(bitPattern: IPv4Address(10, 0, 1, 0).bitPattern + UInt32(resident))
}

guard let prefix = IPv4Prefix(IPv4Address(10, 0, 0, 0), length: 10), let range = IPv4Range(address(of: 0), prefix.last)
else { throw LeaseConfigurationError.tooManyAddresses }
var engine = try LeaseEngine(configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
var now = DHCPInstant(seconds: 1_767_225_600)
let residents = 1000
for resident in 0..<residents {
    let hardware = request(.discover, resident).hardwareAddress
    engine.apply(
        LeaseChange(
            before: nil,
            after: Lease(
                address: address(of: resident), client: ClientIdentity(hardware), hardwareAddress: hardware,
                state: .bound, start: UInt32(now.seconds), end: UInt32(now.seconds) + 7200)))
}

let before = Memory.residentOctets()
var outcomes: [ReasonCode: Int] = [:]
var (mostOffers, renewed) = (0, 0)
let (steps, invented) = (1200, 1666)
let start = ContinuousClock.now
for step in 0..<steps {
    now = now.advanced(by: .milliseconds(100))
    _ = engine.expire(at: now)
    for number in 0..<invented {
        outcomes[engine.decide(request(.discover, 1_000_000 + step * invented + number), at: now).reason, default: 0] +=
            1
    }
    mostOffers = max(mostOffers, engine.offerCount)
    let resident = step % residents
    let decision = engine.decide(request(.request, resident, ciaddr: address(of: resident)), at: now)
    if decision.reply?.message.yiaddr == address(of: resident) { renewed += 1 }
}
let elapsed = start.duration(to: .now)
let counts = outcomes.map { "\($0.key.word) \($0.value)" }.sorted().joined(separator: ", ")
print("\(steps * invented) invented clients in 120 s of virtual time (\(elapsed) of real time): \(counts)")
print(
    "most offers at a time: \(mostOffers); memory: \((Memory.residentOctets() - before) / 1_000_000) MB more than before"
)
print("renewals of known clients meanwhile: \(renewed) of \(steps) answered with their address")
