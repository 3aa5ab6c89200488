public import DHCP

/// A question that is to be asked on the network: whether anybody uses an address (RFC 2131 section 2.2).
///
/// An engine only says that it is wanted (``Decision/probe``); who drives the engine asks it, and gives the answer to
/// ``CommitPipeline/endProbe(of:_:at:_:)``.
public struct ConflictProbe: Hashable, Sendable {
    /// The address.
    public var address: IPv4Address
    /// The number of the interface on whose link ARP asks; `nil` where ARP does not reach.
    public var link: UInt32?
    /// Whether an ICMP echo asks.
    public var pings: Bool
    /// For how long answers are waited for.
    public var timeout: Duration

    /// Makes a probe.
    public init(address: IPv4Address, link: UInt32?, pings: Bool, timeout: Duration) {
        self.address = address
        self.link = link
        self.pings = pings
        self.timeout = timeout
    }
}

/// What came of a probe.
public enum ProbeOutcome: Hashable, Sendable {
    /// Nobody answered in time, or it could not be asked.
    case silence
    /// Somebody answered, with this hardware address where the answer has one.
    case answered(HardwareAddress?)
}

/// What can be asked on the network by whoever drives an engine.
public struct ProbeReach: Hashable, Sendable {
    /// The numbers of the interfaces on whose links ARP can be asked.
    public var links: Set<UInt32>
    /// Whether an ICMP echo can be sent.
    public var pings: Bool

    /// Makes a reach; by default nothing can be asked, and no address is probed.
    public init(links: Set<UInt32> = [], pings: Bool = false) {
        self.links = links
        self.pings = pings
    }

    /// Whether nothing can be asked.
    public var isNothing: Bool { links.isEmpty && !pings }
}

/// The probes that an engine waits for.
struct ProbesUnderWay: Sendable {
    /// A probe, and what it is for.
    struct Entry: Sendable {
        let probe: ConflictProbe
        /// The hardware address of the client, whose own answer is no conflict.
        let client: HardwareAddress
        /// Who declined the address, and when; `nil` before an OFFER.
        let decline: (client: ClientIdentity, at: UInt32)?
    }

    /// More are not under way at a time: with half a second for each these are a thousand probes in a second, which no link
    /// minds, and each keeps one message.
    static let limit = 512

    /// What can be asked; nothing at first.
    var reach = ProbeReach()
    /// Whether it is only said what would be asked, as nothing is meant in earnest.
    var isPreview = false
    private var entries: [IPv4Address: Entry] = [:]
    /// How many addresses left unprobed, as too many were being probed.
    private(set) var omittedCount = 0

    /// Whether one more can begin.
    var hasRoom: Bool { entries.count < Self.limit }

    /// Begins a probe; gives `false` when there are too many, which is counted.
    mutating func begin(_ entry: Entry) -> Bool {
        guard hasRoom else {
            omittedCount += 1
            return false
        }
        entries[entry.probe.address] = entry
        return true
    }

    /// The probe of an address that is under way.
    func underWay(_ address: IPv4Address) -> Entry? { entries.isEmpty ? nil : entries[address] }

    /// Ends the probe of an address, for whatever reason.
    @discardableResult
    mutating func end(_ address: IPv4Address) -> Entry? { entries.isEmpty ? nil : entries.removeValue(forKey: address) }

    /// The addresses, for comparing.
    var addresses: [IPv4Address] { entries.keys.sorted() }
}
