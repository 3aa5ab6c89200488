package import DHCP

/// What of a message decides how it leaves, besides its destination and its length.
package struct ReplyFacts: Sendable {
    /// Whether a server sends it; a client that asks has no address yet.
    let isReply: Bool
    /// The client that the message leases the address to at which it is; `nil` when it is no reply, leases none, or goes
    /// to a relay or somebody else, and for a client with the broadcast bit.
    let directClient: HardwareAddress?

    /// Of something that is no reply.
    package init() {
        (isReply, directClient) = (false, nil)
    }

    /// Looks at a message that goes to `destination`.
    package init(_ message: borrowing DHCPMessage, to destination: ReplyDestination) {
        isReply = message.op == .bootReply
        if isReply, case .unicast(let endpoint) = destination, endpoint.address == message.yiaddr, message.giaddr.isAny,
            !message.isBroadcast
        {
            let hardware = message.hardwareAddress
            directClient = hardware.isZero ? nil : hardware
        } else {
            directClient = nil
        }
    }
}
