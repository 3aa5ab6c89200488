import DHCP

/// Another configuration on its way into the place of the one that is served: all leases and offers go over to it piece by
/// piece, while the engine goes on deciding.
///
/// ```swift
/// var succession = try LeaseSuccession(to: configuration, policy: engine.policy, minimumCapacity: engine.leaseCount)
/// succession.begin(&engine)
/// while !succession.advance(&engine, limit: 1000) { /* answer clients */ }
/// let old = succession.finish(&engine)
/// ```
///
/// No piece takes longer than its limit asks for, however many leases there are. The engine writes down which addresses
/// change meanwhile, and these go over again.
public struct LeaseSuccession: Sendable {
    private var successor: LeaseEngine
    private var carried = CarriedTerms()
    /// The row that goes over next.
    private var next = 0

    /// Prepares a configuration, without leases but with room for as many as are said; it takes as long as it does to begin
    /// with it.
    ///
    /// Throws what ``LeaseEngine/init(configuration:policy:)`` throws.
    public init(
        to configuration: LeaseConfiguration, policy: (any LeasePolicy)? = nil, minimumCapacity: Int = 0
    ) throws(LeaseConfigurationError) {
        successor = try LeaseEngine(configuration: configuration, policy: policy)
        successor.table.reserve(minimumCapacity)
    }

    /// Lets an engine write down what changes from now on.
    public mutating func begin(_ engine: inout LeaseEngine) {
        next = 0
        engine.table.journal = TableJournal(keepsImages: false)
    }

    /// Takes over up to `limit` addresses, and says whether what is left is no more than that, so that it may be finished.
    ///
    /// Something is left for as long as more than `limit` addresses change between two calls.
    public mutating func advance(_ engine: inout LeaseEngine, limit: Int) -> Bool {
        let limit = max(1, limit)
        if next < engine.table.rows.count {
            let end = next + min(limit, engine.table.rows.count - next)
            for row in next..<end where engine.table.rows[row].state != .unused {
                // An offer's address goes over with what lies under it.
                successor.carry(engine.table.rows[row].address, from: engine, &carried)
            }
            next = end
            return false
        }
        if engine.table.journal.map({ $0.count <= limit }) ?? true { return true }
        carryChanged(engine: &engine, limit)
        return false
    }

    /// Puts the successor in the engine's place with all that is left, and returns the engine that was, whose memory
    /// takes its time to go.
    ///
    /// Nothing may be under way to a store that would be taken back later.
    public consuming func finish(_ engine: inout LeaseEngine) -> LeaseEngine {
        while !advance(&engine, limit: .max) {}
        carryChanged(engine: &engine, .max)
        engine.table.journal = nil
        successor.goOn(from: engine)
        swap(&successor, &engine)
        return successor
    }

    /// Gives up: the engine writes nothing down any more.
    public consuming func abandon(_ engine: inout LeaseEngine) {
        engine.table.journal = nil
    }

    private mutating func carryChanged(engine: inout LeaseEngine, _ limit: Int) {
        for address in engine.table.journal?.take(limit) ?? [] { successor.carry(address, from: engine, &carried) }
    }
}

/// What decided about another engine's offers, under the classes of this one.
struct CarriedTerms: Sendable {
    /// The old terms are held, so that no others come to stand where they stood.
    private var terms: [ObjectIdentifier: (old: OfferTerms, new: OfferTerms)] = [:]

    mutating func terms(for old: OfferTerms, from other: NetworkPlan, to plan: NetworkPlan) -> OfferTerms {
        if let known = terms[ObjectIdentifier(old)] { return known.new }
        let new = old.carriedOver(plan.classes.known(other.classes.names(old.classes)))
        terms[ObjectIdentifier(old)] = (old, new)
        return new
    }
}
