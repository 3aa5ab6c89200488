/// How much of a server strangers may take: a guard against a sender that invents hardware addresses.
///
/// Clients that have a lease or a reservation are never limited.
public struct ClientLimits: Hashable, Sendable {
    /// How many offers are held at a time; more are not made.
    public var offers: Int
    /// How many offers are held at a time for clients behind one relay; `nil` for any number.
    public var offersPerRelay: Int?
    /// How many offers are held at a time for clients at one port of a relay (option 82, sub-option 1).
    public var offersPerPort: Int?
    /// How many new clients behind one relay get a lease in a minute.
    public var newLeasesPerRelay: Int?
    /// How many new clients at one port of a relay get a lease in a minute.
    public var newLeasesPerPort: Int?
    /// How many leases clients behind one relay have at a time; a relay counts as the link that it serves, which is that of
    /// the leased address.
    public var leasesPerRelay: Int?
    /// How many leases clients at one port have at a time: with one circuit and remote identifier (option 82, sub-options 1
    /// and 2) on one link.
    public var leasesPerPort: Int?

    /// How many DECLINEs of one client count in a minute; those beyond are passed over.
    public var declinesPerClient: Int
    /// How many DECLINEs count in a minute from one port of a relay or link; what says no port is at one port.
    public var declinesPerPort: Int
    /// How many DECLINEs count in a minute in one network.
    public var declinesPerNetwork: Int

    /// What is counted of DECLINEs when nothing else is said.
    ///
    /// A client waits ten seconds after each (RFC 2131 section 3.1), so an honest one has six in a minute; and a network
    /// in which more than sixty addresses are found in use in a minute has another fault.
    public static let defaultDeclines = (client: 6, port: 12, network: 60)

    /// The offers that are held when nothing else is said: those of 8,000 new clients a second for a minute, in 60 MB.
    public static let defaultOffers = 500_000

    /// Makes limits; by default only the number of offers and of DECLINEs is limited.
    public init(
        offers: Int = Self.defaultOffers, offersPerRelay: Int? = nil, offersPerPort: Int? = nil,
        newLeasesPerRelay: Int? = nil, newLeasesPerPort: Int? = nil,
        leasesPerRelay: Int? = nil, leasesPerPort: Int? = nil,
        declinesPerClient: Int = Self.defaultDeclines.client, declinesPerPort: Int = Self.defaultDeclines.port,
        declinesPerNetwork: Int = Self.defaultDeclines.network
    ) {
        self.offers = offers
        self.offersPerRelay = offersPerRelay
        self.offersPerPort = offersPerPort
        self.newLeasesPerRelay = newLeasesPerRelay
        self.newLeasesPerPort = newLeasesPerPort
        self.leasesPerRelay = leasesPerRelay
        self.leasesPerPort = leasesPerPort
        self.declinesPerClient = declinesPerClient
        self.declinesPerPort = declinesPerPort
        self.declinesPerNetwork = declinesPerNetwork
    }

    /// Whether offers or new leases of a relay or port are limited.
    var countsSenders: Bool {
        offersPerRelay != nil || offersPerPort != nil || newLeasesPerRelay != nil || newLeasesPerPort != nil
    }
}
