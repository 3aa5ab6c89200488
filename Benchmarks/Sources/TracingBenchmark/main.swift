// What a message costs a whole service, all but sockets and disk, without a tracer and with one: `make bench`, or
// `TracingBenchmark`.

import BenchmarkSupport
import CAllocationCounter
import DHCP
import DHCPLeases
import DHCPServer
import Glibc
import InMemoryTracing
import Logging
import Synchronization
import Tracing

/// A network that hands over bursts, and waits for as many replies.
final class Network: DHCPTransport {
    private struct State {
        var receiver: (any DatagramReceiver)?
        var missing = 0
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    var executor: (any TaskExecutor)? { nil }

    func open(_ receiver: any DatagramReceiver) -> [DHCPEndpoint] {
        state.withLock { $0.receiver = receiver }
        return []
    }

    func close() {}

    func send(_ batch: ReplyBatch) -> SendReport {
        let waiting = state.withLock { state in
            state.missing -= batch.entries.count
            return state.missing == 0 ? state.waiting.take() : nil
        }
        waiting?.resume()
        return SendReport(sent: batch.entries.count)
    }

    /// Has messages answered as one burst.
    func answer(_ burst: [[UInt8]], from origin: DHCPOrigin) async {
        await withCheckedContinuation { continuation in
            let receiver = state.withLock { state in
                (state.missing, state.waiting) = (burst.count, continuation)
                return state.receiver
            }
            for octets in burst { receiver?.receive(octets.span.bytes, from: origin) }
            receiver?.endBurst()
        }
    }
}

let relay = IPv4Address(10, 0, 0, 1)
let origin = DHCPOrigin(localAddress: IPv4Address(10, 0, 0, 2), peer: DHCPEndpoint(relay, port: 67))

/// Renewals of clients behind a relay, after they were given their addresses.
func renewals(_ count: Int) -> [[UInt8]] {
    (0..<count).map { number in
        var message = DHCPMessage(
            op: .bootRequest, xid: UInt32(number),
            hardwareAddress: HardwareAddress(2, 0, 0, 0, UInt8(number >> 8), UInt8(number & 255)))
        message.giaddr = relay
        message.options[.messageType] = .request
        message.options[.requestedAddress] = IPv4Address(10, 0, UInt8(1 + number >> 8), UInt8(number & 255))
        return message.encode()
    }
}

/// The processor's time that this process has used, in nanoseconds.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Nanoseconds of a processor, and allocations, of a message in bursts of so many; the best of several rounds counts.
func measure(_ burst: Int, _ network: Network) async -> (nanoseconds: Double, allocations: Double) {
    let (messages, bursts) = (renewals(burst), 20_480 / burst)
    var best = (nanoseconds: Double.infinity, allocations: Double.infinity)
    for _ in 0..<12 {
        let (allocations, start) = (allocation_count(), processorTime())
        for _ in 0..<bursts { await network.answer(messages, from: origin) }
        let count = Double(burst * bursts)
        best.nanoseconds = min(best.nanoseconds, (processorTime() - start) / count)
        best.allocations = min(best.allocations, Double(allocation_count() - allocations) / count)
    }
    return best
}

/// Runs a service for whose clients all addresses are those of leases that they have already.
func run(_ name: String, tracer: (any Tracer)?) async throws {
    guard let prefix = IPv4Prefix("10.0.0.0/16"), let range = IPv4Range("10.0.1.0-10.0.250.0") else { return }
    let engine = try LeaseEngine(configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]))
    let leases = (0..<1024).map { number in
        let hardware = HardwareAddress(2, 0, 0, 0, UInt8(number >> 8), UInt8(number & 255))
        return Lease(
            address: IPv4Address(10, 0, UInt8(1 + number >> 8), UInt8(number & 255)), client: ClientIdentity(hardware),
            hardwareAddress: hardware, state: .bound, start: 0, end: .max)
    }
    let network = Network()
    var logger = Logger(label: "benchmark")
    logger.logLevel = .critical
    let service = DHCPService(
        LeaseResponder(engine: engine, store: InMemoryLeaseStore(leases), logger: logger), transport: network,
        configuration: DHCPServiceConfiguration(tickInterval: nil), logger: logger)
    let task = Task {
        guard let tracer else { return try await service.run() }
        try await withTracer(tracer) { try await service.run() }
    }
    _ = try await service.boundAddresses
    for burst in [1, 16, 256] {
        let cost = await measure(burst, network)
        let (tenths, hundredths) = (Int(cost.nanoseconds * 10), Int(cost.allocations * 100 + 0.5))
        print(
            "\(name), bursts of \(burst): \(tenths / 10).\(tenths % 10) ns, "
                + "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) allocations a message")
    }
    task.cancel()
}

/// Makes spans that nobody keeps.
struct Forgetful: Tracer {
    let inner = InMemoryTracer()

    func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> InMemorySpan {
        inner.clearFinishedSpans()
        return inner.startSpan(
            operationName, context: context(), ofKind: kind, at: instant(), function: function, file: fileID,
            line: line)
    }

    func forceFlush() {}

    func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Carrier == Inject.Carrier {}

    func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Carrier == Extract.Carrier {}
}

try await run("no tracer", tracer: nil)
try await run("in memory", tracer: Forgetful())
