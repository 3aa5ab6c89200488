import DHCP
import DHCPServer
import DHCPTesting
import Foundation
import Synchronization
import Testing

/// The snippets, run as programs.
///
/// Clients speak as relays of 127.0.0.1 that listen on their own port (RFC 8357), so that answers come back there.
@Suite struct SnippetTests {
    private let known = HardwareAddress(2, 0, 0, 0, 0, 1)
    private let slow = HardwareAddress(2, 0, 0, 0, 0, 2)
    private let stranger = HardwareAddress(2, 0, 0, 0, 0, 9)

    private func discover(_ client: HardwareAddress) -> DHCPMessage { .relayedDiscover(client) }

    private func request(_ offer: DHCPMessage, address: IPv4Address? = nil) -> DHCPMessage {
        var message = DHCPMessage.relayedRequest(offer)
        if let address { message.options[.requestedAddress] = address }
        return message
    }

    @Test func theStaticTableGivesEachClientItsAddress() async throws {
        try await RunningSnippet.with("StaticTable", ["127.0.0.1:0"]) { snippet in
            let server = try await snippet.endpoint()
            try await LoopbackClient.with { client in
                // Nobody answers the stranger, so the first answer is the second message's.
                client.send(discover(stranger), to: server)
                let offer = try await client.exchange(discover(known), with: server)
                #expect(offer.yiaddr == IPv4Address(10, 77, 0, 2))
                let ack = try await client.exchange(request(offer), with: server)
                #expect(ack.messageType == .ack)
                #expect(ack.yiaddr == offer.yiaddr)
                #expect(ack.options[.subnetMask] == IPv4Address(255, 255, 255, 0))
                let wrong = request(offer, address: IPv4Address(10, 77, 0, 77))
                #expect(try await client.exchange(wrong, with: server).messageType == .nak)
            }
        }
    }

    @Test func theLookUpAnswersWithinItsBudgetOrNotAtAll() async throws {
        try await RunningSnippet.with("LookUp", ["127.0.0.1:0"]) { snippet in
            let server = try await snippet.endpoint()
            try await LoopbackClient.with { client in
                client.send(discover(slow), to: server)
                let offer = try await client.exchange(discover(known), with: server)
                #expect(offer.hardwareAddress == known)
                #expect(offer.yiaddr == IPv4Address(10, 77, 0, 2))
                #expect(try await client.exchange(request(offer), with: server).messageType == .ack)
            }
        }
    }

    @Test func theMonitorReportsForeignServersOnceAndAnswersNobody() async throws {
        try await RunningSnippet.with("Monitor", ["127.0.0.1:0", "10.0.0.1"]) { snippet in
            let server = try await snippet.endpoint()
            try await LoopbackClient.with { client in
                client.send(discover(known), to: server)
                for identifier in [
                    IPv4Address(10, 0, 0, 1), IPv4Address(192, 168, 66, 1), IPv4Address(192, 168, 66, 1),
                ] {
                    client.send(
                        DHCPRequest(message: discover(known)).reply(.offer, yiaddr: IPv4Address(192, 168, 66, 9)) {
                            $0[.serverIdentifier] = identifier
                        }, to: server)
                }
                var last = DHCPRequest(message: discover(known)).reply(.nak)
                last.options[.serverIdentifier] = IPv4Address(192, 168, 66, 2)
                client.send(last, to: server)
                let lines = try await snippet.lines { $0.contains("server=192.168.66.2") }
                let reports = lines.filter { $0.contains("a foreign DHCP server answers") }
                #expect(reports.count == 2)
                #expect(reports.first?.contains("server=192.168.66.1 type=OFFER") == true)
                #expect(try await client.received == 0)
            }
        }
    }

    @Test func theRackDatabaseGivesAddressesToPortsAndMachinesAndToNobodyElse() async throws {
        try await RunningSnippet.with("RackDatabase", ["127.0.0.1:0"]) { snippet in
            let server = try await snippet.endpoint()
            try await LoopbackClient.with { client in
                client.send(discover(stranger), to: server)
                let machine = try await client.exchange(discover(known), with: server)
                #expect(machine.hardwareAddress == known)
                #expect(machine.yiaddr == IPv4Address(10, 77, 0, 201))
                let ack = try await client.exchange(request(machine), with: server)
                #expect(ack.messageType == .ack)
                #expect(ack.yiaddr == machine.yiaddr)

                var atPort = discover(stranger)
                atPort.options[.relayAgentInformation]?.circuitID = Array("rack-1/7".utf8)
                let port = try await client.exchange(atPort, with: server)
                #expect(port.yiaddr == IPv4Address(10, 77, 0, 107))
            }
        }
    }

    /// Addresses of this host that no other test has.
    private func endpoints(_ count: Int) -> [DHCPEndpoint] {
        let network = (UInt8.random(in: 1...250), UInt8.random(in: 1...250))
        return (1...count).map { DHCPEndpoint(IPv4Address(127, network.0, network.1, UInt8($0)), port: 6767) }
    }

    /// Asks all servers, again and again until one answers, as a relay does for a client that goes on asking.
    private func exchange(
        _ message: DHCPMessage, with servers: [DHCPEndpoint], _ client: LoopbackClient
    ) async throws -> DHCPMessage {
        var message = message
        while true {
            for server in servers.dropLast() { client.send(message, to: server) }
            let last = try #require(servers.last)
            if let answer = try? await client.exchange(message, with: last) { return answer }
            message.secs += 10
        }
    }

    @Test(.timeLimit(.minutes(10))) func threeServersKeepToTheRuleAndOneOfThemIsToldOfEachLease() async throws {
        let servers = endpoints(3)
        try await RunningSnippet.with("DistributedServers", servers.map(\.description)) { snippet in
            for number in 1...3 {
                _ = try await snippet.lines { $0.contains("service started") && $0.contains("kr\(number)") }
            }
            try await LoopbackClient.with { client in
                for port in 1...4 as ClosedRange<UInt8> {
                    var message = discover(HardwareAddress(2, 0, 0, 0, 7, port))
                    message.secs = 10
                    message.options[.relayAgentInformation]?.circuitID = Array("rack-3/\(port)".utf8)
                    // With secs all of them answer, so one is asked.
                    let server = servers[Int(port) % 3]
                    let offer = try await exchange(message, with: [server], client)
                    #expect(offer.yiaddr == IPv4Address(10, 77, 3, port))
                    let ack = try await exchange(request(offer), with: [server], client)
                    #expect(ack.messageType == .ack)
                    let address = "address=10.77.3.\(port) "
                    let lines = try await snippet.lines { $0.contains("committed here") && $0.contains(address) }
                    #expect(lines.count { $0.contains("committed here") && $0.contains(address) } == 1)
                }
            }
        }
    }

    @Test func handlersOnSharedStateGiveAClientOneAddress() async throws {
        let servers = endpoints(2)
        try await RunningSnippet.with("SharedHandlers", servers.map(\.description)) { snippet in
            for server in servers { _ = try await snippet.lines { $0.contains("\(server)") } }
            try await LoopbackClient.with { client in
                let first = try await client.exchange(discover(known), with: servers[0])
                let second = try await client.exchange(discover(known), with: servers[1])
                let other = try await client.exchange(discover(stranger), with: servers[1])
                #expect(first.yiaddr == second.yiaddr)
                #expect(other.yiaddr != first.yiaddr)
                #expect(try await client.exchange(request(second), with: servers[1]).messageType == .ack)
            }
        }
    }

    @Test func aWebServiceIsToldOfLeasesThatAreStored() async throws {
        try await RunningSnippet.with("WebHook", ["127.0.0.1:0"]) { snippet in
            let server = try await snippet.endpoint()
            try await LoopbackClient.with { client in
                let offer = try await client.exchange(discover(known), with: server)
                let ack = try await client.exchange(request(offer), with: server)
                let line = try await snippet.lines { $0.contains("POST") }.first { $0.contains("POST") }
                let body = #"{"address": "\#(ack.yiaddr)", "client": "\#(known)", "state": "bound"}"#
                #expect(line?.contains(body) == true)
            }
        }
    }

    /// 100 changes wait and one is being sent, so of 250 some 149 are left out; a queue without an end leaves out none.
    @Test func aWebServiceThatHangsKeepsNoClientWaitingAndFillsNoMemory() async throws {
        try await RunningSnippet.with("WebHook", ["127.0.0.1:0", "hang"]) { snippet in
            let server = try await snippet.endpoint()
            try await LoopbackClient.with { client in
                for number in 0..<250 as Range<UInt8> {
                    let offer = try await client.exchange(discover(.init(2, 0, 0, 0, 1, number)), with: server)
                    #expect(try await client.exchange(request(offer), with: server).messageType == .ack)
                }
                let lines = try await snippet.lines { $0.contains("left-out=128") }
                #expect(!lines.contains { $0.contains("left-out=256") || $0.contains("POST") })
            }
        }
    }

    @Test func theEmbeddedServerFollowsItsRuleAndTellsAnotherService() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "embedded-\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try """
        server: { listen: 127.0.0.1:0, identifier: 127.0.0.1 }
        store: { memory: true }
        subnets: [{ subnet: 10.77.0.0/24, relays: [127.0.0.1], pools: [10.77.0.2-10.77.0.9] }]
        """.write(to: file, atomically: true, encoding: .utf8)
        try await RunningSnippet.with("EmbeddedServer", [file.path]) { snippet in
            let server = try await snippet.endpoint()
            try await LoopbackClient.with { client in
                client.send(discover(HardwareAddress(0, 0x80, 0x77, 0, 0, 1)), to: server)
                let ack = try await client.acquire(known, from: server)
                #expect(ack.yiaddr == IPv4Address(10, 77, 0, 2))
                _ = try await snippet.lines { $0.contains("10.77.0.2 is bound for 02:00:00:00:00:01") }
            }
        }
    }

    @Test func ownOptionsAreWrittenAndRead() async throws {
        try await RunningSnippet.with("OwnOptions", []) { snippet in
            let lines = try await snippet.lines { $0.hasPrefix("rack as a number:") }
            #expect(lines.contains("225 a 0 0 2 a 0 0 3"))
            #expect(lines.contains("230 ff fe ee 90"))
            #expect(lines.contains("235 3 2 0"))
            #expect(lines.contains("rack: b-12"))
            #expect(lines.contains("rack as a number: 1647128882"))
        }
    }
}

/// A snippet that runs, and what it writes.
final class RunningSnippet: Sendable {
    struct TimedOut: Error, CustomStringConvertible {
        let description: String
    }

    private let output = Mutex("")

    /// Runs a snippet beside `body`, and ends it.
    static func with(
        _ name: String, _ arguments: [String], _ body: (RunningSnippet) async throws -> Void
    ) async throws {
        // SwiftPM puts all programs beside the test bundle.
        let binary = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
        try #require(FileManager.default.isExecutableFile(atPath: binary.path), "run `swift build` first: no \(binary)")
        let snippet = RunningSnippet()
        let pipe = Pipe()
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            snippet.output.withLock { $0 += String(decoding: data, as: UTF8.self) }
        }
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let result: Result<Void, any Error>
        do { result = .success(try await body(snippet)) } catch { result = .failure(error) }
        process.terminate()
        process.waitUntilExit()
        pipe.fileHandleForReading.readabilityHandler = nil
        try result.get()
    }

    /// What it wrote, once a line is as wished; waits twenty seconds at most.
    func lines(until isThere: (Substring) -> Bool) async throws -> [String] {
        for _ in 0..<2_000 {
            let text = output.withLock { $0 }
            let lines = text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
            if lines.contains(where: isThere) { return lines.map(String.init) }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw TimedOut(description: "the snippet wrote: \(output.withLock { $0 })")
    }

    /// Where it listens.
    func endpoint() async throws -> DHCPEndpoint {
        let lines = try await lines { $0.contains("DHCP service started") }
        let words = lines.joined(separator: " ").split(separator: " ")
        let endpoint = words.first { $0.hasPrefix("listening=") }.flatMap { DHCPEndpoint($0.dropFirst(10)) }
        return try #require(endpoint)
    }
}
