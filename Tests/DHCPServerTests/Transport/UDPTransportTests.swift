import DHCP
import DHCPServer
import DHCPTesting
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite struct UDPTransportTests {
    static let local = UDPTransport.Configuration(listen: DHCPEndpoint(.loopback, port: 0))

    /// Runs `body` with an open transport on a free port, and closes it.
    private func withTransport(
        _ configuration: UDPTransport.Configuration = local,
        _ body: (UDPTransport, DHCPEndpoint, Recorder) async throws -> Void
    ) async throws {
        let transport = UDPTransport(configuration: configuration, logger: Logger(label: "test"))
        let recorder = Recorder()
        let endpoints = try await transport.open(recorder)
        do {
            try await body(transport, try #require(endpoints.first), recorder)
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
    }

    /// A batch of replies from `origin`, told apart by their transaction ids, which count from 0.
    private func batch(_ destinations: [ReplyDestination], origin: DHCPOrigin = DHCPOrigin()) -> ReplyBatch {
        var batch = ReplyBatch()
        for (xid, destination) in destinations.enumerated() {
            let message = DHCPMessage(op: .bootReply, xid: UInt32(xid))
            batch.append(DHCPReply(message: message, destination: destination, origin: origin))
        }
        return batch
    }

    @Test func datagramsComeInWithTheirOrigin() async throws {
        try await withTransport { _, endpoint, recorder in
            #expect(endpoint.address == .loopback && endpoint.port != 0)
            try await RawClient.with { client in
                try await client.send([1, 2, 3], to: endpoint)
                try await client.send([], to: endpoint)
                let received = try await recorder.wait(for: 2)
                #expect(received.map(\.payload) == [[1, 2, 3], []])
                let origin = try #require(received.first?.origin)
                let name = try NetworkInterface.all().first { $0.isLoopback }?.name
                #expect(origin.interface == name)
                #expect(origin.interfaceIndex > 0)
                #expect(origin.localAddress == .loopback)
                #expect(origin.destination == .loopback)
                #expect(origin.isUnicast)
                #expect(origin.peer == client.endpoint)
                #expect(origin.receivedAt.seconds > 1_700_000_000)
                try await recorder.waitForEndOfBurst()
            }
        }
    }

    @Test func unicastRepliesLeaveFromTheAddressTheRequestWasSentTo() async throws {
        let all = UDPTransport.Configuration(listen: DHCPEndpoint(.any, port: 0))
        try await withTransport(all) { server, endpoint, requests in
            try await withTransport { client, clientEndpoint, replies in
                let address = IPv4Address(127, 1, 2, 3)
                let request = batch([.unicast(DHCPEndpoint(address, port: endpoint.port))])
                #expect(client.send(request).sent == 1)
                let origin = try #require(try await requests.wait(for: 1).first?.origin)
                #expect(origin.localAddress == address)
                // More than one system call's worth.
                let count = 600
                let report = server.send(
                    batch(Array(repeating: .unicast(clientEndpoint), count: count), origin: origin))
                #expect(report.sent == count && report.failures.isEmpty)
                let received = try await replies.wait(for: count)
                #expect(received.allSatisfy { $0.origin.peer == DHCPEndpoint(address, port: endpoint.port) })
                #expect(received.compactMap(\.xid) == (0..<UInt32(count)).map { $0 })
            }
        }
    }

    @Test func repliesThatTheKernelDividesArriveOneByOneAndInOrderOfEachLength() async throws {
        var joining = Self.local
        joining.segmentationOffload = .always
        try await withTransport(joining) { server, _, _ in
            try await withTransport { _, one, firsts in
                try await withTransport { _, other, seconds in
                    // Runs of many lengths, one longer than what the kernel divides at once, to two places.
                    let runs = [(one, 1), (other, 2), (one, 63), (other, 1), (one, 200), (other, 64), (one, 65)]
                    var batch = ReplyBatch()
                    for (number, run) in runs.enumerated() {
                        for _ in 0..<run.1 {
                            var message = DHCPMessage(op: .bootReply, xid: UInt32(batch.entries.count))
                            // A run whose replies are not equally long.
                            if number == 4, message.xid % 3 == 0 {
                                message.options[raw: 224] = Array(repeating: 7, count: 200)
                            }
                            let reply = DHCPReply(
                                message: message, destination: .unicast(run.0), origin: DHCPOrigin())
                            batch.append(reply)
                        }
                    }
                    let report = server.send(batch)
                    #expect(report.sent == 396 && report.failures.isEmpty)
                    let received = try await (firsts.wait(for: 329), seconds.wait(for: 67))
                    for count in Set(received.0.map(\.payload.count)) {
                        let equallyLong = received.0.filter { $0.payload.count == count }
                        #expect(equallyLong.compactMap(\.xid) == batch.xids(to: one, count: count))
                    }
                    #expect(received.0.compactMap(\.xid).sorted() == batch.xids(to: one))
                    #expect(received.1.compactMap(\.xid) == batch.xids(to: other))
                }
            }
        }
    }

    @Test(arguments: [false, true])
    func aRefusedDestinationDoesNotHinderTheOthers(joining: Bool) async throws {
        var configuration = Self.local
        configuration.segmentationOffload = joining ? .always : .never
        try await withTransport(configuration) { server, _, _ in
            try await withTransport { _, endpoint, replies in
                // 0/8 is no destination, and there is no such interface.
                let bad = ReplyDestination.unicast(DHCPEndpoint(IPv4Address(0, 0, 0, 1), port: 68))
                let gone = ReplyDestination.broadcast(DHCPEndpoint(.broadcast, port: 68))
                let good = ReplyDestination.unicast(endpoint)
                // Nobody listens on port 1, but that a datagram is refused later is not an error of this socket.
                let closed = ReplyDestination.unicast(DHCPEndpoint(.loopback, port: 1))
                let origin = DHCPOrigin(interfaceIndex: 4_000_000)
                let report = server.send(batch([bad, good, closed, gone, good, bad, bad, good], origin: origin))
                #expect(report.sent == 4)
                #expect(report.failures.map(\.index).sorted() == [0, 3, 5, 6])
                #expect(report.failures.allSatisfy { $0.errorNumber > 0 })
                let received = try await replies.wait(for: 3)
                #expect(received.compactMap(\.xid) == [1, 4, 7])
            }
        }
    }

    @Test func anAddressInPlaceOfBroadcastIsReached() async throws {
        try await withTransport { server, endpoint, requests in
            try await withTransport { client, clientEndpoint, replies in
                _ = client.send(batch([.unicast(endpoint)]))
                let origin = try #require(try await requests.wait(for: 1).first?.origin)
                #expect(server.send(batch([.broadcast(clientEndpoint)], origin: origin)).sent == 1)
                let received = try await replies.wait(for: 1)
                #expect(received.count == 1)
            }
        }
    }

    @Test func oversizedDatagramsAreDroppedAndCounted() async throws {
        try await withTransport { transport, endpoint, recorder in
            try await RawClient.with { client in
                for count in [2048, 2049, 60_000, 1] {
                    try await client.send([UInt8](repeating: 7, count: count), to: endpoint)
                }
                let received = try await recorder.wait(for: 2)
                #expect(received.map(\.payload.count) == [2048, 1])
                #expect(transport.oversizedDatagrams == 2)
            }
        }
    }

    @Test func anInterfaceCanBeNamed() async throws {
        let name = try #require(try NetworkInterface.all().first { $0.isLoopback }?.name)
        let configuration = UDPTransport.Configuration(listen: DHCPEndpoint(.any, port: 0), interfaces: [name, name])
        try await withTransport(configuration) { _, endpoint, recorder in
            try await RawClient.with { client in
                try await client.send([9], to: DHCPEndpoint(.loopback, port: endpoint.port))
                let received = try await recorder.wait(for: 1)
                #expect(received.first?.origin.interface == name)
            }
        }
    }

    @Test func tasksRunOnTheLoopAndGoOnAfterIt() async throws {
        let transport = UDPTransport(configuration: Self.local, logger: Logger(label: "test"))
        _ = try await transport.open(Recorder())
        let loop = transport.eventLoop
        let executor = try #require(transport.executor)
        await withTaskExecutorPreference(executor) {
            await Task.yield()
            #expect(loop.inEventLoop)
            await transport.close()
            await Task.yield()
            #expect(!loop.inEventLoop)
        }
    }
}

extension ReplyBatch {
    private func entries(to endpoint: DHCPEndpoint) -> [(index: Int, entry: Entry)] {
        entries.enumerated().filter { $0.element.destination == .unicast(endpoint) }.map { ($0.offset, $0.element) }
    }

    /// The transaction ids of replies that are numbered by them.
    fileprivate func xids(to endpoint: DHCPEndpoint) -> [UInt32] { entries(to: endpoint).map { UInt32($0.index) } }

    fileprivate func xids(to endpoint: DHCPEndpoint, count: Int) -> [UInt32] {
        entries(to: endpoint).filter { $0.entry.range.count == count }.map { UInt32($0.index) }
    }
}
