public import DHCP

/// What a service counted since it started.
public struct DHCPStatistics: Hashable, Sendable {
    /// Messages received.
    public var received = 0
    /// Datagrams that are not DHCP, by what is wrong with them.
    public var unrecognized: [DHCPDecodingError.Code: Int] = [:]
    /// Replies that the system took.
    public var sent = 0
    /// Replies that the system refused, by its error number.
    public var refused: [Int32: Int] = [:]
    /// Messages dropped before anybody looked at them, by reason.
    public var dropped: [DropReason: Int] = [:]
    /// Messages lost because a callback threw.
    public var failed = 0

    /// No counts.
    public init() {}
}

/// Why a message was dropped before anybody looked at it.
public enum DropReason: String, Hashable, Sendable, CaseIterable {
    /// Too many waited, and this was the least urgent.
    case overload
    /// It waited longer than clients do.
    case stale
    /// The client sent it again; the newer one took its place.
    case retransmission
    /// The service ended.
    case shutdown
}
