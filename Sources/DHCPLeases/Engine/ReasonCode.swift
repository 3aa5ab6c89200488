/// Why a message was answered as it was, or not at all.
///
/// The words are stable: dashboards and alarms may rely on them.
public enum ReasonCode: String, Hashable, Sendable, CaseIterable {
    // Answered.
    /// An address is offered.
    case offered
    /// An address is leased to a client that did not have it.
    case leased
    /// A lease goes on.
    case renewed
    /// The client got parameters only (INFORM).
    case informed

    // Acted on; no answer is due.
    /// The client gave its address back.
    case released
    /// The client found its address in use; the address rests.
    case declined

    // Refused by a NAK.
    /// The address does not belong to the network the client is on.
    case wrongNetwork = "wrong-network"
    /// The address is another client's, or resting, or not for lease.
    case addressTaken = "address-taken"
    /// The client has another address here than the one it asks for.
    case wrongAddress = "wrong-address"

    // Silence.
    /// No subnet is configured for where the client is.
    case noSubnet = "no-subnet"
    /// All addresses of the network are in use.
    case poolExhausted = "pool-exhausted"
    /// The client took another server's offer, or names another server.
    case otherServer = "other-server"
    /// The client asks for an address that this server never gave it.
    case unknownClient = "unknown-client"
    /// The address is not the sender's to give back or decline.
    case notOwner = "not-owner"
    /// The message has neither client identifier nor hardware address.
    case noIdentity = "no-identity"
    /// The message names no address where it must.
    case noAddress = "no-address"
    /// A RELEASE or DECLINE that names no server.
    case noServerIdentifier = "no-server-identifier"
    /// The server has no address on the interface and no configured identifier, so it can not name itself.
    case noOwnAddress = "no-own-address"
    /// The message type is none that a server answers, or there is none (BOOTP).
    case notForServers = "not-for-servers"
    /// The lease could not be stored, so it was not acknowledged.
    case notStored = "not-stored"
}
