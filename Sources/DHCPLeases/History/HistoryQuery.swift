public import DHCP

/// Whom or what records of the history are asked for.
public struct HistoryQuery: Hashable, Sendable {
    /// Who is asked for.
    public enum Subject: Hashable, Sendable {
        /// All that happened to an address.
        case address(IPv4Address)
        /// All leases of a client.
        case client(ClientIdentity)
        /// All leases of whoever sent this hardware address.
        case hardware(HardwareAddress)
        /// All leases of whoever sent this host name, without regard to case.
        case name(String)
    }

    /// Who is asked for.
    public var subject: Subject
    /// The times of day between which it was recorded, in seconds since 1970.
    public var times: ClosedRange<Int64>
    /// How many records are wanted at most.
    public var limit: Int
    /// Whether the newest are wanted, and come first.
    public var isNewestFirst: Bool

    /// Makes a question: by default for the newest thousand.
    public init(
        _ subject: Subject, times: ClosedRange<Int64> = Int64.min...Int64.max, limit: Int = 1000,
        isNewestFirst: Bool = true
    ) {
        self.subject = subject
        self.times = times
        self.limit = limit
        self.isNewestFirst = isNewestFirst
    }
}

extension HistoryQuery.Subject {
    /// Reads what a person writes: an address, a hardware address in any notation, a client such as `id 01:aa:bb`; anything
    /// else is a host name.
    ///
    /// Gives `nil` for an empty text, and for digits and points that are no address.
    public init?(_ text: String) {
        if let address = IPv4Address(text) {
            self = .address(address)
        } else if let client = ClientIdentity(text) {
            self = .client(client)
        } else if let hardware = HardwareAddress(notation: text) ?? Self.bare(text) {
            self = .hardware(hardware)
        } else if text.isEmpty || text.allSatisfy({ $0.isNumber || $0 == "." }) {
            return nil
        } else {
            self = .name(text)
        }
    }

    /// Twelve digits without anything between them.
    private static func bare(_ text: String) -> HardwareAddress? {
        guard text.utf8.count == 12, let octets = [UInt8](hexadecimal: text) else { return nil }
        return HardwareAddress(octets: octets)
    }

    /// Whether a record is about it.
    public func matches(_ record: HistoryRecord) -> Bool {
        switch self {
        case .address(let address): record.address == address
        case .client(let client): record.client == client
        case .hardware(let hardware):
            record.hardwareAddress == hardware || record.client == ClientIdentity(hardware)
        case .name(let name): record.hostName?.lowercased() == name.lowercased()
        }
    }
}
