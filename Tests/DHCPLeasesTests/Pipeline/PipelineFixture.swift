import DHCP
import DHCPLeases
import DHCPTesting

/// A pipeline with a clock of its own, and a note of everything that it concluded.
struct PipelineFixture {
    var pipeline: CommitPipeline
    var now = DHCPInstant(seconds: 1_767_225_600)
    /// What was concluded, in order.
    var conclusions: [Conclusion] = []

    struct Conclusion {
        let request: DHCPMessage
        let reply: DHCPMessage?
        let reason: ReasonCode
    }

    init(provesRefusals: Bool = false, configure: (inout LeaseConfiguration) -> Void = { _ in }) throws {
        let own = try EngineFixture.prefix("10.0.0.0/24")
        let fixture = try EngineFixture { configuration in
            configuration.leaseQueryRequesters = [own]
            configure(&configuration)
        }
        pipeline = CommitPipeline(engine: fixture.engine, provesRefusals: provesRefusals)
    }

    /// Decides about messages, and returns what was concluded at once.
    @discardableResult
    mutating func send(_ messages: DHCPMessage...) -> [Conclusion] {
        let count = conclusions.count
        // As honest clients and relays send them: from their own address.
        let requests = messages.map { message in
            var origin = DHCPOrigin.test
            origin.peer.address = message.giaddr.isAny ? message.ciaddr : message.giaddr
            return DHCPRequest(message: message, origin: origin)
        }
        pipeline.decide(requests, at: now) { decision, request, _, _ in
            conclusions.append(
                Conclusion(request: request.message, reply: decision.reply?.message, reason: decision.reason))
        }
        return Array(conclusions[count...])
    }

    /// Ends the commit that is under way, and returns what was concluded.
    @discardableResult
    mutating func end(
        _ id: CommitPipeline.CommitID, _ result: CommitPipeline.CommitResult
    ) -> [Conclusion] {
        let count = conclusions.count
        pipeline.endCommit(id, with: result, at: now) { decision, request, _, _ in
            conclusions.append(
                Conclusion(request: request.message, reply: decision.reply?.message, reason: decision.reason))
        }
        return Array(conclusions[count...])
    }

    /// Takes over what other servers changed, and returns what was concluded.
    @discardableResult
    mutating func follow(_ records: StoredLease..., upTo revision: UInt64) -> [Conclusion] {
        let count = conclusions.count
        pipeline.follow(records, upTo: StoreRevision(rawValue: revision), at: now) { decision, request, _, _ in
            conclusions.append(
                Conclusion(request: request.message, reply: decision.reply?.message, reason: decision.reason))
        }
        return Array(conclusions[count...])
    }

    /// Begins a commit.
    ///
    /// Throws when there is nothing to commit, or a commit is under way.
    mutating func begin() throws -> (id: CommitPipeline.CommitID, batch: LeaseBatch) {
        guard let commit = pipeline.beginCommit() else { throw NoCommit() }
        return commit
    }

    /// Whether no commit could begin now.
    var isIdle: Bool {
        var copy = pipeline
        return copy.beginCommit() == nil
    }

    /// An offer to a client.
    mutating func offer(to client: HardwareAddress, by relay: IPv4Address = .any) throws -> DHCPMessage {
        guard let offer = send(.discover(client, giaddr: relay)).first?.reply, offer.messageType == .offer else {
            throw NoOffer()
        }
        return offer
    }

    /// A lease of a client that is durable.
    mutating func lease(to client: HardwareAddress) throws -> DHCPMessage {
        send(.selecting(try offer(to: client)))
        guard let (id, batch) = pipeline.beginCommit(),
            let ack = end(id, .success(batch.map { _ in .committed() })).first?.reply
        else { throw NoOffer() }
        return ack
    }

    struct NoOffer: Error {}
    struct NoCommit: Error {}
}
