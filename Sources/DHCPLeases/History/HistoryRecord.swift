public import DHCP

/// What happened to an address, and to whom: one line of the history.
public struct HistoryRecord: Hashable, Sendable {
    /// Its number; each record has the next one.
    public var number: Int64
    /// When it was recorded, in seconds since 1970 by the clock of the server.
    public var time: Int64
    /// What happened.
    public var event: HistoryEvent
    /// The address; `nil` where it is about none.
    public var address: IPv4Address?
    /// Until when the lease runs, since when it has ended, or until when the address rests, in seconds since 1970 as in
    /// `Lease.end`; `nil` where it is about no lease.
    public var end: UInt32?
    /// Whose lease it is; `nil` where it is about none, and when the client was forgotten.
    public var client: ClientIdentity?
    /// The hardware address that the client sent.
    public var hardwareAddress: HardwareAddress?
    /// What the client and its relay said of themselves, as in `Lease.sentOptions`.
    public var sentOptions: [UInt8]
    /// What somebody did who asked for it; `nil` for what clients and time do.
    public var note: String?
    /// The server that recorded it: a member of a cluster, or a host.
    public var server: String
    /// Whether it was emptied, so that it says of nobody what happened.
    public var isForgotten: Bool

    /// Makes a record.
    public init(
        number: Int64, time: Int64, event: HistoryEvent, address: IPv4Address?, end: UInt32?, client: ClientIdentity?,
        hardwareAddress: HardwareAddress?, sentOptions: [UInt8] = [], note: String? = nil, server: String = "",
        isForgotten: Bool = false
    ) {
        self.number = number
        self.time = time
        self.event = event
        self.address = address
        self.end = end
        self.client = client
        self.hardwareAddress = hardwareAddress
        self.sentOptions = sentOptions
        self.note = note
        self.server = server
        self.isForgotten = isForgotten
    }

    /// The host name the client sent (option 12); `nil` when it sent none.
    public var hostName: String? { DHCPOptions(sequence: sentOptions)[.hostName] }

    /// The port of the relay (option 82, sub-option 1), octet for octet; `nil` when the relay named none.
    public var circuitID: [UInt8]? { DHCPOptions(sequence: sentOptions)[.relayAgentInformation]?.circuitID }

    /// The remote end that the relay names (option 82, sub-option 2), octet for octet; `nil` when it named none.
    public var remoteID: [UInt8]? { DHCPOptions(sequence: sentOptions)[.relayAgentInformation]?.remoteID }

    /// When it took effect: a lease that ran out while no server looked has ended earlier than it was recorded.
    public var effectiveTime: Int64 {
        guard event == .expired, let end, end != LeaseTimes.infinite else { return time }
        return min(time, Int64(end))
    }
}

/// A record is an object with the names of its properties; what is `nil` is left out, and octets are hexadecimal.
extension HistoryRecord: Encodable {
    private enum Key: String, CodingKey {
        case number, time, event, address, end, client, hardwareAddress, hostName, circuitID, remoteID, note, server
        case isForgotten
    }

    /// Writes the object; `end` is 4294967295 for a lease that never ends.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(number, forKey: .number)
        try values.encode(time, forKey: .time)
        try values.encode(event, forKey: .event)
        try values.encodeIfPresent(address, forKey: .address)
        try values.encodeIfPresent(end, forKey: .end)
        try values.encodeIfPresent(client, forKey: .client)
        try values.encodeIfPresent(hardwareAddress, forKey: .hardwareAddress)
        try values.encodeIfPresent(hostName, forKey: .hostName)
        try values.encodeIfPresent(circuitID?.hexadecimal(), forKey: .circuitID)
        try values.encodeIfPresent(remoteID?.hexadecimal(), forKey: .remoteID)
        try values.encodeIfPresent(note, forKey: .note)
        try values.encode(server, forKey: .server)
        if isForgotten { try values.encode(true, forKey: .isForgotten) }
    }
}
