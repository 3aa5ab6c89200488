#if Admin
    /// What may be said with a lease that becomes a reservation.
    struct ReservationWish: Decodable {
        var hostName: String?
        var comment: String?
    }
#endif
