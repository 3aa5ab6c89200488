public import DHCP

extension DecisionTrace {
    /// Who sent a message.
    public enum Sender: Hashable, Sendable {
        /// Somebody on a link of this server, who speaks for itself alone.
        case client
        /// Somebody on a link whose equipment is trusted.
        case trustedClient
        /// A relay that the configuration knows.
        case relay
        /// A relay that it does not know, and that wrote itself.
        case strangeRelay
        /// Whoever names a relay that is not known and did not write.
        case nobody
    }

    /// What told where a client is.
    public enum SubnetSource: Hashable, Sendable {
        /// The relay selects the link (82.5, RFC 3527).
        case linkSelection
        /// The client selects it (option 118, RFC 3011).
        case subnetSelection
        /// The relay's address (`giaddr`).
        case relay
        /// The client's own address, from which it wrote to this server alone.
        case ownAddress
        /// The interface by which the message came.
        case interface
        /// The address that is given back or declined.
        case addressGivenUp
        /// A policy.
        case policy
    }

    /// Whether a message names this server.
    public enum ServerNaming: Hashable, Sendable {
        /// It names none.
        case none
        /// By the name that its answers carry.
        case identifier
        /// By the name in the configuration.
        case configured
        /// By another address of this host.
        case ownAddress
        /// It names a member of the cluster that is gone, for which this one answers.
        case formerMember
        /// It names somebody else.
        case other

        /// Whether this server is meant.
        public var isThisServer: Bool {
            switch self {
            case .identifier, .configured, .ownAddress, .formerMember: true
            case .none, .other: false
            }
        }
    }

    /// Whether it is this member's turn to answer.
    public enum Turn: Hashable, Sendable {
        /// The client is its own.
        case own
        /// The client is another's, and says that it has been asking for a while (`secs`).
        case waitedLong
        /// The client is another's, and asks the second time.
        case askedAgain
        /// The client is another's.
        case others
    }

    /// Why an address was considered.
    public enum AddressSource: Hashable, Sendable {
        /// It is reserved for the client.
        case reserved
        /// The client has it, or was offered it.
        case held
        /// The client had it before.
        case earlier
        /// The client asks for it in a DISCOVER.
        case requested
        /// The client wants to be given it, or to keep it.
        case named
        /// Nobody ever had it.
        case neverUsed
        /// Nobody has it any more; it was given up longest ago.
        case lapsed
        /// A policy chose it.
        case policy
    }

    /// Whether a client may have an address, whoever has it now.
    public enum Grant: Hashable, Sendable {
        /// It is reserved for the client.
        case reserved
        /// It is in a pool that is for the client.
        case pooled
        /// It may be given by a policy.
        case assignable
        /// It is reserved for somebody else.
        case reservedForOther
        /// It is a network's own: of a router, a relay, this server, or of the whole subnet.
        case neverLeased
        /// It is this server's or the relay's on the way of the message.
        case onTheWay
        /// It is in no pool.
        case outsidePools
        /// Its pool is for other clients: of other classes, or with or without a reservation.
        case otherClients
        /// It is not on the client's network.
        case otherNetwork
        /// No host can have it.
        case impossible

        /// Whether the client may have it.
        public var isGranted: Bool {
            switch self {
            case .reserved, .pooled, .assignable: true
            default: false
            }
        }
    }

    /// How far it is known whether anybody uses an address.
    public enum ProbeFinding: Hashable, Sendable {
        /// It would be asked first, for so long at most; nothing is asked for a preview.
        case due(within: Duration)
        /// It is being asked.
        case underWay
        /// It was asked, and nobody answered.
        case silence
        /// Somebody answered, with this hardware address where it is known.
        case inUse(HardwareAddress?)
        /// It was not asked, as too much was being asked or the client's time was over.
        case omitted
    }

    /// Who has an address.
    public enum Standing: Hashable, Sendable {
        /// Nobody.
        case free
        /// The client.
        case own
        /// Somebody else leases it.
        case leased
        /// Somebody else was offered it.
        case offered
        /// Nobody, as it rests since it was found in use.
        case resting
    }

    /// What was found in a pool.
    public enum PoolFinding: Hashable, Sendable {
        /// It is for other clients: of other classes, or with or without a reservation.
        case otherClients
        /// It has no free address of the kind that is looked for.
        case nothingFree
        /// It has this one.
        case found(IPv4Address)
    }

    /// A limit that is reached (``ClientLimits``).
    public enum Limit: Hashable, Sendable {
        /// Offers that are held, in all.
        case offers
        /// Offers that are held behind a relay or on a link.
        case offersPerRelay
        /// Offers that are held at a port.
        case offersPerPort
        /// New leases of a minute behind a relay or on a link.
        case newLeasesPerRelay
        /// New leases of a minute at a port.
        case newLeasesPerPort
        /// Leases at a time behind a relay or on a link.
        case leasesPerRelay
        /// Leases at a time at a port.
        case leasesPerPort
    }

    /// Why a client does not get an option.
    public enum OptionAbsence: Hashable, Sendable {
        /// It asks for it, and none is configured for it.
        case notConfigured
        /// It is configured, and the client does not ask for it.
        case notRequested
        /// It found no room in what the client takes.
        case noRoom
    }
}
