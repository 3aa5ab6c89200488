extension DHCPMessage {
    /// Octets before the options: header and magic cookie.
    static let headerCount = 240
    /// 99.130.83.99 (RFC 2131 section 3).
    static let cookie: UInt32 = 0x6382_5363
    /// The largest UDP payload over IPv4: 65,535 less the two headers.
    static let maximumCount = 65_507

    /// Decodes one datagram.
    ///
    /// Pads may stand anywhere, End may be missing, and octets behind End are kept and not read. Options in `file` and
    /// `sname` are found when option 52 says so; the two fields are then empty. Throws `DHCPDecodingError` for a
    /// datagram that is not DHCP or BOOTP with options, and for an option that runs past the end of its field; offsets
    /// count from the beginning of the datagram.
    public init(decoding octets: [UInt8]) throws(DHCPDecodingError) {
        try self.init(decoding: octets.span.bytes)
    }

    /// Decodes one datagram, as the initialiser for an array does.
    public init(decoding datagram: RawSpan) throws(DHCPDecodingError) {
        let count = datagram.byteCount
        guard count >= Self.headerCount else { throw DHCPDecodingError(.truncatedHeader, offset: count) }
        guard count <= Self.maximumCount else { throw DHCPDecodingError(.tooLong, offset: Self.maximumCount) }
        guard datagram.uint32(at: 236) == Self.cookie else { throw DHCPDecodingError(.missingCookie, offset: 236) }
        guard let op = Operation(rawValue: datagram.octet(at: 0)) else {
            throw DHCPDecodingError(.invalidOperation, offset: 0)
        }
        let hlen = datagram.octet(at: 2)
        guard hlen <= 16 else { throw DHCPDecodingError(.invalidHardwareLength, offset: 2) }

        let main = try Self.scanField(datagram, Self.headerCount..<count)
        let overload = main.overload
        if overload & 1 != 0 { _ = try Self.scanField(datagram, 108..<236) }
        if overload & 2 != 0 { _ = try Self.scanField(datagram, 44..<108) }

        self.op = op
        htype = HardwareType(rawValue: datagram.octet(at: 1))
        self.hlen = hlen
        hops = datagram.octet(at: 3)
        xid = datagram.uint32(at: 4)
        secs = datagram.uint16(at: 8)
        flags = datagram.uint16(at: 10)
        ciaddr = IPv4Address(bitPattern: datagram.uint32(at: 12))
        yiaddr = IPv4Address(bitPattern: datagram.uint32(at: 16))
        siaddr = IPv4Address(bitPattern: datagram.uint32(at: 20))
        giaddr = IPv4Address(bitPattern: datagram.uint32(at: 24))
        chaddr = Octets16(high: datagram.uint64(at: 28), low: datagram.uint64(at: 36))
        sname = overload & 2 != 0 ? .init() : FixedField(datagram: datagram.extracting(44..<108))
        file = overload & 1 != 0 ? .init() : FixedField(datagram: datagram.extracting(108..<236))

        var storage = datagram.octets(in: Self.headerCount..<count)
        if overload & 1 != 0 { storage += datagram.octets(in: 108..<236) }
        if overload & 2 != 0 { storage += datagram.octets(in: 44..<108) }
        options = DHCPOptions(
            storage: storage,
            fields: .init(
                end: Int32(main.end - Self.headerCount), count: Int32(count - Self.headerCount), overload: overload))
    }

    /// Goes once through the options of a field: where they end, and what option 52 says among them.
    ///
    /// After this every length is known to stay inside the field.
    private static func scanField(
        _ datagram: RawSpan, _ field: Range<Int>
    ) throws(DHCPDecodingError) -> (end: Int, overload: UInt8) {
        var overload: UInt8 = 0
        var index = field.lowerBound
        while index < field.upperBound {
            let code = datagram.octet(at: index)
            if code == 0 {
                index += 1
                continue
            }
            if code == 255 { break }
            guard index + 1 < field.upperBound else {
                throw DHCPDecodingError(.truncatedOption, offset: index, option: .init(rawValue: code))
            }
            let next = index + 2 + Int(datagram.octet(at: index + 1))
            guard next <= field.upperBound else {
                throw DHCPDecodingError(.truncatedOption, offset: index, option: .init(rawValue: code))
            }
            if code == DHCPOptionCode.overload.rawValue {
                guard next == index + 3, (1...3).contains(datagram.octet(at: index + 2)) else {
                    throw DHCPDecodingError(.invalidValue, offset: index + 2, option: .overload)
                }
                overload = datagram.octet(at: index + 2)
            }
            index = next
        }
        return (index, overload)
    }
}
