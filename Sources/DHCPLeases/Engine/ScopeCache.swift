import DHCP

/// The scopes of clients with classes or a reservation of their own, made when they are first needed.
///
/// Each reservation keeps the scope that it had last, so that no number of them drives others out. Those of classes have
/// a fixed number of places.
struct ScopeCache: Sendable {
    /// More scopes than any network has at a time, as long as clients can not choose between as many classes.
    private static let limit = 4096

    private struct Key: Hashable {
        let place: ObjectIdentifier
        let classes: ClassSet
    }

    private struct Entry {
        let key: Key
        let scope: OptionScope
    }

    private var scopes: [Key: OptionScope] = [:]
    /// The keys in the order in which they came; the oldest goes first, one at a time.
    private var keys: [Key] = []
    private var oldest = 0
    /// By the number of the reservation; no longer than the configuration.
    private var reserved: [Entry?] = []
    /// How often a scope was made, for tests of what is found again.
    private(set) var madeCount = 0

    /// The scope of a client in a place.
    mutating func scope(
        in place: OptionScope, classes: ClassSet, reservation: PlannedReservation?, plan: NetworkPlan
    ) -> OptionScope {
        let reservation = reservation?.hasSettings == true ? reservation : nil
        if classes.isEmpty && reservation == nil { return place }
        let key = Key(place: ObjectIdentifier(place), classes: classes)
        guard let reservation else { return scope(of: key, in: place, plan) }
        if reservation.number < reserved.count, let entry = reserved[reservation.number], entry.key == key {
            return entry.scope
        }
        let wider = classes.isEmpty ? place : scope(of: key, in: place, plan)
        let scope = wider.narrowed(by: reservation.reservation)
        madeCount += 1
        if reserved.isEmpty { reserved = Array(repeating: nil, count: plan.reservations.count) }
        reserved[reservation.number] = Entry(key: key, scope: scope)
        return scope
    }

    private mutating func scope(of key: Key, in place: OptionScope, _ plan: NetworkPlan) -> OptionScope {
        if let known = scopes[key] { return known }
        let scope = place.narrowed(by: plan.classes.members(key.classes))
        madeCount += 1
        if keys.count < Self.limit {
            keys.append(key)
        } else {
            scopes[keys[oldest]] = nil
            keys[oldest] = key
            oldest = (oldest + 1) % Self.limit
        }
        scopes[key] = scope
        return scope
    }
}
