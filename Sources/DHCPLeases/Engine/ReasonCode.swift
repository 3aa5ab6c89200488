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
    /// A BOOTP client got its reserved address.
    case bootpAnswered
    /// A relay got what it asked about a lease (RFC 4388).
    case leaseQueryAnswered
    /// There is no address, and the client was told whether it may choose one itself (RFC 2563).
    case noAddressTold

    // Acted on; no answer is due.
    /// The client gave its address back.
    case released
    /// Whether somebody uses the address is being asked; the client is answered when that is known, with its latest message.
    case beingProbed
    /// The client found its address in use; the address rests.
    case declined

    // Refused by a NAK.
    /// The address does not belong to the network the client is on.
    case wrongNetwork
    /// The address is another client's.
    case addressTaken
    /// The address rests, as a client or a probe found it in use.
    case addressResting
    /// The address is reserved for another client.
    case addressReserved
    /// The address is in no pool for this client, or the network's own.
    case notForLease
    /// The client has another address here than the one it asks for.
    case wrongAddress

    // Silence.
    /// The address is of another network, and this server does not say what it does not know (not authoritative).
    case notAuthoritative
    /// The answer would go to an address (`ciaddr`) that is neither the sender's nor of its link.
    case answeredElsewhere
    /// No subnet is configured for where the client is.
    case noSubnet
    /// All addresses of the network are in use.
    case poolExhausted
    /// There are pools, but none for this client's classes.
    case noPoolForClient
    /// The client's class, or its reservation, gets no answer.
    case ignored
    /// Too many strangers, or too many behind this relay or at this port.
    case limitReached
    /// The lease's address is in no pool any more; it runs out and is not renewed.
    case outsidePools
    /// The program's own policy does not give this client an address.
    case refusedByPolicy
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
    /// The sender says that its own address is one that no host can have.
    case impossibleAddress
    /// An option that matters can not be read.
    case malformed
    /// The message is a server's, not a client's.
    case notRequest
    /// The message type is none that a server answers.
    case notForServers
    /// A BOOTP client without a reserved address.
    case bootp
    /// A question about a lease by somebody who may not ask.
    case leaseQueryRefused
    /// A question about a lease that names none.
    case leaseQueryEmpty
    /// A RELEASE that came neither from the address that it gives back nor by a relay.
    case notFromAddress
    /// A RELEASE or DECLINE from another link than that of the address.
    case notOnLink
    /// The message names a relay that the configuration does not know and that did not send it.
    case unknownRelay
    /// A DECLINE by a sender that had declined enough in this minute, or too often in this hour what nobody else used; the
    /// address does not rest.
    case tooManyDeclines
    /// The lease could not be stored, so it was not acknowledged.
    case notStored
    /// Another member of the cluster answers the client.
    case otherMember
    /// This member can not reach the store that it shares with others, or has just begun, so it gives no address and refuses
    /// none.
    case noQuorum
    /// There are free addresses, but this member's clock differs too much from the others' to take over ended leases.
    case clockSkew
    /// This member serves an older configuration than the cluster's, so it gives nobody an address that it did not have.
    case oldConfiguration
    /// The store took longer than the client waits for an answer; what was decided is stored all the same.
    case tooLate

    /// The word for logs and metrics, such as `pool-exhausted`.
    public var word: String { Self.words[Int(rawValue)] }

    /// The case's names with a dash in front of each capital.
    private static let words: [String] = allCases.map { reason in
        "\(reason)".reduce(into: "") { word, letter in
            word += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }

    /// Whether the sender waits in vain: no answer, or a NAK.
    public var isRefusal: Bool { rawValue > ReasonCode.declined.rawValue }
}
