/// A vendor's number (IANA "Private Enterprise Numbers").
public struct EnterpriseNumber: RawRepresentable, Hashable, Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral {
    /// The number on the wire.
    public var rawValue: UInt32

    /// Makes the enterprise numbered `rawValue`.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Makes an enterprise number from a literal.
    public init(integerLiteral value: UInt32) {
        rawValue = value
    }

    /// 9: Cisco.
    public static let cisco: EnterpriseNumber = 9
    /// 3561: the Broadband Forum (TR-069).
    public static let broadbandForum: EnterpriseNumber = 3561
    /// 4491: CableLabs.
    public static let cableLabs: EnterpriseNumber = 4491
}

/// Vendor classes by enterprise number: option 124 (RFC 3925 section 3).
///
/// An enterprise that comes twice is joined on read, and data over 255 octets is written as several parts. Decoding
/// throws `truncatedOption` when a part runs past the end, and `invalidLength` for more than 16 enterprises.
public struct VendorIdentifyingClass: Hashable, Sendable {
    private var blocks = EnterpriseBlocks()

    /// No classes.
    public init() {}

    /// Makes the class of one vendor.
    public init(_ enterprise: EnterpriseNumber, octets: [UInt8]) {
        blocks.set(octets, of: enterprise)
    }

    /// The enterprises, in the order of the wire.
    public var enterprises: [EnterpriseNumber] { blocks.blocks.map(\.enterprise) }
    /// The class data of all enterprises.
    package var data: some Sequence<[UInt8]> { blocks.blocks.lazy.map(\.octets) }

    /// The class data of an enterprise; setting `nil` removes it.
    public subscript(enterprise: EnterpriseNumber) -> [UInt8]? {
        get { blocks.octets(of: enterprise) }
        set { blocks.set(newValue, of: enterprise) }
    }
}

extension VendorIdentifyingClass: DHCPOptionValue {
    /// Reads enterprise numbers with their data; none at all is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        blocks = try EnterpriseBlocks(decoding: octets)
    }

    /// Writes enterprise numbers with their data.
    public func encode(into writer: inout DHCPOptionWriter) { blocks.encode(into: &writer) }
}

extension VendorIdentifyingClass: CustomStringConvertible {
    /// Enterprises with their octets, as in `{4491=646f63736973}`.
    public var description: String {
        let texts = blocks.blocks.map { "\($0.enterprise.rawValue)=\($0.octets.hexadecimal())" }
        return "{" + texts.joined(separator: ", ") + "}"
    }
}

/// Vendor options by enterprise number: option 125 (RFC 3925 section 4).
///
/// An enterprise that comes twice is joined on read, and options over 255 octets are written as several parts.
/// Decoding throws `truncatedOption` when a part, or an option inside one, runs past the end, and `invalidLength` for
/// more than 16 enterprises.
public struct VendorIdentifyingOptions: Hashable, Sendable {
    private var blocks = EnterpriseBlocks()

    /// No options.
    public init() {}

    /// The enterprises, in the order of the wire.
    public var enterprises: [EnterpriseNumber] { blocks.blocks.map(\.enterprise) }

    /// The options of an enterprise; setting `nil` removes them.
    public subscript(enterprise: EnterpriseNumber) -> EncapsulatedOptions? {
        get { blocks.octets(of: enterprise).flatMap { try? EncapsulatedOptions(decoding: $0) } }
        set { blocks.set(newValue?.octets, of: enterprise) }
    }
}

extension VendorIdentifyingOptions: DHCPOptionValue {
    /// Reads enterprise numbers with their options; none at all is an error.
    public init(decoding octets: RawSpan) throws(DHCPDecodingError) {
        blocks = try EnterpriseBlocks(decoding: octets)
        for block in blocks.blocks { _ = try EncapsulatedOptions(decoding: block.octets) }
    }

    /// Writes enterprise numbers with their options.
    public func encode(into writer: inout DHCPOptionWriter) { blocks.encode(into: &writer) }
}

extension VendorIdentifyingOptions: CustomStringConvertible {
    /// Enterprises with their options, as in `{3561={1=303035}}`.
    public var description: String {
        let texts = enterprises.map { "\($0.rawValue)=\(self[$0]?.description ?? "{}")" }
        return "{" + texts.joined(separator: ", ") + "}"
    }
}

/// Enterprise number, length, data, again and again (RFC 3925 section 3).
struct EnterpriseBlocks: Hashable, Sendable {
    struct Block: Hashable, Sendable {
        var enterprise: EnterpriseNumber
        var octets: [UInt8]
    }

    /// More enterprises than any client names; without a limit a datagram could hold 13,000 and make look-ups slow.
    static let maximumCount = 16

    /// Each enterprise once.
    private(set) var blocks: [Block] = []

    init() {}

    init(decoding span: RawSpan) throws(DHCPDecodingError) {
        var index = 0
        if span.byteCount == 0 { throw DHCPDecodingError(.invalidLength) }
        while index < span.byteCount {
            guard index + 5 <= span.byteCount else { throw DHCPDecodingError(.truncatedOption, offset: index) }
            let enterprise = EnterpriseNumber(rawValue: span.uint32(at: index))
            let start = index + 5
            let end = start + Int(span.octet(at: index + 4))
            guard end <= span.byteCount else { throw DHCPDecodingError(.truncatedOption, offset: index) }
            // In place, as a datagram has room for hundreds of parts.
            if let place = blocks.firstIndex(where: { $0.enterprise == enterprise }) {
                span.extracting(start..<end).withUnsafeBytes { blocks[place].octets.append(contentsOf: $0) }
            } else {
                blocks.append(Block(enterprise: enterprise, octets: span.octets(in: start..<end)))
            }
            if blocks.count > Self.maximumCount { throw DHCPDecodingError(.invalidLength, offset: index) }
            index = end
        }
    }

    func octets(of enterprise: EnterpriseNumber) -> [UInt8]? {
        blocks.first { $0.enterprise == enterprise }?.octets
    }

    mutating func set(_ octets: [UInt8]?, of enterprise: EnterpriseNumber) {
        let place = blocks.firstIndex { $0.enterprise == enterprise }
        switch (place, octets) {
        case (let place?, let octets?): blocks[place].octets = octets
        case (let place?, nil): blocks.remove(at: place)
        case (nil, let octets?): blocks.append(Block(enterprise: enterprise, octets: octets))
        case (nil, nil): break
        }
    }

    func encode(into writer: inout DHCPOptionWriter) {
        for block in blocks {
            for start in stride(from: 0, to: Swift.max(block.octets.count, 1), by: 255) {
                let piece = block.octets[start..<Swift.min(start + 255, block.octets.count)]
                writer.write(block.enterprise.rawValue)
                writer.write(UInt8(truncatingIfNeeded: piece.count))
                writer.write(contentsOf: piece)
            }
        }
    }
}
