public import DHCP

/// Which history of leases a store keeps.
public struct HistorySettings: Hashable, Sendable {
    /// For how many seconds records are kept; 0 for no history, and what there is goes.
    public var seconds: UInt32
    /// How many octets of records are kept at most; the oldest go first.
    public var size: UInt64
    /// Whether renewals are recorded too, which change nothing but an end.
    public var recordsRenewals: Bool

    /// 90 days.
    public static let defaultSeconds: UInt32 = 90 * 86_400
    /// 2 GiB.
    public static let defaultSize: UInt64 = 2 << 30

    /// Makes settings.
    public init(
        seconds: UInt32 = Self.defaultSeconds, size: UInt64 = Self.defaultSize, recordsRenewals: Bool = false
    ) {
        self.seconds = seconds
        self.size = size
        self.recordsRenewals = recordsRenewals
    }

    /// No history.
    public static let none = HistorySettings(seconds: 0)

    /// Whether there is one.
    public var isKept: Bool { seconds > 0 }
}

/// A change that somebody asked for, for the history of leases.
public struct AdministrativeChange: Hashable, Sendable {
    /// What was done, and by whom as far as that is known: a line such as `freed on request`.
    public var text: String
    /// The address it is about, when no lease changes with it.
    public var address: IPv4Address?
    /// The client it is about, when no lease changes with it.
    public var client: ClientIdentity?

    /// Makes a change.
    public init(_ text: String, address: IPv4Address? = nil, client: ClientIdentity? = nil) {
        self.text = text
        self.address = address
        self.client = client
    }
}
