public import DHCP

/// What tells one client from another: its client identifier (option 61), else its hardware address
/// (RFC 2131 section 4.2).
///
/// Up to 24 octets are held in place, so that a table of a million clients needs no million allocations.
public struct ClientIdentity: Hashable, Sendable {
    /// Where the octets of an identity come from.
    public enum Source: UInt8, Sendable {
        /// Option 61.
        case clientIdentifier
        /// `htype`, then the hardware address.
        case hardwareAddress
        /// The port of the relay (option 82, sub-option 1), for clients with a reservation for their port.
        case circuitIdentifier
        /// The remote end that the relay names (option 82, sub-option 2), for clients with a reservation for it.
        case remoteIdentifier

        /// Whether a relay says it, so that several clients may have it.
        var isOfRelay: Bool { self == .circuitIdentifier || self == .remoteIdentifier }
    }

    private static var inlineCount: Int { 24 }

    /// As many octets as one option has room for: a longer identifier, which would be kept with every offer, is of no
    /// client but of somebody who fills memory.
    public static var maximumCount: Int { 255 }

    /// Where the octets come from.
    public let source: Source
    private let count: UInt8
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    /// All octets, when they are more than fit in place; else empty.
    private let overflow: [UInt8]

    /// The identity of whoever sent `message`; `nil` when it has neither client identifier nor hardware address.
    ///
    /// Also `nil` when its client identifier is longer than ``maximumCount``. Without `usesClientIdentifier` a client identifier counts only when there is no hardware address.
    public init?(_ message: borrowing DHCPMessage, usesClientIdentifier: Bool = true) {
        if !usesClientIdentifier, message.hlen > 0, !message.hardwareAddress.isZero {
            self.init(message.hardwareAddress)
            return
        }
        var isTooLong = false
        let named = message.options.withValue(of: .clientIdentifier) { octets in
            isTooLong = octets.byteCount > Self.maximumCount
            return ClientIdentity(clientIdentifier: octets)
        }
        if let named, let named {
            self = named
        } else if isTooLong {
            return nil
        } else if message.hlen > 0 && !message.hardwareAddress.isZero {
            self.init(message.hardwareAddress)
        } else {
            return nil
        }
    }

    /// The identity of a client that is known by its hardware address.
    public init(_ address: HardwareAddress) {
        source = .hardwareAddress
        count = UInt8(address.count + 1)
        let (high, low) = (address.storage.high, address.storage.low)
        first = UInt64(address.type.rawValue) << 56 | high >> 8
        second = high << 56 | low >> 8
        third = low << 56
        overflow = []
    }

    /// The identity of the client with a reservation for `identifier`; `nil` when that is empty.
    public init?(_ identifier: Reservation.Identifier) {
        let (source, octets): (Source, [UInt8]) =
            switch identifier {
            case .hardwareAddress(let address): (.hardwareAddress, [address.type.rawValue] + address.octets)
            case .clientIdentifier(let octets): (.clientIdentifier, octets)
            case .circuitIdentifier(let octets): (.circuitIdentifier, octets)
            case .remoteIdentifier(let octets): (.remoteIdentifier, octets)
            case .relayPort(let circuit, let remote): (.circuitIdentifier, Self.port(circuit, remote))
            }
        self.init(source: source, octets: octets.span.bytes)
    }

    /// Both names of a port as they stand in option 82, which tells them from a circuit identifier alone.
    private static func port(_ circuit: [UInt8], _ remote: [UInt8]) -> [UInt8] {
        [(RelayAgentInformation.Code.circuitID, circuit), (.remoteID, remote)].flatMap { code, octets in
            [code.rawValue, UInt8(truncatingIfNeeded: octets.count)] + octets
        }
    }

    /// The identity of a client that sends this client identifier.
    ///
    /// Gives `nil` when it is empty: option 61 has at least two octets (RFC 2132 section 9.14), of which the server
    /// needs one. Also when it is longer than ``maximumCount``.
    public init?(clientIdentifier octets: [UInt8]) {
        self.init(clientIdentifier: octets.span.bytes)
    }

    private init?(clientIdentifier octets: RawSpan) {
        if octets.byteCount > Self.maximumCount { return nil }
        self.init(source: .clientIdentifier, octets: octets)
    }

    /// The identity that has these `octets`, as a store kept them.
    ///
    /// Gives `nil` when there is none: somebody without a name is nobody. Also when there are more than a store can keep, 65,535.
    public init?(source: Source, octets: RawSpan) {
        if octets.isEmpty || octets.byteCount > UInt16.max { return nil }
        self.init(from: source, octets)
    }

    private init(from source: Source, _ octets: RawSpan) {
        self.source = source
        if octets.byteCount > Self.inlineCount {
            count = 0
            (first, second, third) = (0, 0, 0)
            overflow = octets.octets
        } else {
            count = UInt8(octets.byteCount)
            first = Self.word(octets, at: 0)
            second = Self.word(octets, at: 8)
            third = Self.word(octets, at: 16)
            overflow = []
        }
    }

    private static func word(_ octets: RawSpan, at start: Int) -> UInt64 {
        var word: UInt64 = 0
        for offset in start..<start + 8 {
            word = word << 8 | (offset < octets.byteCount ? UInt64(octets.octet(at: offset)) : 0)
        }
        return word
    }

    /// Stands for whoever has an address of which it is only known that it is not free, as in a lease file of another
    /// server in which a declined address names no client.
    ///
    /// It is a hardware address of the reserved type 0 made of the address, so that no two rows have it.
    public static func nobody(at address: IPv4Address) -> ClientIdentity {
        let (a, b, c, d) = address.octets
        return ClientIdentity(from: .hardwareAddress, [HardwareType.reserved.rawValue, a, b, c, d].span.bytes)
    }

    /// Whether nobody is named, see ``nobody(at:)``.
    public var isNobody: Bool {
        source == .hardwareAddress && count == 5 && octets[0] == HardwareType.reserved.rawValue
    }

    /// The octets: the value of option 61, or `htype` and hardware address.
    public var octets: [UInt8] { withOctets { $0.octets } }

    /// Calls `body` with the octets, which are not copied to the heap for it.
    package func withOctets<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result {
        if !overflow.isEmpty { return try body(overflow.span.bytes) }
        let words = (first.bigEndian, second.bigEndian, third.bigEndian)
        return try withUnsafeBytes(of: words) { try body($0.bytes.extracting(first: Int(count))) }
    }
}

extension ClientIdentity: CustomStringConvertible {
    /// `id 01:aa:bb` or `hw 1/00:11:22:33:44:55`.
    public var description: String {
        if isNobody { return "nobody" }
        let octets = octets
        switch source {
        case .clientIdentifier: return "id \(octets.hexadecimal(separator: ":"))"
        case .hardwareAddress: return "hw \(octets.first ?? 0)/\(octets.dropFirst().hexadecimal(separator: ":"))"
        case .circuitIdentifier: return "circuit \(octets.hexadecimal(separator: ":"))"
        case .remoteIdentifier: return "remote \(octets.hexadecimal(separator: ":"))"
        }
    }
}

extension ClientIdentity {
    /// What tables find it by.
    ///
    /// Mixed with numbers that differ in each process, so that nobody can invent clients whose hashes are equal. A
    /// third of the time that a `Hasher` takes.
    var tableHash: UInt32 {
        if !overflow.isEmpty { return UInt32(truncatingIfNeeded: hashValue) }
        let kind = UInt64(source.rawValue) << 8 | UInt64(count)
        let half = Self.fold(first ^ Self.seed.0, second ^ Self.seed.1)
        return UInt32(truncatingIfNeeded: Self.fold(half ^ third ^ Self.seed.2, Self.seed.1 ^ kind) >> 16)
    }

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    private static let seed = (
        UInt64.random(in: 1...(.max)), UInt64.random(in: 1...(.max)), UInt64.random(in: 1...(.max))
    )
}
