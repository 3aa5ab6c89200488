import DHCP

/// Which server is compared: the one that is named, else the first that answers on an interface.
struct ComparedServers: Sendable {
    /// More interfaces and more other servers are not told apart.
    private static let limit = 256

    private struct Sighting: Sendable {
        let server: IPv4Address
        let source: IPv4Address
    }

    private let named: [IPv4Address]
    /// Those that answered first, by interface.
    private var first: [String: Sighting] = [:]
    /// How many answers of other servers were passed over.
    private(set) var others: [String: Int] = [:]

    init(named: [IPv4Address]) {
        self.named = named
    }

    /// The addresses of the server.
    var known: [IPv4Address] { named.isEmpty ? Set(first.values.map(\.server)).sorted() : named }

    /// Its address for who asks all servers on an interface; `0.0.0.0` when that is not known.
    func address(at interface: String) -> IPv4Address {
        named.first ?? first[interface]?.server ?? known.first ?? .any
    }

    /// Whether an answer is the server's; that of another one is counted.
    mutating func accept(_ answer: SeenAnswer) -> Bool {
        if isOwn(answer) { return true }
        let name = answer.server.description
        if others[name] != nil || others.count < Self.limit { others[name, default: 0] += 1 }
        return false
    }

    private mutating func isOwn(_ answer: SeenAnswer) -> Bool {
        if !named.isEmpty { return named.contains(answer.server) || named.contains(answer.source) }
        if let sighting = first[answer.interface] {
            return sighting.server == answer.server || sighting.source == answer.source
        }
        guard first.count < Self.limit else { return false }
        first[answer.interface] = Sighting(server: answer.server, source: answer.source)
        return true
    }
}
