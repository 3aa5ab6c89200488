/// What a relay says about the client and itself: option 82 (RFC 3046 section 2.0).
///
/// Sub-options are kept octet for octet in their order, empty ones included, because a server returns the option as it
/// came. Decoding throws `truncatedOption` when a sub-option runs past the end; the octets of such an option are still
/// to be had, and returned, by `options[raw: .relayAgentInformation]`.
public struct RelayAgentInformation: Hashable, Sendable {
    private var list: SubOptionList

    /// No sub-options.
    public init() {
        list = SubOptionList(hasLayout: false)
    }

    /// The octets as they stand in the message.
    public var octets: [UInt8] { list.octets }

    /// The sub-options in the order of the wire.
    public var subOptions: [(code: Code, octets: [UInt8])] {
        list.parts.map { (Code(rawValue: $0.code), $0.octets) }
    }

    /// The value of a sub-option, joined when it comes twice.
    ///
    /// Setting keeps its place or appends; `nil` removes it.
    ///
    /// A value over 255 octets is written as several sub-options of its code.
    public subscript(code: Code) -> [UInt8]? {
        get { list.value(of: code.rawValue) }
        set { list.set(newValue, of: code.rawValue) }
    }

    /// The number of a sub-option (IANA "DHCP Relay Agent Sub-Option Codes").
    public struct Code: RawRepresentable, Hashable, Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral {
        /// The number on the wire.
        public var rawValue: UInt8

        /// Makes the code numbered `rawValue`.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Makes a code from a literal.
        public init(integerLiteral value: UInt8) {
            rawValue = value
        }

        /// 1: the port or circuit the client is behind (RFC 3046 section 3.1).
        public static let circuitID: Code = 1
        /// 2: the remote end of the circuit, such as a modem (RFC 3046 section 3.2).
        public static let remoteID: Code = 2
        /// 4: the DOCSIS device class (RFC 3256 section 3).
        public static let deviceClass: Code = 4
        /// 5: the subnet to allocate from (RFC 3527 section 3).
        public static let linkSelection: Code = 5
        /// 6: the subscriber, wherever it is connected (RFC 3993 section 3).
        public static let subscriberID: Code = 6
        /// 7: attributes that RADIUS gave the relay (RFC 4014 section 3).
        public static let radiusAttributes: Code = 7
        /// 8: authenticates relay and server (RFC 4030 section 4).
        public static let authentication: Code = 8
        /// 9: vendor data by enterprise number (RFC 4243 section 3).
        public static let vendorSpecific: Code = 9
        /// 10: whether the relay got the message by unicast (RFC 5010 section 3).
        public static let flags: Code = 10
        /// 11: what the server puts into option 54, so that renewals go through the relay (RFC 5107 section 4).
        public static let serverIdentifierOverride: Code = 11
        /// 12: tells relays apart (RFC 6925 section 5).
        public static let relayAgentIdentifier: Code = 12
        /// 13: the access technology of a WLAN (RFC 7839 section 4).
        public static let accessTechnologyType: Code = 13
        /// 14: the access network's name (RFC 7839 section 4).
        public static let accessNetworkName: Code = 14
        /// 15: the access point's name (RFC 7839 section 4).
        public static let accessPointName: Code = 15
        /// 16: the access point's BSSID (RFC 7839 section 4).
        public static let accessPointBSSID: Code = 16
        /// 17: the operator (RFC 7839 section 4).
        public static let operatorIdentifier: Code = 17
        /// 18: the operator's realm (RFC 7839 section 4).
        public static let operatorRealm: Code = 18
        /// 19: the relay sends from another port than 67 (RFC 8357 section 4).
        public static let relaySourcePort: Code = 19
        /// 151: the VPN the client is in (RFC 6607 section 3.3).
        public static let virtualSubnetSelection: Code = 151
        /// 152: asks the server to say that it knows 151 (RFC 6607 section 3.3).
        public static let virtualSubnetSelectionControl: Code = 152
    }
}

// MARK: - Typed sub-options

extension RelayAgentInformation {
    /// 1: the port or circuit the client is behind.
    public var circuitID: [UInt8]? {
        get { self[.circuitID] }
        set { self[.circuitID] = newValue }
    }

    /// 2: the remote end of the circuit.
    public var remoteID: [UInt8]? {
        get { self[.remoteID] }
        set { self[.remoteID] = newValue }
    }

    /// 5: an address of the subnet to allocate from; `nil` also when it is not four octets.
    public var linkSelection: IPv4Address? {
        get { address(.linkSelection) }
        set { self[.linkSelection] = newValue?.encodedOctets }
    }

    /// 6: the subscriber.
    public var subscriberID: [UInt8]? {
        get { self[.subscriberID] }
        set { self[.subscriberID] = newValue }
    }

    /// 11: what the server puts into option 54; `nil` also when it is not four octets.
    public var serverIdentifierOverride: IPv4Address? {
        get { address(.serverIdentifierOverride) }
        set { self[.serverIdentifierOverride] = newValue?.encodedOctets }
    }

    /// 19: that the server must answer to the relay's source port instead of 67.
    ///
    /// What counts is that it is there. Relays send it empty or with two octets, and it is returned as it came.
    public var relaySourcePort: [UInt8]? {
        get { self[.relaySourcePort] }
        set { self[.relaySourcePort] = newValue }
    }

    private func address(_ code: Code) -> IPv4Address? {
        self[code].flatMap { try? IPv4Address(decoding: $0) }
    }
}

extension RelayAgentInformation: DHCPOptionValue {
    /// Reads sub-options one after another; one that runs past the end is an error.
    ///
    /// None at all is allowed.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        list = try SubOptionList(decoding: octets, hasLayout: false)
    }

    /// Writes the sub-options.
    public func encode(into writer: inout DHCPOptionWriter) { writer.write(contentsOf: octets) }
}

extension RelayAgentInformation: CustomStringConvertible {
    /// Codes with their octets, as in `{1=657468312f302f37, 2=0a0b}`.
    public var description: String {
        "{" + list.parts.map { "\($0.code)=\($0.octets.hexadecimal())" }.joined(separator: ", ") + "}"
    }
}
