public import DHCP

/// A kind of client, and what its members get.
///
/// A client is in every class that matches it. Where two of its classes say different things, the one that stands
/// first in the configuration is followed.
public struct ClientClass: Hashable, Sendable {
    /// The name by which pools refer to the class.
    public var name: String
    /// Who is in it.
    public var match: ClassMatch
    /// Options for members; they go before those of pools, and behind those of reservations.
    public var options: DHCPOptions
    /// Lease times for members.
    public var times: LeaseTimeOverrides
    /// What members boot.
    public var boot: BootSettings?
    /// Options for members that go out unasked, or not at all.
    ///
    /// ``options`` go out unasked anyway (RFC 2131 section 4.3.1), but 108, which is for those that ask.
    public var optionRules: OptionRules
    /// Whether members get no answer at all (reason `ignored`), whatever is reserved for them.
    public var isIgnored: Bool
    /// Whether members without a relay and without a usable address are always answered by broadcast.
    public var alwaysBroadcasts: Bool

    /// Makes a class.
    public init(
        _ name: String, match: ClassMatch, options: DHCPOptions = DHCPOptions(),
        times: LeaseTimeOverrides = LeaseTimeOverrides(), boot: BootSettings? = nil,
        optionRules: OptionRules = OptionRules(), isIgnored: Bool = false, alwaysBroadcasts: Bool = false
    ) {
        self.name = name
        self.match = match
        self.options = options
        self.times = times
        self.boot = boot
        self.optionRules = optionRules
        self.isIgnored = isIgnored
        self.alwaysBroadcasts = alwaysBroadcasts
    }
}

/// A question about a message: whether its sender belongs to a class.
public indirect enum ClassMatch: Hashable, Sendable {
    /// Whether all of these hold; an empty list always does.
    case all([ClassMatch])
    /// Whether one of these holds; an empty list never does.
    case any([ClassMatch])
    /// Whether this does not hold.
    case not(ClassMatch)
    /// The vendor class: option 60, or the data of a class in option 124 (RFC 3925).
    case vendorClass(OctetPattern)
    /// One of the user classes in option 77 (RFC 3004).
    case userClass(OctetPattern)
    /// One of the architectures in option 93 (RFC 4578).
    case architecture(ClientArchitecture)
    /// The hardware address, octets only.
    case hardwareAddress(OctetPattern)
    /// The client identifier (option 61), type octet included.
    case clientIdentifier(OctetPattern)
    /// The circuit identifier (option 82, sub-option 1).
    case circuitIdentifier(OctetPattern)
    /// The remote identifier (option 82, sub-option 2).
    case remoteIdentifier(OctetPattern)
    /// Whether the client asks for this option (option 55).
    case requestedOption(DHCPOptionCode)
    /// The message's type.
    case messageType(DHCPMessageType)
    /// Whether there is an option of this code, and how it reads; `nil` when its presence is all that counts.
    case option(DHCPOptionCode, OctetPattern?)
    /// Whether there is a sub-option, and how it reads.
    case subOption(SubOptionMatch)
    /// Whether the client has a reservation on its link, be it for an address or not.
    case known
    /// Whether the client's relay (`giaddr`) has an address of this block.
    case relay(IPv4Prefix)
    /// The interface by which the message came.
    case interface(String)
    /// Whether the client is in the class of this name, which stands before this one.
    case memberOf(String)
}

/// Octets with gaps: `PXEClient*` begins so, `*boot*` holds it, without a star it is equal.
public struct OctetPattern: Hashable, Sendable {
    /// What has to stand there, in this order, with anything between two parts.
    ///
    /// The first part stands at the start and the last at the end. One part alone is the whole.
    public var parts: [[UInt8]]

    /// Makes a pattern of its parts.
    ///
    /// No part at all is the same as one empty part: it matches what is empty.
    public init(parts: [[UInt8]]) {
        self.parts = parts.isEmpty ? [[]] : parts
    }

    /// Octets that have to be equal.
    public init(_ octets: [UInt8]) {
        self.init(parts: [octets])
    }

    /// Octets with which it has to begin.
    public init(prefix: [UInt8]) {
        self.init(parts: [prefix, []])
    }

    /// A text in UTF-8 in which each `*` stands for any octets.
    public init(glob text: some StringProtocol) {
        self.init(
            parts: text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) })
    }

    /// Whether `octets` read so.
    public func matches(_ octets: some RandomAccessCollection<UInt8>) -> Bool {
        octets.withContiguousStorageIfAvailable { matches(UnsafeRawBufferPointer($0)) }
            ?? Array(octets).withUnsafeBytes { matches($0) }
    }

    /// Whether octets read so that came from a message.
    func matches(_ octets: UnsafeRawBufferPointer) -> Bool {
        guard let first = parts.first, let last = parts.last else { return false }
        // The length first: what a stranger sends may be hundreds of values.
        if parts.count == 1 { return octets.count == first.count && Self.stands(first, in: octets, at: 0) }
        guard octets.count >= first.count + last.count, Self.stands(first, in: octets, at: 0),
            Self.stands(last, in: octets, at: octets.count - last.count)
        else { return false }
        let end = octets.count - last.count
        var start = first.count
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = Self.find(part, in: octets, start..<end) else { return false }
            start = found + part.count
        }
        return true
    }

    /// Whether a part stands at a place, which has room for it.
    @inline(__always)
    private static func stands(_ part: [UInt8], in octets: UnsafeRawBufferPointer, at start: Int) -> Bool {
        for index in 0..<part.count where part[index] != octets[start + index] { return false }
        return true
    }

    /// Where a part, which is not empty, stands first within a range.
    private static func find(_ part: [UInt8], in octets: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
        guard range.count >= part.count else { return nil }
        return (range.lowerBound...range.upperBound - part.count).first { start in
            octets[start] == part[0] && part.indices.allSatisfy { octets[start + $0] == part[$0] }
        }
    }
}
