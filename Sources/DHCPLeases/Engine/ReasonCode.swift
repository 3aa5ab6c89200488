/// Why a message was answered as it was, or not at all.
///
/// The words are stable: dashboards and alarms may rely on them.
public enum ReasonCode: UInt8, Hashable, Sendable, CaseIterable {
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
    case wrongNetwork
    /// The address is another client's, or resting, or not for lease.
    case addressTaken
    /// The client has another address here than the one it asks for.
    case wrongAddress

    // Silence.
    /// No subnet is configured for where the client is.
    case noSubnet
    /// All addresses of the network are in use.
    case poolExhausted
    /// The client took another server's offer, or names another server.
    case otherServer
    /// The client asks for an address that this server never gave it.
    case unknownClient
    /// The address is not the sender's to give back or decline.
    case notOwner
    /// The message has neither client identifier nor hardware address.
    case noIdentity
    /// The message names no address where it must.
    case noAddress
    /// A RELEASE or DECLINE that names no server.
    case noServerIdentifier
    /// The server has no address on the interface and no configured identifier, so it can not name itself.
    case noOwnAddress
    /// The message type is none that a server answers, or there is none (BOOTP).
    case notForServers
    /// The lease could not be stored, so it was not acknowledged.
    case notStored

    /// The word for logs and metrics, such as `pool-exhausted`.
    public var word: String {
        // The case's name with a dash in front of each capital.
        "\(self)".reduce(into: "") { word, letter in
            word += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}
