public import DHCP

/// What a program decides otherwise than the engine does: one function for each stage of a decision.
///
/// Every function has a default that changes nothing, so a policy has only those it needs. They are called one at a
/// time, in the order of the stages, and must return quickly: the server waits. What takes time, such as asking a
/// database, belongs into ``prepare(for:)``; what need not be waited for, such as telling a web service, into a queue
/// that ``committed(_:)`` fills.
///
/// A policy that keeps state keeps it behind a lock. Decisions can be replayed as far as the policy answers the same
/// again.
public protocol LeasePolicy: Sendable {
    /// Gets ready for messages: the one place that may wait.
    ///
    /// The messages are decided about when it returns; what was decided before may not be ``committed(_:)`` yet. When a
    /// commit fails, or meets another server's change, those behind it are decided about once more without another call.
    func prepare(for batch: [DHCPRequest]) async

    /// The names of the classes that a client is in; names that are not configured are passed over.
    func classes(of request: DHCPRequest, matched: [String]) -> [String]

    /// The subnet that a client is on; `nil`, or one that is not configured, for none.
    func subnet(for request: DHCPRequest, proposed: IPv4Prefix?) -> IPv4Prefix?

    /// Whether leases outside all pools are this policy's own, given with ``AddressChoice/use(_:)``.
    ///
    /// Then a client that has one is proposed to keep it when it renews. Otherwise it is taken for a lease of a pool
    /// that is no more, which runs out.
    var assignsAddressesOutsidePools: Bool { get }

    /// The address that a client gets.
    ///
    /// Asked before an OFFER or a BOOTREPLY, and with the address that the client requests before an ACK of anything but
    /// what it was just offered, which it gets; `proposed` is `nil` when the engine would not give it.
    func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice

    /// Changes a reply before it leaves.
    func amend(_ reply: inout DHCPMessage, to request: DHCPRequest)

    /// A change is durable, and its reply is about to leave.
    func committed(_ change: LeaseChange)

    /// A lease has run out.
    func expired(_ lease: Lease)
}

/// A policy's word about an address.
public enum AddressChoice: Hashable, Sendable {
    /// As the engine proposes.
    case accept
    /// No address: no OFFER, and a NAK to a REQUEST in whichever state, unless it is another server's business.
    case refuse
    /// This one: any address of the client's network, inside or outside pools, that nobody else has or has reserved
    /// and that is no router's or server's. One that can not be given is the same as ``refuse``.
    ///
    /// A client that requests another address gets a NAK, begins again, and is offered this one.
    case use(IPv4Address)
}

extension LeasePolicy {
    /// Does nothing.
    public func prepare(for batch: [DHCPRequest]) async {}

    /// Those that matched.
    public func classes(of request: DHCPRequest, matched: [String]) -> [String] { matched }

    /// The proposed one.
    public func subnet(for request: DHCPRequest, proposed: IPv4Prefix?) -> IPv4Prefix? { proposed }

    /// They are not.
    public var assignsAddressesOutsidePools: Bool { false }

    /// Accepts.
    public func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice { .accept }

    /// Changes nothing.
    public func amend(_ reply: inout DHCPMessage, to request: DHCPRequest) {}

    /// Does nothing.
    public func committed(_ change: LeaseChange) {}

    /// Does nothing.
    public func expired(_ lease: Lease) {}
}
