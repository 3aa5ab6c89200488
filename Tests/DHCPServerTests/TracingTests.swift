import DHCP
import DHCPLeases
@testable import DHCPServer
import DHCPTesting
import InMemoryTracing
import Logging
import Synchronization
import Testing
import Tracing

/// The spans of a service.
@Suite struct TracingTests {
    private let tracer = InMemoryTracer()
    private let transport = InMemoryTransport()
    private let client = HardwareAddress(2, 0, 0, 0, 0, 1)

    /// Runs a server, by default with the tracer, and returns the spans that have ended when it has.
    private func spans(
        policy: (any LeasePolicy)? = nil, store: any LeaseStore = InMemoryLeaseStore(), tracer: (any Tracer)? = nil,
        _ body: (DHCPService<LeaseResponder>) async throws -> Void
    ) async throws -> [FinishedInMemorySpan] {
        let prefix = try #require(IPv4Prefix("10.0.0.0/24"))
        let range = try #require(IPv4Range("10.0.0.100-10.0.0.199"))
        let engine = try LeaseEngine(
            configuration: LeaseConfiguration(subnets: [Subnet(prefix, pools: [Pool(range)])]), policy: policy)
        let service = DHCPService(
            LeaseResponder(engine: engine, store: store, logger: .silent), transport: transport,
            configuration: DHCPServiceConfiguration(tickInterval: nil), clock: ManualClock(), logger: .silent)
        let task = Task { [tracer = tracer ?? self.tracer] in try await withTracer(tracer) { try await service.run() } }
        do {
            try await body(service)
        } catch {
            task.cancel()
            throw error
        }
        task.cancel()
        _ = await task.result
        return self.tracer.finishedSpans
    }

    private func lease(_ number: UInt8 = 1) async throws {
        let client = HardwareAddress(2, 0, 0, 0, 0, number)
        let offer = try await transport.exchange(.discover(client)).message
        #expect(try await transport.exchange(.selecting(offer)).message.messageType == .ack)
    }

    private func named(_ name: String, _ spans: [FinishedInMemorySpan]) -> [FinishedInMemorySpan] {
        spans.filter { $0.operationName == name }
    }

    @Test func anExchangeIsTracedFromTheMessageToTheAnswer() async throws {
        let spans = try await spans { _ in try await lease() }
        let received = named("dhcp.receive", spans)
        #expect(received.count == 2)
        #expect(received.allSatisfy { $0.parentSpanID == nil && $0.kind == .server })
        #expect(received.allSatisfy { $0.attributes["dhcp.messages"]?.toSpanAttribute() == 1 })
        let decided = named("dhcp.decide", spans)
        #expect(decided.map(\.parentSpanID) == received.map(\.spanID))
        #expect(decided.first?.attributes["dhcp.decisions.offer"]?.toSpanAttribute() == 1)
        let commit = try #require(named("dhcp.commit", spans).first)
        #expect(commit.traceID == received.last?.traceID && commit.parentSpanID == received.last?.spanID)
        #expect(commit.attributes["dhcp.changes"]?.toSpanAttribute() == 1)
        let sent = named("dhcp.send", spans)
        #expect(sent.map(\.parentSpanID) == [decided.first?.spanID, commit.spanID])
        #expect(sent.allSatisfy { $0.attributes["dhcp.replies.sent"]?.toSpanAttribute() == 1 })
    }

    @Test func aPolicyJoinsTheSpansOfWhatItIsAskedFor() async throws {
        let spans = try await spans(policy: TracingPolicy()) { _ in try await lease() }
        let names = Dictionary(uniqueKeysWithValues: spans.map { ($0.spanID, $0.operationName) })
        func parents(of name: String) -> Set<String> {
            Set(named(name, spans).compactMap { $0.parentSpanID.flatMap { names[$0] } })
        }
        #expect(parents(of: "look up") == ["dhcp.decide"])
        #expect(parents(of: "choose") == ["dhcp.decide"])
        #expect(parents(of: "tell") == ["dhcp.commit"])
    }

    @Test func theStoreJoinsTheSpanOfItsCommit() async throws {
        let spans = try await spans(store: TracingStore()) { _ in try await lease() }
        let commit = try #require(named("dhcp.commit", spans).first)
        #expect(named("write", spans).map(\.parentSpanID) == [commit.spanID])
    }

    @Test func aCommitOfSeveralBatchesNamesAllOfThem() async throws {
        let store = SlowStore()
        let spans = try await spans(store: store) { service in
            var offers: [DHCPMessage] = []
            for number in 1...3 as ClosedRange<UInt8> {
                offers.append(try await transport.exchange(.discover(HardwareAddress(2, 0, 0, 0, 0, number))).message)
            }
            transport.receive(.selecting(offers[0]))
            try await store.waitForCommit(1)
            for offer in offers[1...] {
                transport.receive(.selecting(offer))
                // Looked at in order, so the REQUEST before it has been decided.
                _ = try await service.read { $0.outcomes }
            }
            store.pass()
            try await store.waitForCommit(2)
            store.letAllPass()
            for _ in 0..<3 { #expect(await transport.nextReply()?.message.messageType == .ack) }
        }
        let received = named("dhcp.receive", spans)
        let commit = try #require(named("dhcp.commit", spans).last)
        #expect(commit.attributes["dhcp.transactions"]?.toSpanAttribute() == 2)
        let linked = commit.links.compactMap { $0.context.inMemorySpanContext?.spanID }
        #expect(received.count == 6)
        #expect([commit.parentSpanID] + linked == received.suffix(2).map(\.spanID))
    }

    @Test func aCommitThatFailsSaysSo() async throws {
        let store = SlowStore()
        let spans = try await spans(store: store) { service in
            defer { store.letAllPass() }
            let offer = try await transport.exchange(.discover(client)).message
            transport.receive(.selecting(offer))
            try await store.waitForCommit(1)
            store.pass(.failure(SlowStore.Failure()))
            #expect(try await service.call { $0.outcomes[.notStored] } == 1)
        }
        let commit = try #require(named("dhcp.commit", spans).first)
        #expect(commit.status?.code == .error)
        #expect(commit.errors.first?.error is SlowStore.Failure)
    }

    @Test func withoutATracerNothingIsTraced() async throws {
        #expect(ServiceTracing(clock: ManualClock()) == nil)
        let spans = try await spans(tracer: NoOpTracer()) { _ in try await lease() }
        #expect(spans.isEmpty)
    }

    @Test func noSpanSaysWhoseMessageItIs() async throws {
        let spans = try await spans { _ in try await lease() }
        let said = spans.flatMap { span -> [String] in
            var said: [String] = []
            span.attributes.forEach { said.append("\($0)=\($1)") }
            return said
        }
        #expect(!said.isEmpty)
        #expect(!said.contains { $0.contains("02:00:00") || $0.contains("10.0.0.") })
    }
}

/// A policy that makes spans of its own.
private struct TracingPolicy: LeasePolicy {
    func prepare(for batch: [DHCPRequest]) async {
        await withSpan("look up") { _ in await Task.yield() }
    }

    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        withSpan("choose") { _ in .accept }
    }

    func committed(_ change: LeaseChange) { withSpan("tell") { _ in } }
}

/// A store that makes a span of each commit.
private struct TracingStore: LeaseStore {
    private let inner = InMemoryLeaseStore()

    func load(_ body: (Lease) throws -> Void) async throws -> StoreRevision { try await inner.load(body) }

    func records(
        _ kind: StoreRecord.Kind, startingWith prefix: [UInt8], _ body: (StoreRecord) throws -> Void
    ) async throws {}

    func commit(_ batch: LeaseBatch) async throws -> [CommitOutcome] {
        await withSpan("write") { _ in await inner.commit(batch) }
    }
}
