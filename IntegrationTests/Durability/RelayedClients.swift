import DHCP
import DHCPLeases
import DHCPTesting
import Foundation

/// Clients behind one relay agent that get, renew, release and decline addresses as fast as they are answered.
///
/// They remember what they were promised, so that it can be compared with what the server knows after a crash.
struct RelayedClients {
    /// An address that a client gave up.
    struct GivenUp {
        var address: IPv4Address
        var state: LeaseState
        /// The transaction of the message.
        var xid: UInt32
        /// Whether the server has acted on it: a later message was acknowledged.
        var isCertain = false
    }

    struct Client {
        let hardwareAddress: HardwareAddress
        /// What an ACK gave, and the client has not given up.
        var address: IPv4Address?
        var givenUp: GivenUp?
        /// The transaction that waits for an answer.
        var xid: UInt32?
        /// Whether a REQUEST for a new address was sent, which may have been granted unheard.
        var mayHaveMore = false
    }

    private(set) var clients: [Client]
    /// What the server did that it must not do.
    private(set) var faults: [String] = []
    private(set) var acknowledged = 0
    /// How many clients wait for an answer.
    var unanswered: Int { waiting.count }
    /// How many RELEASEs and DECLINEs the server has certainly acted on.
    private(set) var certainlyGivenUp = 0
    private var waiting: [UInt32: Int] = [:]
    private var owners: [IPv4Address: Int] = [:]
    private var lastXID: UInt32 = 0
    private let areFaithful: Bool
    private let socket: RelaySocket
    private let server = IPv4Address.loopback

    /// Faithful clients never give an address up.
    init(count: Int, areFaithful: Bool = false) throws {
        self.areFaithful = areFaithful
        socket = try RelaySocket()
        clients = (0..<count).map {
            Client(hardwareAddress: HardwareAddress(2, 0, 0, 0, UInt8($0 >> 8 & 255), UInt8($0 & 255)))
        }
    }

    /// Keeps `limit` messages under way until `end`.
    mutating func load(
        port: UInt16, until end: ContinuousClock.Instant, limit: Int = 32, using generator: inout SeededGenerator
    ) async throws {
        while ContinuousClock.now < end {
            for _ in 0..<max(0, limit - waiting.count) { startSomething(port, &generator) }
            receive(port)
            try await Task.sleep(for: .microseconds(200))
        }
    }

    /// Takes the answers that left before the server ended; nobody waits for any more.
    ///
    /// What was given up last may have been lost with the server.
    mutating func settle() {
        receive(nil)
        waiting = [:]
        for index in clients.indices {
            clients[index].xid = nil
            if clients[index].givenUp?.isCertain == false { clients[index].givenUp = nil }
        }
    }

    /// Has every client that was promised an address ask for it, and returns who did not get it.
    mutating func confirm(
        port: UInt16, _ message: (Client, IPv4Address) -> DHCPMessage
    ) async throws -> [Client] {
        var open = clients.indices.filter { clients[$0].address != nil }
        for _ in 0..<4 where !open.isEmpty {
            for chunk in stride(from: 0, to: open.count, by: 64).map({ open[$0..<min($0 + 64, open.count)] }) {
                for index in chunk {
                    guard let address = clients[index].address else { continue }
                    send(message(clients[index], address), from: index, port)
                }
                let end = ContinuousClock.now + .seconds(3)
                while !waiting.isEmpty, ContinuousClock.now < end {
                    receive(port)
                    try await Task.sleep(for: .microseconds(200))
                }
                waiting = [:]
            }
            open = open.filter { clients[$0].xid != nil }
        }
        return open.map { clients[$0] }
    }

    private mutating func startSomething(_ port: UInt16, _ generator: inout SeededGenerator) {
        let index = Int.random(in: clients.indices, using: &generator)
        // Whoever waits already does nothing; with many clients that is rare.
        guard clients[index].xid == nil else { return }
        guard let address = clients[index].address else {
            return send(.discover(clients[index].hardwareAddress), from: index, port)
        }
        switch Int.random(in: 0..<(areFaithful ? 75 : 100), using: &generator) {
        case 0..<60: send(.renewing(clients[index].hardwareAddress, address: address), from: index, port)
        case 60..<75: send(.initReboot(clients[index].hardwareAddress, address: address), from: index, port)
        case 75..<95: giveUp(index, address, .released, port)
        default: giveUp(index, address, .declined, port)
        }
    }

    private mutating func send(_ message: DHCPMessage, from index: Int, _ port: UInt16) {
        lastXID += 1
        var message = message
        message.xid = lastXID
        clients[index].xid = lastXID
        waiting[lastXID] = index
        socket.relay(message, to: port)
    }

    private mutating func giveUp(_ index: Int, _ address: IPv4Address, _ state: LeaseState, _ port: UInt16) {
        let client = clients[index].hardwareAddress
        lastXID += 1
        var message =
            state == .released
            ? DHCPMessage.release(client, address: address, server: server)
            : DHCPMessage.decline(client, address: address, server: server)
        message.xid = lastXID
        // No host here has the addresses, and from another one a RELEASE counts only by their relay.
        socket.relay(message, to: port)
        clients[index].address = nil
        clients[index].givenUp = GivenUp(address: address, state: state, xid: lastXID)
        owners[address] = nil
    }

    /// Takes all answers that are there; takes offers up when there is a server to ask.
    private mutating func receive(_ port: UInt16?) {
        while let reply = socket.next() {
            guard let index = waiting.removeValue(forKey: reply.xid) else { continue }
            clients[index].xid = nil
            switch reply.messageType {
            case .offer:
                guard let port else { continue }
                clients[index].mayHaveMore = true
                send(.selecting(reply), from: index, port)
            case .ack:
                bind(index, reply)
            default:
                faults.append("\(clients[index].hardwareAddress) got \(reply)")
            }
        }
    }

    private mutating func bind(_ index: Int, _ ack: DHCPMessage) {
        acknowledged += 1
        for index in clients.indices {
            guard let given = clients[index].givenUp, !given.isCertain, given.xid < ack.xid else { continue }
            clients[index].givenUp?.isCertain = true
            certainlyGivenUp += 1
        }
        if let owner = owners[ack.yiaddr], owner != index {
            faults.append("\(ack.yiaddr) of \(clients[owner].hardwareAddress) was given to another")
        }
        if let address = clients[index].address, address != ack.yiaddr {
            faults.append("\(clients[index].hardwareAddress) had \(address) and got \(ack.yiaddr)")
        }
        owners[ack.yiaddr] = index
        clients[index].address = ack.yiaddr
        clients[index].givenUp = nil
        clients[index].mayHaveMore = false
    }
}

extension RelayedClients {
    /// What of all that was promised is not among the `leases` that a crash has left.
    func missing(in leases: [Lease]) -> [String] {
        let table = Dictionary(leases.map { ($0.address, $0) }, uniquingKeysWith: { $1 })
        return clients.compactMap { client in
            if let address = client.address {
                let lease = table[address]
                let isKept = lease?.state == .bound && lease?.hardwareAddress == client.hardwareAddress
                return isKept
                    ? nil : "\(client.hardwareAddress) was promised \(address): \(lease.map { "\($0)" } ?? "none")"
            }
            guard let given = client.givenUp, given.isCertain, !client.mayHaveMore else { return nil }
            let lease = table[given.address]
            let isUndone = lease?.state == .bound && lease?.hardwareAddress == client.hardwareAddress
            let isForgotten = given.state == .declined && lease?.state != .declined
            return isUndone || isForgotten
                ? "\(client.hardwareAddress) gave up \(given): \(lease.map { "\($0)" } ?? "none")" : nil
        }
    }
}

extension StoredServer {
    /// Has so many clients behind a relay get a lease each.
    func lease(to count: Int) async throws {
        var generator = SeededGenerator(seed: 1)
        var clients = try RelayedClients(count: count, areFaithful: true)
        _ = try await wait(for: "a lease for each client", evidence: { process.transcript }) {
            clients.settle()
            try await clients.load(port: port, until: .now + .milliseconds(500), using: &generator)
            return clients.clients.allSatisfy { $0.address != nil } ? true : nil
        }
    }
}
