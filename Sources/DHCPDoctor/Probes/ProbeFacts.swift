package import DHCP
package import DHCPServer

/// What was heard, and who answered: a value, so that a test can have any network.
package struct ProbeFacts: Sendable {
    /// Other servers that made an offer.
    package var servers: [OtherServer] = []
    /// What clients and relays said meanwhile.
    package var heard: [HeardMessage] = []
    /// Broadcasts of this host that came back to it.
    package var returned: [ReturnedBroadcast] = []
    /// Who has the addresses that were asked for.
    package var neighbours: [IPv4Address: HardwareAddress] = [:]
    /// The addresses that were asked for.
    package var asked: Set<IPv4Address> = []
    /// Machines that were asked for what the configuration says they do, and what became of it.
    package var services: [ServiceProbe: ServiceAnswer] = [:]
    /// Why links could not be asked; `nil` when they could.
    package var obstacle: String?
    /// By how many nanoseconds somebody set the clock meanwhile.
    package var clockStep: Int64 = 0

    package init() {}
}

/// Something a client or a relay said while it was listened to.
package struct HeardMessage: Hashable, Sendable {
    /// The interface at which it came in.
    package var interface: String
    /// The VLAN of its frame, where it had a tag.
    package var vlan: Int?
    /// The client.
    package var client: HardwareAddress
    /// The relay (giaddr); `nil` without one.
    package var relay: IPv4Address?
    /// Which exchange it belongs to.
    package var exchange: UInt32

    package init(
        interface: String, vlan: Int? = nil, client: HardwareAddress, relay: IPv4Address? = nil, exchange: UInt32 = 0
    ) {
        self.interface = interface
        self.vlan = vlan
        self.client = client
        self.relay = relay
        self.exchange = exchange
    }
}

/// A broadcast that this host sent by one interface and heard at the same, or at another.
package struct ReturnedBroadcast: Hashable, Sendable {
    /// By which it left.
    package var sent: String
    /// At which it came in.
    package var heard: String

    package init(sent: String, heard: String) {
        self.sent = sent
        self.heard = heard
    }
}

/// A machine that the configuration tells clients to use, and what for.
package struct ServiceProbe: Hashable, Sendable {
    /// What it is asked for.
    package enum Kind: Hashable, Sendable {
        /// Whether it is there at all (ICMP echo, or ARP on the same link).
        case router
        /// A name, by DNS.
        case nameServer
        /// A file, by TFTP.
        case bootFile(String)
        /// A page, by HTTP, at this port and path.
        case page(port: UInt16, host: String, path: String)
    }

    /// Its address.
    package var address: IPv4Address
    /// What it is asked for.
    package var kind: Kind

    package init(_ address: IPv4Address, _ kind: Kind) {
        self.address = address
        self.kind = kind
    }
}

/// What came of asking a machine.
package enum ServiceAnswer: Hashable, Sendable {
    /// It answered.
    case answered
    /// It said no, as in `file not found`.
    case refused(String)
    /// Nothing came.
    case silent
    /// It could not be asked.
    case unasked(String)
}
