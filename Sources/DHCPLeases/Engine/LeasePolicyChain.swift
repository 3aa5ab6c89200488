public import DHCP

/// Several policies as one: each is asked in turn and sees what those before it made of the matter.
///
/// ```swift
/// let policy = LeasePolicyChain([RackDatabase(), QuarantineList(), WebHook()])
/// ```
public struct LeasePolicyChain: LeasePolicy {
    private let policies: [any LeasePolicy]

    /// Makes one policy of several, in this order; of none, one that changes nothing.
    public init(_ policies: [any LeasePolicy]) {
        self.policies = policies
    }

    /// Lets one after another get ready.
    public func prepare(for batch: [DHCPRequest]) async {
        for policy in policies { await policy.prepare(for: batch) }
    }

    /// The classes that the last one gives, of what those before it gave.
    public func classes(of request: DHCPRequest, matched: [String]) -> [String] {
        policies.reduce(matched) { $1.classes(of: request, matched: $0) }
    }

    /// The subnet that the last one gives, of what those before it gave.
    public func subnet(for request: DHCPRequest, proposed: IPv4Prefix?) -> IPv4Prefix? {
        policies.reduce(proposed) { $1.subnet(for: request, proposed: $0) }
    }

    /// Whether any of them assigns addresses outside pools.
    public var assignsAddressesOutsidePools: Bool { policies.contains(where: \.assignsAddressesOutsidePools) }

    /// An address that one chooses is proposed to those behind it; who refuses has the last word.
    public func address(for request: DHCPRequest, proposed: IPv4Address?) -> AddressChoice {
        var choice = AddressChoice.accept
        var proposed = proposed
        for policy in policies {
            switch policy.address(for: request, proposed: proposed) {
            case .accept: continue
            case .refuse: return .refuse
            case .use(let address): (choice, proposed) = (.use(address), address)
            }
        }
        return choice
    }

    /// Lets one after another change the reply.
    public func amend(_ reply: inout DHCPMessage, to request: DHCPRequest) {
        for policy in policies { policy.amend(&reply, to: request) }
    }

    /// Tells all of them.
    public func committed(_ change: LeaseChange) {
        for policy in policies { policy.committed(change) }
    }

    /// Tells all of them.
    public func expired(_ lease: Lease) {
        for policy in policies { policy.expired(lease) }
    }
}
