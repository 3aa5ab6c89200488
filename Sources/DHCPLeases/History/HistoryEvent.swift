import DHCP

/// What happened to an address, for the history of leases.
public enum HistoryEvent: UInt8, Sendable, CaseIterable {
    /// A client got the address.
    case begun = 1
    /// A client got the address that another one had before.
    case takenOver = 2
    /// The client got more time for it.
    case renewed = 3
    /// The client has it still, and has another hardware address, host name or port than before.
    case changed = 4
    /// The lease ran out.
    case expired = 5
    /// The client gave it back, or somebody freed it.
    case released = 6
    /// The client found it in use by somebody else.
    case declined = 7
    /// Nothing is remembered of the address any more.
    case removed = 8
    /// Somebody changed something that is no lease, as a reservation.
    case administered = 9
    /// Records of a client were emptied on request.
    case forgotten = 10

    /// What a change of a lease is; `nil` for a renewal where those are not recorded, and for a change of nothing that is
    /// told here.
    public init?(_ change: LeaseChange, recordsRenewals: Bool) {
        guard let after = change.after else {
            guard change.before != nil else { return nil }
            self = .removed
            return
        }
        let before = change.before
        switch after.state {
        case .bound:
            guard let before, before.client == after.client else {
                self = change.before == nil ? .begun : .takenOver
                return
            }
            if before.state != .bound {
                self = .begun
            } else if before.hardwareAddress != after.hardwareAddress || before.sentOptions != after.sentOptions {
                self = .changed
            } else if recordsRenewals {
                self = .renewed
            } else {
                return nil
            }
        case .released where before?.state == .released, .expired where before?.state == .expired: return nil
        case .released: self = .released
        case .expired: self = .expired
        case .declined: self = .declined
        }
    }

    /// Whether a client has the address from then on.
    public var isHeld: Bool { self == .begun || self == .takenOver || self == .renewed || self == .changed }

    /// Whether nobody has the address from then on.
    public var isEnd: Bool { self == .expired || self == .released || self == .declined || self == .removed }
}

extension HistoryEvent: CustomStringConvertible, Codable {
    /// The word, such as `begun` or `taken-over`.
    public var description: String {
        switch self {
        case .begun: "begun"
        case .takenOver: "taken-over"
        case .renewed: "renewed"
        case .changed: "changed"
        case .expired: "expired"
        case .released: "released"
        case .declined: "declined"
        case .removed: "removed"
        case .administered: "administered"
        case .forgotten: "forgotten"
        }
    }

    /// Reads a word such as `begun`.
    ///
    /// Throws `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        self = try decoder.written(as: "event, such as begun") { word in
            Self.allCases.first { $0.description == word }
        }
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws { try encoder.write(self) }
}
