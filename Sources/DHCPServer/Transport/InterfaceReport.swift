public import DHCP

/// How it stands with the interfaces of a transport, and of this host.
public struct InterfaceReport: Hashable, Sendable {
    /// The interfaces that the transport was told to listen on, in that order; none when it listens on all.
    public var statuses: [InterfaceStatus]
    /// The interfaces of this host.
    public var interfaces: [NetworkInterface]
    /// Where the transport listens now.
    public var endpoints: [DHCPEndpoint]

    /// Makes a report.
    public init(
        statuses: [InterfaceStatus] = [], interfaces: [NetworkInterface] = [], endpoints: [DHCPEndpoint] = []
    ) {
        self.statuses = statuses
        self.interfaces = interfaces
        self.endpoints = endpoints
    }

    /// Whether the system refuses a socket.
    var hasRefusals: Bool {
        statuses.contains { status in
            if case .refused = status.state { true } else { false }
        }
    }
}

/// An interface to listen on, and whether that is possible.
public struct InterfaceStatus: Hashable, Sendable {
    /// The interface's name.
    public var name: String
    /// How it stands with it.
    public var state: State

    /// Makes a status.
    public init(name: String, state: State) {
        self.name = name
        self.state = state
    }

    /// Whether there is a socket, and what it waits for if not.
    public enum State: Hashable, Sendable {
        /// There is a socket.
        case listening
        /// There is a socket, but no carrier: nothing comes in before a cable is plugged in.
        case withoutCarrier
        /// There is no such interface.
        case missing
        /// The interface is switched off.
        case down
        /// The interface has not the address on which to listen.
        case withoutAddress(IPv4Address)
        /// The system refuses a socket; it is asked again every second.
        case refused(DHCPTransportError)
    }
}
