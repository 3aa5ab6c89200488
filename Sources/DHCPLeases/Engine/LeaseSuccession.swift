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
/// change meanwhile, and these go over again. Where more change than go over, pieces grow until fewer do, so that it ends.
///
/// When something else puts another configuration into the engine meanwhile, this one begins again and takes its place.
public struct LeaseSuccession: Sendable {
    private var successor: LeaseEngine
    private var carried = CarriedTerms()
    /// The row that goes over next.
    private var next = 0
    /// Of which configuration of the engine `next` counts the rows.
    private var generation: UInt64 = 0
    /// How many times the limit goes over at once.
    private var pace = 1
    /// How many addresses were left the last time.
    private var left = Int.max

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
        (next, generation) = (0, engine.generation)
        engine.table.journal = TableJournal(keepsImages: false)
        // What went over of another configuration may be gone by now.
        for row in successor.table.rows where row.state != .unused { engine.table.journal?.add(row.address) }
    }

    /// Takes over up to `limit` addresses, and says whether what is left is no more than that, so that it may be finished.
    ///
    /// Twice as many, and so on, when more than that have changed since the last time.
    public mutating func advance(_ engine: inout LeaseEngine, limit: Int) -> Bool {
        if engine.generation != generation || engine.table.journal == nil { begin(&engine) }
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
        let count = engine.table.journal?.count ?? 0
        if count >= left { pace = pace.multipliedReportingOverflow(by: 2).overflow ? pace : pace * 2 }
        left = count
        let (piece, overflow) = limit.multipliedReportingOverflow(by: pace)
        if overflow || count <= piece { return true }
        carryChanged(engine: &engine, piece)
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
