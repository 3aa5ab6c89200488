public import DHCP

/// What one client of a subnet always gets.
///
/// The address may lie inside a pool, where nobody else gets it, or outside all pools. A client is looked for by its
/// hardware address, then by its client identifier, then by the port it is at (circuit and remote identifier together,
/// then circuit, then remote identifier).
///
/// A reservation that says nothing but who it is for registers a client: it is known (``ClassMatch/known``).
public struct Reservation: Hashable, Sendable {
    /// How the client is known.
    public enum Identifier: Hashable, Sendable {
        /// By `htype` and hardware address.
        case hardwareAddress(HardwareAddress)
        /// By its client identifier (option 61), type octet included.
        case clientIdentifier([UInt8])
        /// By the relay's port it is at (option 82, sub-option 1).
        case circuitIdentifier([UInt8])
        /// By the remote end that the relay names (option 82, sub-option 2).
        case remoteIdentifier([UInt8])
        /// By the relay's port it is at and the remote end, which must both be so: many relays number their ports alike.
        case relayPort(circuit: [UInt8], remote: [UInt8])
    }

    /// How the client is known.
    public var identifier: Identifier
    /// How the client is known besides, such as by the address of its other network card: whoever comes by one of the
    /// names has what is reserved, and takes it over from another.
    public var alternatives: [Identifier]
    /// Its address; `nil` for a client that only gets options of its own.
    public var address: IPv4Address?
    /// The host name it is told (option 12).
    public var hostName: String?
    /// Options for this client alone; they go before those of all other scopes.
    public var options: DHCPOptions
    /// Lease times for this client alone.
    public var times: LeaseTimeOverrides
    /// What this client boots, instead of what others do.
    public var boot: BootSettings?
    /// Options for this client that go out unasked, or not at all.
    ///
    /// ``options`` go out unasked anyway (RFC 2131 section 4.3.1), but 108, which is for those that ask.
    public var optionRules: OptionRules
    /// Whether this client gets no answer at all (reason `ignored`).
    public var isIgnored: Bool

    /// Makes a reservation.
    public init(
        _ identifier: Identifier, alternatives: [Identifier] = [], address: IPv4Address? = nil,
        hostName: String? = nil, options: DHCPOptions = DHCPOptions(),
        times: LeaseTimeOverrides = LeaseTimeOverrides(), boot: BootSettings? = nil,
        optionRules: OptionRules = OptionRules(), isIgnored: Bool = false
    ) {
        self.identifier = identifier
        self.alternatives = alternatives
        self.address = address
        self.hostName = hostName
        self.options = options
        self.times = times
        self.boot = boot
        self.optionRules = optionRules
        self.isIgnored = isIgnored
    }

    /// All names by which the client is known.
    public var identifiers: [Identifier] { [identifier] + alternatives }
}

extension Reservation.Identifier: CustomStringConvertible {
    /// `hw 1/00:11:22:33:44:55`, `id 01:aa`, `circuit 65:74:68`, `remote 0a`, `circuit 65 remote 0a`.
    public var description: String {
        switch self {
        case .hardwareAddress(let address): "hw \(address.type.rawValue)/\(address)"
        case .clientIdentifier(let octets): "id \(octets.hexadecimal(separator: ":"))"
        case .circuitIdentifier(let octets): "circuit \(octets.hexadecimal(separator: ":"))"
        case .remoteIdentifier(let octets): "remote \(octets.hexadecimal(separator: ":"))"
        case .relayPort(let circuit, let remote):
            "circuit \(circuit.hexadecimal(separator: ":")) remote \(remote.hexadecimal(separator: ":"))"
        }
    }
}
