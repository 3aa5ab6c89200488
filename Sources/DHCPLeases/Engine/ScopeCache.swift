import DHCP

/// The scopes of clients with classes or a reservation of their own, made when they are first needed.
struct ScopeCache: Sendable {
    /// More scopes than any network has at a time, as long as clients can not choose between as many classes.
    private static let limit = 4096

    private struct Key: Hashable {
        let place: ObjectIdentifier
        let classes: ClassSet
        let reservation: ObjectIdentifier?
    }

    private var scopes: [Key: OptionScope] = [:]

    /// The scope of a client in a place.
    mutating func scope(
        in place: OptionScope, classes: ClassSet, reservation: PlannedReservation?, plan: NetworkPlan
    ) -> OptionScope {
        let reservation = reservation?.hasSettings == true ? reservation : nil
        if classes.isEmpty && reservation == nil { return place }
        let key = Key(
            place: ObjectIdentifier(place), classes: classes, reservation: reservation.map { ObjectIdentifier($0) })
        if let known = scopes[key] { return known }
        if scopes.count >= Self.limit { scopes = [:] }
        var scope = place.narrowed(by: plan.classes.members(classes))
        if let reservation { scope = scope.narrowed(by: reservation.reservation) }
        scopes[key] = scope
        return scope
    }
}
