import DHCP

/// Addresses that are not for clients because the machines on the way of a message have them: this server and the relay.
struct ExcludedAddresses {
    private let server: IPv4Address
    private let relay: IPv4Address
    /// The server's other addresses on the link; mostly none.
    private let others: [IPv4Address]

    init(_ request: borrowing DHCPRequest) {
        server = request.origin.localAddress
        relay = request.message.giaddr
        others = request.origin.localAddresses
    }

    func contains(_ address: IPv4Address) -> Bool {
        address == server || address == relay || !others.isEmpty && others.contains(address)
    }
}
