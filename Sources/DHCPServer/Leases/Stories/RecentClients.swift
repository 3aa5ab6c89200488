import DHCPLeases

/// A client and its last message.
struct RecentClient: Sendable {
    let name: ClientIdentity
    let decision: RememberedDecision
    /// When it was heard among its like: later ones have a greater number.
    let turn: Int

    /// The one of two that was heard last.
    static func latest(_ one: RecentClient?, _ other: RecentClient?) -> RecentClient? {
        guard let one, let other else { return one ?? other }
        return one.turn > other.turn ? one : other
    }
}

/// Clients in the order in which they were heard last, with what is remembered of each, in a bound of memory: whoever was
/// silent for longest is forgotten first.
struct RecentClients: Sendable {
    /// So much is remembered of one client.
    static let decisionsOfOne = 16
    /// What a client takes besides its decisions, in octets.
    private static let costOfOne = 256

    private struct Node: Sendable {
        var client: ClientIdentity
        var decisions: [RememberedDecision] = []
        var cost = RecentClients.costOfOne
        /// When it was heard: later ones have a greater number.
        var turn = 0
        /// Who was heard before it, and who after it; -1 for nobody.
        var older: Int32 = -1
        var newer: Int32 = -1
    }

    private let limit: Int
    private var nodes: [Node] = []
    private var free: [Int32] = []
    private var places: [ClientIdentity: Int32] = [:]
    private var oldest: Int32 = -1
    private var newest: Int32 = -1
    /// How much memory is taken, in octets.
    private(set) var cost = 0
    /// How many clients were forgotten to make room.
    private(set) var forgottenCount = 0
    private var turns = 0

    /// Makes room for `limit` octets.
    init(limit: Int) {
        self.limit = limit
    }

    /// How many clients are remembered.
    var count: Int { places.count }

    /// What is remembered of a client, the earliest first.
    func decisions(of client: ClientIdentity) -> [RememberedDecision] {
        places[client].map { nodes[Int($0)].decisions } ?? []
    }

    /// How many places there are, those of forgotten clients among them.
    var placeCount: Int { nodes.count }

    /// The client heard last of those in some places whose last message is wanted.
    func latest(in places: Range<Int>, where isWanted: (RememberedDecision) -> Bool) -> RecentClient? {
        places.reduce(nil) { latest, place in
            guard let decision = nodes[place].decisions.last, isWanted(decision) else { return latest }
            let found = RecentClient(name: nodes[place].client, decision: decision, turn: nodes[place].turn)
            return RecentClient.latest(latest, found)
        }
    }

    /// Hands a client, with what is remembered of it, over to others among whom it is not yet.
    mutating func handOver(_ client: ClientIdentity, to others: inout RecentClients) {
        guard let place = places[client] else { return }
        let (decisions, cost) = (nodes[Int(place)].decisions, nodes[Int(place)].cost)
        forget(place)
        let new = others.enter(client)
        (others.nodes[Int(new)].decisions, others.nodes[Int(new)].cost) = (decisions, cost)
        others.cost += cost - Self.costOfOne
    }

    /// Remembers a decision about a client's message.
    mutating func add(_ decision: RememberedDecision, of client: ClientIdentity) {
        let place = places[client] ?? enter(client)
        unlink(place)
        link(place)
        var decision = decision
        if let last = nodes[Int(place)].decisions.last, decision.isLike(last) {
            decision.takeOver(last)
            drop(place, nodes[Int(place)].decisions.count - 1)
        } else if nodes[Int(place)].decisions.count >= Self.decisionsOfOne {
            drop(place, 0)
        }
        let added = decision.cost
        nodes[Int(place)].decisions.append(decision)
        nodes[Int(place)].cost += added
        cost += added
        while cost > limit, oldest >= 0, oldest != place {
            forget(oldest)
            forgottenCount += 1
        }
        // One alone may be too much, too.
        while cost > limit, nodes[Int(place)].decisions.count > 1 { drop(place, 0) }
    }

    private mutating func drop(_ place: Int32, _ index: Int) {
        let gone = nodes[Int(place)].decisions.remove(at: index).cost
        nodes[Int(place)].cost -= gone
        cost -= gone
    }

    private mutating func enter(_ client: ClientIdentity) -> Int32 {
        let node = Node(client: client)
        let place: Int32
        if let unused = free.popLast() {
            nodes[Int(unused)] = node
            place = unused
        } else {
            place = Int32(nodes.count)
            nodes.append(node)
        }
        places[client] = place
        cost += Self.costOfOne
        link(place)
        return place
    }

    private mutating func forget(_ place: Int32) {
        unlink(place)
        cost -= nodes[Int(place)].cost
        places[nodes[Int(place)].client] = nil
        nodes[Int(place)].decisions = []
        free.append(place)
    }

    private mutating func link(_ place: Int32) {
        (nodes[Int(place)].older, nodes[Int(place)].newer) = (newest, -1)
        turns += 1
        nodes[Int(place)].turn = turns
        if newest >= 0 { nodes[Int(newest)].newer = place } else { oldest = place }
        newest = place
    }

    private mutating func unlink(_ place: Int32) {
        let (older, newer) = (nodes[Int(place)].older, nodes[Int(place)].newer)
        if older >= 0 { nodes[Int(older)].newer = newer } else { oldest = newer }
        if newer >= 0 { nodes[Int(newer)].older = older } else { newest = older }
    }
}
