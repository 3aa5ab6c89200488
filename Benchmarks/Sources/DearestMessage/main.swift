// The dearest messages that anybody can send, as multiples of a plain DISCOVER of the same run: `make bench`.
//
// Each is decoded, decided about and answered as a server does it. No two of a kind ask for the same list of options, so
// that nothing that was composed before helps. The goal: none costs more than five plain ones. With an argument only
// those are measured whose names hold it.

import BenchmarkSupport
import DHCP
import DHCPLeases

let origin = DHCPOrigin(
    interface: "eth0", localAddress: IPv4Address(10, 0, 0, 1), peer: DHCPEndpoint(IPv4Address(10, 0, 0, 2), port: 67))
let now = DHCPInstant(seconds: 1_767_225_700)
let goal = 5.0
let rounds = 40

/// What it costs to decode, decide about and answer one of `datagrams`, and the middle of their replies' lengths.
func measure(_ datagrams: [[UInt8]], _ configuration: LeaseConfiguration) throws -> (Measurement, replyCount: Int) {
    let reply = UnsafeMutableRawBufferPointer.allocate(byteCount: 2048, alignment: 16)
    defer { reply.deallocate() }
    let fresh = try LeaseEngine(configuration: configuration)
    var engine = fresh
    var changes: [LeaseChange] = []
    var next = 0
    var length = 0
    let result = Measurement.take(rounds: rounds, count: datagrams.count, parts: 50) {
        engine = fresh
        // The copy of the table is made here and not by the first message.
        _ = engine.expire(at: now)
        blackHole(engine.decide(DHCPRequest(message: DHCPMessage(op: .bootRequest)), at: now))
        changes.removeAll(keepingCapacity: true)
        next = 0
    } _: {
        do throws(DHCPDecodingError) {
            let message = try DHCPMessage(decoding: datagrams[next])
            var decision = engine.decide(DHCPRequest(message: message, origin: origin), at: now, changes: &changes)
            if let answer = decision.reply.take() {
                length = answer.message.encode(into: reply) ?? 0
                engine.reuse(answer)
            } else {
                print("no answer: \(decision.word)")
            }
        } catch {
            print("not decoded: \(error)")
        }
        next += 1
    }
    return (result, length)
}

let wanted = CommandLine.arguments.dropFirst().first ?? ""
var failures = 0
for network in [Network.plain, .rich] {
    let configuration = network.configuration
    let plain = try measure(Messages.of(.plain), configuration).0
    print(plain.line("plain DISCOVER, \(network)"))
    for kind in Messages.Kind.allCases where kind != .plain && kind.rawValue.contains(wanted) {
        let (result, count) = try measure(Messages.of(kind), configuration)
        let ratio = result.nanoseconds / plain.nanoseconds
        let tenths = Int(ratio * 10 + 0.5)
        if ratio > goal { failures += 1 }
        print(
            result.line("  \(kind.rawValue)"), "  \(tenths / 10).\(tenths % 10) x plain", ratio > goal ? " OVER" : "",
            " (reply of \(count))", separator: "")
    }
}
print(failures == 0 ? "all within \(goal) times a plain one" : "\(failures) cost more than \(goal) plain ones")
