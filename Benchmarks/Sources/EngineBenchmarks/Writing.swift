import BenchmarkSupport
import DHCP
import DHCPLeases

/// What it costs to write down the way to a decision, among so many subnets.
func measureWriting(subnets count: Int) throws {
    let subnets = try (0..<count).map { number in
        let address = IPv4Address(bitPattern: IPv4Address(10, 0, 0, 0).bitPattern + UInt32(number) << 8)
        guard let prefix = IPv4Prefix(address, length: 24),
            let range = IPv4Range(IPv4Address(bitPattern: address.bitPattern + 16), prefix.last)
        else { throw LeaseConfigurationError.tooManyAddresses }
        return Subnet(prefix, pools: [Pool(range)])
    }
    var configuration = LeaseConfiguration(subnets: subnets)
    configuration.options[.domainName] = "lab.example"
    var engine = try LeaseEngine(configuration: configuration)
    guard let last = subnets.last else { return }
    var message = DHCPMessage(
        op: .bootRequest, xid: 1, hardwareAddress: hardwareAddress(1),
        giaddr: IPv4Address(bitPattern: last.prefix.address.bitPattern + 1))
    message.options[.messageType] = .discover
    message.options[raw: .parameterRequestList] = [1, 3, 6, 42, 51, 54]
    let request = received(message)
    var trace = DecisionTrace()
    let silent = Measurement.take(rounds: 200, count: 100) { blackHole(engine.decide(request, at: now)) }
    let written = Measurement.take(rounds: 200, count: 100) {
        blackHole(engine.decide(request, at: now, tracing: &trace))
    }
    print(silent.line("DISCOVER of a client with an offer, \(count) subnets"))
    print(written.line("the same, with the way to the decision in \(trace.steps.count) steps"))
}
